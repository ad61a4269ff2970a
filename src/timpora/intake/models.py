"""Reports, import batches and their rows."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.crypto import REPORTER, EncryptedTextField
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling, StoredFile
from timpora.sources.models import Source


class Report(ScopedModel):
    """What somebody saw, where and when, in their words. The sender makes the key; sending twice changes nothing."""

    class Sight(models.TextChoices):
        LIVES = "lives", _("Tinggal di sini")
        STAYS = "stays", _("Menginap sementara")
        WORKS = "works", _("Bekerja")
        VISITS = "visits", _("Berkunjung atau berwisata")
        PASSES = "passes", _("Melintas")
        LEFT = "left", _("Sudah pergi")
        OTHER = "other", _("Lainnya")

    class Fate(models.TextChoices):
        RECEIVED = "received", _("Diterima, menunggu dibaca")
        READ = "read", _("Sudah dibaca petugas")
        KNOWN = "known", _("Sudah tercatat; terima kasih, laporan Anda memperbarui data")
        NEW = "new", _("Dicatat sebagai keterangan baru")
        CHECKING = "checking", _("Sedang diperiksa petugas")
        REFERRED = "referred", _("Diteruskan kepada instansi yang berwenang")
        IN_ORDER = "in_order", _("Sudah diperiksa: tidak ada pelanggaran")
        DONE = "done", _("Sudah ditindaklanjuti dan selesai")

    access = Access("report", agency="agency_id", account="account_id", protected="is_protected", handling="handling")
    retention = "report"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    key = models.UUIDField()
    content_hash = models.CharField(max_length=64)
    source = models.OneToOneField(Source, on_delete=models.PROTECT, related_name="report")
    agency_id = models.UUIDField()
    account_id = models.UUIDField()
    area = models.BigIntegerField()
    place = models.CharField(max_length=300, blank=True)
    seen_at = models.DateTimeField()
    sight = models.CharField(max_length=10, choices=Sight)
    people = models.PositiveSmallIntegerField(default=1)
    words = models.TextField(blank=True)
    name_told = models.CharField(max_length=200, blank=True)
    nationality_told = models.CharField(max_length=80, blank=True)
    birth_year_told = models.CharField(max_length=20, blank=True)
    employer_told = models.CharField(max_length=200, blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True)
    mention_id = models.UUIDField(null=True)
    drawn_at = models.DateTimeField(null=True)  # mentions and claims were drawn out
    is_protected = models.BooleanField(default=False)
    told_keys = ArrayField(models.BigIntegerField(), default=list)  # of numbers and words that may name somebody
    handling = models.SmallIntegerField(_("tingkat penanganan"), choices=Handling, default=Handling.BIASA)
    handling_story = models.JSONField(default=list)  # [{"from", "to", "at", "by", "reason"}], oldest first
    fate = models.CharField(max_length=10, choices=Fate, default=Fate.RECEIVED)
    fate_at = models.DateTimeField()
    history = models.JSONField(default=list)  # [{"fate", "at", "by": account id or null}], oldest first
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "key"], name="one_report_a_key")]
        indexes = [
            models.Index(fields=["area", "-seen_at"], name="report_area_seen"),
            models.Index(fields=["number"], condition=Q(drawn_at=None), name="report_not_drawn"),
            models.Index(fields=["number"], condition=Q(is_protected=True), name="report_protected"),
            GinIndex(fields=["told_keys"], name="report_told_keys"),
        ]


class Informant(ScopedModel):
    """Who told the member, where it was not the member who saw: apart, under keys of its own. See `intake.reporter`."""

    access = Access("reporter", handling="handling", records=("report_id",))
    retention = "report"

    report = models.OneToOneField(Report, on_delete=models.PROTECT, primary_key=True, related_name="+")
    area = models.BigIntegerField()
    handling = models.SmallIntegerField(choices=Handling, default=Handling.BIASA)  # as the report's
    words = EncryptedTextField(compartment=REPORTER)


class Batch(ScopedModel):
    """One file: what was read, accepted, already known, refused. Undone as a whole."""

    class Kind(models.TextChoices):
        PERMITS = "permits", _("Izin tinggal")
        WORKERS = "workers", _("Tenaga kerja asing")
        RESIDENTS = "residents", _("Penduduk orang asing")
        LODGING = "lodging", _("Penginapan")
        SIGHTINGS = "sightings", _("Keberadaan")
        ARRIVALS = "arrivals", _("Jumlah kedatangan")  # totals: nobody is in it

    class State(models.TextChoices):
        PREVIEWED = "previewed", _("Pratinjau, belum disimpan")
        ACCEPTED = "accepted", pgettext_lazy("baris berkas", "Diterima")
        UNDONE = "undone", _("Dibatalkan")

    access = Access("batch", agency="agency_id", account="account_id")
    retention = "batch"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    state = models.CharField(max_length=12, choices=State, default=State.PREVIEWED)
    agency_id = models.UUIDField()
    account_id = models.UUIDField()
    area = models.BigIntegerField()
    source = models.OneToOneField(Source, on_delete=models.PROTECT, null=True, related_name="batch")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    content_hash = models.CharField(max_length=64)
    as_of = models.DateField(null=True)
    ground = models.CharField(max_length=10, blank=True)  # own, law, agreement: why it may come in at all
    ground_code = models.CharField(max_length=40, blank=True)  # the row of the law
    ground_clause = models.UUIDField(null=True)  # the clause; no key: the sender may not read every agreement
    columns = models.JSONField(default=list)  # [{"header": as found, "column": canonical or ""}], in the file's order
    layout = models.JSONField(default=dict)  # {"sheet", "header_row", "format", "skipped"}
    problems = models.JSONField(default=list)  # the first ones, as `problems.Problem`; once saved, without cells
    read = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    duplicates = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    created_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.UUIDField(null=True)
    undone_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="batch_counts_add_up",
                condition=Q(read=models.F("accepted") + models.F("duplicates") + models.F("rejected")),
            )
        ]


class BatchRow(ScopedModel):
    """One row of a file as it stood there, with what was wrong with it."""

    class State(models.TextChoices):
        ACCEPTED = "accepted"
        DUPLICATE = "duplicate"
        REJECTED = "rejected"

    access = Access("batch", agency="agency_id", account="account_id", protected="is_protected", records=("batch_id",))
    retention = "batch"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    agency_id = models.UUIDField()
    account_id = models.UUIDField()
    area = models.BigIntegerField()
    row_no = models.IntegerField()
    told = models.JSONField()  # header -> text, as in the file
    facts = models.JSONField(default=dict)  # canonical column -> normalised value
    content_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State)
    problems = models.JSONField(default=list)  # as `problems.Problem`; on an accepted row only notes
    mention_id = models.UUIDField(null=True)
    is_protected = models.BooleanField(default=False)
    told_keys = ArrayField(models.BigIntegerField(), default=list)  # of numbers and words that may name somebody
    drawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "row_no"], name="one_row_a_number")]
        indexes = [
            models.Index(fields=["agency_id", "content_hash"], name="row_of_agency_hash"),
            models.Index(
                fields=["batch", "row_no"], condition=Q(drawn_at=None, state="accepted"), name="row_not_drawn"
            ),
            models.Index(fields=["batch", "row_no"], condition=Q(is_protected=True), name="row_protected"),
            GinIndex(fields=["told_keys"], name="row_told_keys"),
        ]
