"""Status checks and their tally, bulletins, questions, guidance, campaigns."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling, StoredFile
from timpora.intake.models import Report
from timpora.territory.models import Office


class Attached(models.Model):
    """A file beside the words. What reading it needs stands here: whoever sees the row may open the file, while the
    row of the file itself is shown to the agency that stored it alone."""

    file_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=255, blank=True)
    file_type = models.CharField(max_length=120, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True

    def attach(self, file: StoredFile | None) -> None:
        if file is not None:
            self.file_id, self.file_name = file.pk, file.name
            self.file_type, self.file_sha256 = file.media_type, file.sha256

    @property
    def file(self) -> StoredFile:
        return StoredFile(id=self.file_id, name=self.file_name, media_type=self.file_type, sha256=self.file_sha256)


class StatusCheck(models.Model):
    """One question of one member; a member reads only the own ones, to be told when the day's number is used up."""

    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    on = models.DateField()  # the legal day where the member's duty lies

    class Meta:
        indexes = [models.Index(fields=["account_id", "on"], name="status_check_account_on")]


class StatusAsked(ScopedModel):
    """Who asked, for the office that answers for the place and for the one that keeps the record; never of whom.

    Only the database function that looks a status up writes here.
    """

    access = Access("asked", records=())
    retention = "event"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    area = models.BigIntegerField()  # whose office may read this row
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    account_id = models.UUIDField()
    purpose = models.CharField(max_length=20)
    reference = models.CharField(max_length=101)

    class Meta:
        indexes = [models.Index(fields=["area", "-at"], name="status_asked_area_at")]


class Picket(models.Model):
    """The number of an office's duty desk (*piket*): to be called before anything is done."""

    retention = "reference"

    office = models.OneToOneField(Office, on_delete=models.PROTECT, primary_key=True, related_name="picket")
    phone = models.CharField(max_length=40)
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()
    version = models.IntegerField(default=1)


class Campaign(models.Model):
    """*Perhatian khusus*: a stated purpose in an area from a day until a day, after which it is closed by itself."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)  # from the closed list of kinds, which names its tags
    title = models.CharField(max_length=160)
    purpose = models.TextField()
    area = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    begins_on = models.DateField()
    ends_on = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="campaign_ends_after_it_begins", condition=Q(ends_on__gte=F("begins_on")))
        ]
        indexes = [models.Index(fields=["area", "-ends_on"], name="campaign_area_ends")]

    def __str__(self) -> str:
        return self.title


class CampaignReport(ScopedModel):
    """A report that bears on a campaign, under one tag of the campaign's kind.

    Read only through the reports that a member sees, which leaves out those about protected persons.
    """

    access = Access("report", agency="agency_id", account="account_id", records=("report_id",))
    retention = "report"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="reports")
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="campaigns")
    tag = models.CharField(max_length=20)
    area = models.BigIntegerField()
    agency_id = models.UUIDField()
    account_id = models.UUIDField()
    tagged_by = models.UUIDField()
    tagged_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "report"], name="a_report_once_in_a_campaign")]


class Bulletin(ScopedModel):
    """One announcement to named agencies, as its last edition says it. Nobody else ever meets it."""

    class Audience(models.TextChoices):
        AGENCIES = "agencies", _("Instansi yang dipilih")
        TEAM = "team", _("Satu tim: semua instansi unsurnya")
        AREA = "area", _("Semua unsur tim di satu wilayah")
        CIRCLE = "circle", _("Satu lingkar kerja")

    access = Access("bulletin", agency="agency_id")
    retention = "exchange"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    key = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    audience = models.CharField(max_length=10, choices=Audience)
    audience_id = models.UUIDField(null=True)
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.BIASA)
    title = models.CharField(max_length=160)
    words = models.TextField()
    valid_until = models.DateField()
    edition = models.PositiveSmallIntegerField(default=1)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["made_by", "key"], name="one_bulletin_a_key"),
            models.CheckConstraint(
                name="bulletin_withdrawn_at_and_because_go_together",
                condition=Q(withdrawn_at=None, withdrawn_because="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_because=""),
            ),
        ]
        indexes = [models.Index(fields=["agency", "-number"], name="bulletin_agency_number")]


OF_BULLETIN = Access("bulletin", agency="from_agency_id", records=("bulletin_id",))


class BulletinEdition(Attached, ScopedModel):
    """What an edition said; a correction adds the next one."""

    access = OF_BULLETIN
    retention = "exchange"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="editions")
    from_agency_id = models.UUIDField()
    area = models.BigIntegerField()
    no = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=160)
    words = models.TextField()
    valid_until = models.DateField()
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "no"], name="one_edition_a_number")]


class BulletinReader(ScopedModel):
    """An agency addressed, and which edition it opened last: of an agency, not of its members."""

    access = OF_BULLETIN
    retention = "exchange"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    bulletin = models.ForeignKey(Bulletin, on_delete=models.PROTECT, related_name="readers")
    from_agency_id = models.UUIDField()
    area = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(default=0)  # 0: nothing opened yet
    first_opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulletin", "agency"], name="an_agency_once_a_bulletin")]
        indexes = [models.Index(fields=["agency", "-bulletin"], name="bulletin_reader_agency")]


class Question(ScopedModel):
    """A question to one agency with a clock. One put to several agencies is several rows with the same number."""

    class Topic(models.TextChoices):
        DATA = "data", _("Data dalam kewenangan instansi")
        PLACE = "tempat", _("Tempat atau kegiatan")
        COMPANY = "perusahaan", _("Perusahaan atau penjamin")
        RULE = "aturan", _("Aturan atau kewenangan")
        ACCESS = "akses", _("Permintaan akses")
        OTHER = "lain", _("Lainnya")

    class State(models.TextChoices):
        SENT = "sent", _("Terkirim")
        OPENED = "opened", _("Sudah dibuka")
        PARTIAL = "partial", _("Dijawab sebagian")
        ANSWERED = "answered", _("Sudah dijawab")
        RETURNED = "returned", _("Dikembalikan")
        WITHDRAWN = "withdrawn", _("Ditarik")

    access = Access("question", agency="agency_id")
    retention = "exchange"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField()
    key = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    to_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    area = models.BigIntegerField()
    topic = models.CharField(max_length=10, choices=Topic)
    words = models.TextField()
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="questions")
    working_days = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=State, default=State.SENT)
    asked_by = models.UUIDField()
    sent_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    took_days = models.PositiveSmallIntegerField(null=True)  # working days until the final answer

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["number", "to_agency"], name="an_agency_once_a_question"),
            models.UniqueConstraint(fields=["asked_by", "key", "to_agency"], name="one_question_a_key"),
        ]
        indexes = [
            models.Index(fields=["agency", "-number"], name="question_agency_number"),
            models.Index(fields=["to_agency", "state", "due_on"], name="question_asked_state"),
        ]


class QuestionEntry(Attached, ScopedModel):
    """One step in the story of a question; answers come in parts."""

    class Kind(models.TextChoices):
        OPENED = "opened", _("dibuka")
        ANSWER = "answer", _("jawaban")
        RETURNED = "returned", _("dikembalikan")
        WITHDRAWN = "withdrawn", _("ditarik")

    access = Access("question", agency="from_agency_id", records=("question_id",))
    retention = "exchange"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="entries")
    from_agency_id = models.UUIDField()
    area = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    words = models.TextField(blank=True)
    is_final = models.BooleanField(default=False)
    account_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class Guidance(models.Model):
    """A document of the library (*pustaka pedoman*), for every member whose duty lies in its area."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    key = models.UUIDField(unique=True)
    title = models.CharField(max_length=160)
    area = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["area", "title"], name="guidance_area_title")]

    def __str__(self) -> str:
        return self.title


class GuidanceEdition(Attached):
    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    guidance = models.ForeignKey(Guidance, on_delete=models.PROTECT, related_name="editions")
    no = models.PositiveSmallIntegerField()
    words = models.TextField()
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)
    made_by = models.UUIDField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["guidance", "no"], name="one_guidance_edition_a_number"),
            models.CheckConstraint(
                name="guidance_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
        ]


class GuidanceRead(models.Model):
    """*Baca dan tandai*: a member marked one edition as read."""

    retention = "membership"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    edition = models.ForeignKey(GuidanceEdition, on_delete=models.PROTECT, related_name="reads")
    account_id = models.UUIDField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "account_id"], name="one_mark_a_member_and_edition")]
        indexes = [models.Index(fields=["edition", "agency"], name="guidance_read_by_agency")]
