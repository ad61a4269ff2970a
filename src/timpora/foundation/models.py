"""Accounts, grants, the event row with its seal, stored files and drafts."""

import pgtrigger
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, sign_in: str) -> "Account":
        return self.get(sign_in=sign_in)


class Account(AbstractBaseUser):
    """A person who signs in. What they may do comes from grants alone; there is no superuser."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sign_in = models.CharField(_("nama masuk"), max_length=80, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    email = models.EmailField(_("surel kantor"), blank=True)  # where it is told that something waits: foundation.outbox
    language = models.CharField(max_length=5, default="id")
    is_active = models.BooleanField(default=True)
    sessions_from = models.DateTimeField(null=True)  # a session that signed in before this moment is over
    sessions_over_because = models.CharField(max_length=20, blank=True)  # a key of signing_in.sessions.WHY
    created_at = models.DateTimeField(auto_now_add=True)

    objects = AccountManager()
    retention = "account"

    USERNAME_FIELD = "sign_in"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """What this installation is and who answers for it: one row, there from the first migration on.

    Its id marks every event and source; it stays when keys are changed and travels with a backup.
    """

    class Mode(models.TextChoices):
        LATIHAN = "LATIHAN"  # invented data; every page and letter says so
        OPERASI = "OPERASI"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    is_the_one = models.BooleanField(default=True, unique=True)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.LATIHAN)
    is_demo = models.BooleanField(default=False)  # accounts are invented and their password is printed
    office = models.CharField(max_length=200, blank=True)
    controller = models.CharField(max_length=300, blank=True)  # pengendali data pribadi
    protection_officer = models.CharField(max_length=300, blank=True)  # pejabat pelindungan data pribadi
    dpia_number = models.CharField(max_length=100, blank=True)
    dpia_on = models.DateField(null=True)
    breach_addressee = models.CharField(max_length=300, blank=True)  # who is told of a breach
    retention_decision = models.CharField(max_length=300, blank=True)  # by which the office adopted the retention table
    begun_at = models.DateTimeField(auto_now_add=True)

    retention = "reference"

    class Meta:
        constraints = [models.CheckConstraint(name="one_installation", condition=Q(is_the_one=True))]


class Pulse(models.Model):
    """When something that keeps the installation well was last done: the sealer's round, a backup, a verification."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()
    words = models.JSONField(default=dict)  # what came of it, for `doctor`

    retention = "reference"


class FailedSignIns(models.Model):
    """How often signing in failed under one key: a keyed digest of an account, an address or both."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.IntegerField(default=0)
    until = models.DateTimeField()  # the count ends here, and the row may go

    retention = "sign_in_count"

    class Meta:
        indexes = [models.Index(fields=["until"], name="failed_sign_ins_until")]


class Handling(models.IntegerChoices):
    """How far a record goes at all, whatever opens it. A grant opens rows up to a level: see `agencies.acting`."""

    BIASA = 0, pgettext_lazy("tingkat penanganan", "Biasa")
    TERBATAS = 1, pgettext_lazy("tingkat penanganan", "Terbatas")
    RAHASIA = 2, pgettext_lazy("tingkat penanganan", "Rahasia")


class Grant(models.Model):
    """Some verbs on an area range or on one record, for one subject, for a reason and a time.

    A denial takes them away instead, whatever else gives them.
    """

    class Subject(models.TextChoices):
        ACCOUNT = "account"
        AGENCY = "agency"
        TEAM = "team"
        CIRCLE = "circle"

    class Only(models.TextChoices):
        ALL = "all"
        AGENCY = "agency"  # rows that the member's own agency told
        ACCOUNT = "account"  # rows that the member told

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_kind = models.CharField(max_length=10, choices=Subject)
    subject_id = models.UUIDField()
    # The duty this grant belongs to; a member acting in another duty does not carry it. Null: any duty.
    membership_id = models.UUIDField(null=True)
    is_denial = models.BooleanField(default=False)
    verbs = ArrayField(models.CharField(max_length=40))
    area_low = models.BigIntegerField(null=True)
    area_high = models.BigIntegerField(null=True)
    only = models.CharField(max_length=10, choices=Only, default=Only.ALL)
    record_kind = models.CharField(max_length=40, blank=True)
    record_id = models.UUIDField(null=True)
    purpose = models.CharField(max_length=40)
    because_kind = models.CharField(max_length=40)
    because_id = models.UUIDField()
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    granted_by = models.UUIDField(null=True)  # the account, where a person opened or closed it
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    retention = "grant"

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_names_a_range_or_a_record",
                condition=Q(
                    record_id=None, area_low__isnull=False, area_high__isnull=False, area_high__gte=F("area_low")
                )
                | Q(record_id__isnull=False, area_low=None, area_high=None),
            ),
            models.CheckConstraint(name="grant_has_verbs", condition=Q(verbs__len__gt=0)),
        ]
        indexes = [
            models.Index(fields=["subject_id"], condition=Q(revoked_at=None), name="grant_live_of_subject"),
            models.Index(fields=["because_id"], name="grant_because"),
            models.Index(fields=["record_id"], condition=Q(record_id__isnull=False), name="grant_of_record"),
            # Read backwards: which ranges hold this area.
            GistIndex(
                Func(F("area_low"), F("area_high"), Value("[]"), function="int8range"),
                condition=Q(revoked_at=None, record_id=None),
                name="grant_live_over_area",
            ),
        ]


class Event(models.Model):
    """One thing that happened: the audit trail. Kind and ids only; never read as business logic.

    Partitioned by month; the table itself is made in SQL (see the first migration).
    """

    pk = models.CompositePrimaryKey("at", "id")
    id = models.UUIDField(default=uuid7, editable=False)
    at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    area = models.BigIntegerField(null=True)
    account_id = models.UUIDField(null=True)
    membership_id = models.UUIDField(null=True)
    installation_id = models.UUIDField()
    count = models.IntegerField(default=1)
    note_digest = models.BinaryField(null=True)
    digest = models.BinaryField()
    seal_no = models.BigIntegerField(null=True)

    retention = "event"

    class Meta:
        managed = False
        db_table = "foundation_event"


class EventNote(models.Model):
    """Purpose, query and other words of an event: personal data that can be erased while the seal stays whole."""

    event_id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    salt = models.BinaryField()
    purpose = models.CharField(max_length=40, blank=True)
    words = models.JSONField(default=dict)

    retention = "event_note"


class Seal(models.Model):
    """One Merkle root over the events taken together, chained to the seal before it."""

    no = models.BigIntegerField(primary_key=True)
    merkle_root = models.BinaryField()
    count = models.IntegerField()
    previous = models.BinaryField()
    at = models.DateTimeField()

    retention = "event"

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class StoredFile(ScopedModel):
    """A file kept encrypted outside the database, found by its own id and checked by the hash of its content."""

    access = Access("file", agency="agency_id", account="account_id")
    retention = "file"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    area = models.BigIntegerField()
    agency_id = models.UUIDField(null=True)
    account_id = models.UUIDField()
    stored_at = models.DateTimeField(auto_now_add=True)


class Draft(models.Model):
    """What somebody typed and has not sent yet, by account and form."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account_id = models.UUIDField()
    form = models.CharField(max_length=120)
    words = models.JSONField(default=dict)
    other = models.JSONField(null=True)  # the same form as typed elsewhere, from a page that was older
    version = models.IntegerField(default=1)
    saved_at = models.DateTimeField(auto_now=True)

    retention = "draft"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "form"], name="one_draft_a_form")]


class Outgoing(models.Model):
    """One line to a member's office address: that something waits, and on which page. It names nobody."""

    class Outcome(models.TextChoices):
        SENT = "sent"
        REFUSED = "refused"  # the mail server knows no such address
        NO_ADDRESS = "no_address"  # the account lost its address, or was closed

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=200)
    calendar = models.TextField(blank=True)  # a meeting's day and place for a calendar program, goes along as a file
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)

    retention = "outgoing"

    class Meta:
        indexes = [models.Index(fields=["next_at"], condition=Q(ended_at=None), name="outgoing_waiting")]
