"""Persons, mentions, typed claims, the rebuildable current tables, and protection."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.crypto import EncryptedTextField
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.sources.models import Source

PERSON = Access("person", protected="is_protected", records=("id",))
OF_PERSON = Access("person", protected="is_protected", records=("person_id",))
OF_MENTION = Access("person", protected="is_protected", handling="handling", records=("mention_id",))
OF_FAMILY = Access("family", protected="is_protected")


class Person(ScopedModel):
    """One human being, as far as we know: only an anchor that mentions are linked to."""

    access = PERSON
    retention = "person"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()  # where last known; kept by the step that rebuilds the current tables
    is_protected = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False)  # legal hold: retention leaves it alone
    created_at = models.DateTimeField(auto_now_add=True)
    stale_since = models.DateTimeField(null=True)  # the current tables must be rebuilt for this person
    numbered_at = models.DateTimeField(null=True)  # when last a number came on file that nobody had told of this person
    follows = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children", db_index=False)
    is_citizen = models.BooleanField(default=False)  # a child of double nationality with affidavit: no foreigner here

    class Meta:
        constraints = [
            models.CheckConstraint(name="nobody_follows_themselves", condition=~Q(follows=models.F("id"))),
        ]
        indexes = [
            models.Index(fields=["area", "id"], name="person_area"),
            models.Index(fields=["follows"], condition=Q(follows__isnull=False), name="person_follows"),
            models.Index(fields=["id"], condition=Q(is_protected=True), name="person_protected"),
            models.Index(fields=["-numbered_at"], condition=Q(numbered_at__isnull=False), name="person_numbered"),
            models.Index(fields=["stale_since"], condition=Q(stale_since__isnull=False), name="person_stale"),
        ]


class Mention(ScopedModel):
    """One person as one source speaks of them, exactly as told; claims hang on it."""

    # A grant on the person opens what is told of them as usual, never what was told in confidence.
    access = Access("person", protected="is_protected", handling="handling", records=("id",), wholes=("person_id",))
    retention = "claim"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="mentions")
    row_no = models.IntegerField(default=0)
    kind = models.CharField(max_length=20)  # permits, workers, residents, lodging, sightings, persons, report
    area = models.BigIntegerField()
    agency_id = models.UUIDField()
    told_at = models.DateTimeField()
    name = models.CharField(max_length=400, blank=True)
    sex = models.CharField(max_length=1, blank=True)  # M, F
    nationality = models.CharField(max_length=3, blank=True)  # ICAO three letters
    birth_year = models.SmallIntegerField(null=True)
    birth_month = models.SmallIntegerField(null=True)
    birth_day = models.SmallIntegerField(null=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="mentions", db_index=False)
    is_protected = models.BooleanField(default=False)
    handling = models.SmallIntegerField(choices=Handling, default=Handling.BIASA)  # of the report that tells it
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.UUIDField(null=True)
    withdrawn_because = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "row_no"], name="one_mention_a_row")]
        indexes = [
            # Without those of nobody: the planner would look for them here, one page of the table for each.
            models.Index(fields=["person"], condition=Q(person__isnull=False), name="mention_person"),
            models.Index(fields=["id"], condition=Q(person=None, withdrawn_at=None), name="mention_unlinked"),
            models.Index(
                fields=["area", "id"],
                include=["source", "is_protected", "handling", "person"],
                condition=Q(person=None, withdrawn_at=None),
                name="mention_unlinked_area",
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(
                name="told_stays",
                exclude=["person", "is_protected", "handling", "withdrawn_at", "withdrawn_by", "withdrawn_because"],
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]


class Claim(ScopedModel):
    """What a mention says in one noun. Only who may see it can change; withdrawing is done on mention or source."""

    access = OF_MENTION
    retention = "claim"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    mention = models.ForeignKey(Mention, on_delete=models.PROTECT, related_name="%(class)ss")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    handling = models.SmallIntegerField(choices=Handling, default=Handling.BIASA)

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.ReadOnly(name="claimed_stays", exclude=["is_protected", "handling"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]


class Identifier(Claim):
    """A number that names the person: as written, and its comparison key."""

    class Kind(models.TextChoices):
        PASSPORT = "passport", _("Paspor")
        NIORA = "niora", _("NIORA")
        PERMIT_NO = "permit_no", _("Nomor izin tinggal")
        NIK = "nik", _("NIK")
        SKTT = "sktt", _("Nomor SKTT")
        RPTKA = "rptka", _("Nomor RPTKA")

    kind = models.CharField(max_length=12, choices=Kind)
    number = models.CharField(max_length=60)
    key = models.CharField(max_length=60)
    country = models.CharField(max_length=3, blank=True)
    valid_until = models.DateField(null=True)

    class Meta(Claim.Meta):
        indexes = [models.Index(fields=["kind", "key"], name="identifier_key")]


class PermitClaim(Claim):
    class Kind(models.TextChoices):
        BVK = "BVK", _("Bebas visa kunjungan")
        VOA = "VOA", _("Izin kunjungan saat kedatangan")
        ITK = "ITK", _("Izin tinggal kunjungan")
        ITAS = "ITAS", _("Izin tinggal terbatas")
        ITAP = "ITAP", _("Izin tinggal tetap")
        ITP = "ITP", _("Izin tinggal peralihan")
        ITKT = "ITKT", _("Izin tinggal keadaan terpaksa")
        DIPLOMATIK = "DIPLOMATIK", _("Izin tinggal diplomatik")
        DINAS = "DINAS", _("Izin tinggal dinas")

    kind = models.CharField(max_length=12, choices=Kind)
    index_code = models.CharField(max_length=12, blank=True)
    is_perairan = models.BooleanField(null=True)
    issued_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)
    as_of = models.DateField(null=True)
    extension_filed_on = models.DateField(null=True)
    extension_decided_on = models.DateField(null=True)
    extension_granted = models.BooleanField(null=True)
    guarantor = models.CharField(max_length=200, blank=True)


class CrossingClaim(Claim):
    entered_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)


class ResidenceClaim(Claim):
    """`area` is where the person lives according to this source."""

    address = models.CharField(max_length=300, blank=True)
    sktt_reported_on = models.DateField(null=True)
    sktt_issued_on = models.DateField(null=True)


class PresenceClaim(Claim):
    """Seen, or lodged: where and when."""

    place = models.CharField(max_length=200, blank=True)
    seen_on = models.DateField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    checked_out_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)  # when the lodging reported it


class Company(ScopedModel):
    """An employer or guarantor by name and regency."""

    access = Access("person")
    retention = "company"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    folded = models.CharField(max_length=200)
    area = models.BigIntegerField()

    class Meta:
        verbose_name_plural = "companies"
        constraints = [models.UniqueConstraint(fields=["area", "folded"], name="one_company_a_name_and_area")]


class WorkClaim(Claim):
    employer = models.ForeignKey(Company, on_delete=models.PROTECT, null=True)
    position = models.CharField(max_length=200, blank=True)
    work_area = models.BigIntegerField(null=True)
    ends_on = models.DateField(null=True)


class ActivityClaim(Claim):
    """What the person was doing, in the sender's words, and its code where one was chosen."""

    code = models.CharField(max_length=30, blank=True)
    words = models.TextField(blank=True)
    seen_on = models.DateField(null=True)


class CurrentPerson(ScopedModel):
    """Who this is, from all live claims: rebuilt by one step, read by lists, search and matching."""

    access = OF_PERSON
    retention = "current"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="current")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    name = models.CharField(max_length=400, blank=True)
    sort_key = models.CharField(max_length=400, blank=True)  # folded name: lists are sorted by it, never by collation
    names = ArrayField(models.CharField(max_length=400), default=list)
    sex = models.CharField(max_length=1, blank=True)
    nationality = models.CharField(max_length=3, blank=True)
    birth_year = models.SmallIntegerField(null=True)
    birth_month = models.SmallIntegerField(null=True)
    birth_day = models.SmallIntegerField(null=True)
    passport = models.CharField(max_length=60, blank=True)
    niora = models.CharField(max_length=60, blank=True)
    employer = models.CharField(max_length=200, blank=True)
    # field -> [{"value": …, "source": id, "told_at": …}] where sources disagree
    contradictions = models.JSONField(default=dict)
    is_present = models.BooleanField(default=True)  # not known to have departed
    mentions_count = models.IntegerField(default=0)
    rebuilt_at = models.DateTimeField()

    class Meta:
        indexes = [
            # With all that a list asks of a row: which fifty are shown is read from the index alone.
            models.Index(
                fields=["area", "sort_key"],
                include=["person", "is_protected", "mentions_count", "is_present"],
                name="current_person_area_sort",
            ),
            models.Index(
                fields=["sort_key", "person"],
                include=["area", "is_protected", "mentions_count", "is_present"],
                name="current_person_sort",
            ),
            models.Index(fields=["area"], condition=Q(mentions_count=0), name="current_person_silent"),
        ]


class CurrentStay(ScopedModel):
    """The facts a rule may read about a person's stay, each with where it came from (`origins`: fact -> claim)."""

    access = OF_PERSON
    retention = "current"

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True, related_name="stay")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    permit_kind = models.CharField(max_length=12, blank=True)
    permit_index = models.CharField(max_length=12, blank=True)
    permit_is_perairan = models.BooleanField(null=True)
    permit_issued_on = models.DateField(null=True)
    permit_ends_on = models.DateField(null=True)
    permit_source_as_of = models.DateField(null=True)
    entered_on = models.DateField(null=True)
    departed_on = models.DateField(null=True)
    last_seen_on = models.DateField(null=True)
    extension_filed_on = models.DateField(null=True)
    extension_decided_on = models.DateField(null=True)
    extension_granted = models.BooleanField(null=True)
    checked_in_at = models.DateTimeField(null=True)
    lodging_reported_at = models.DateTimeField(null=True)
    reported_area = models.BigIntegerField(null=True)
    address_area = models.BigIntegerField(null=True)
    sktt_reported_on = models.DateField(null=True)
    sktt_issued_on = models.DateField(null=True)
    employer_id = models.UUIDField(null=True)
    work_area = models.BigIntegerField(null=True)
    work_permit_ends_on = models.DateField(null=True)
    activity = models.CharField(max_length=30, blank=True)
    origins = models.JSONField(default=dict)
    version = models.BigIntegerField(default=0)  # rises with every rebuild that changed a fact
    rebuilt_at = models.DateTimeField()

    class Meta:
        indexes = [
            # All that counting by kind and the row policy ask for, so that the table itself is not read.
            models.Index(
                fields=["permit_kind", "area"], include=["departed_on", "is_protected", "person"],
                name="current_stay_kind_area",
            )
        ]  # fmt: skip


class PersonKey(ScopedModel):
    """A hashed matching key of a person: how candidates and search hits are found under row security."""

    access = OF_PERSON
    retention = "current"

    id = models.BigAutoField(primary_key=True)
    key = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="keys")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "person"], name="one_key_a_person")]
        # A name is borne by thousands: those in reach are read from the index alone.
        indexes = [models.Index(fields=["key", "area"], include=["person", "is_protected"], name="person_key_reach")]


class Protection(ScopedModel):
    """Why a person is shielded. There for keyholders only; set by anybody, lifted by two keyholders with a reason.

    Whoever told of somebody nobody knows yet shields what that source tells; the person follows when one is linked.
    """

    class Kind(models.TextChoices):
        REFUGEE = "refugee", _("Pengungsi atau pencari suaka")
        TRAFFICKING = "trafficking", _("Kemungkinan korban TPPO")
        CHILD = "child", _("Anak tanpa pendamping atau anak dalam perkara")
        WITNESS = "witness", _("Saksi")

    class SaidBy(models.TextChoices):
        SELF = "self", _("Orang itu sendiri")
        RELATIVE = "relative", _("Keluarga atau pendampingnya")
        OFFICER = "officer", _("Dugaan petugas")

    access = OF_PERSON
    retention = "protection"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="protections")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, null=True, related_name="+")
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=True)  # the row itself needs a key
    kind = models.CharField(max_length=12, choices=Kind)
    said_by = models.CharField(max_length=10, choices=SaidBy, default=SaidBy.SELF)
    note = EncryptedTextField(null=True)
    set_at = models.DateTimeField()
    set_by = models.UUIDField()
    lift_asked_at = models.DateTimeField(null=True)
    lift_asked_by = models.UUIDField(null=True)
    lift_reason = EncryptedTextField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="protection_of_a_person_or_of_what_is_told",
                condition=Q(person__isnull=False) | Q(source__isnull=False),
            ),
            models.CheckConstraint(
                name="protection_is_lifted_by_a_second_person",
                condition=Q(lifted_by=None) | Q(lift_asked_by__isnull=False) & ~Q(lifted_by=models.F("lift_asked_by")),
            ),
        ]


class Helper(models.Model):
    """Where those who help can be reached in one province or regency, as the office wrote it. Names nobody."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()
    code = models.CharField(max_length=20)  # of `reference/helpers.yaml`
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    version = models.IntegerField(default=1)
    edited_at = models.DateTimeField()
    edited_by = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "code"], name="one_helper_an_area")]


class FamilyTie(ScopedModel):
    """A family fact, for services alone: no list, rule, search or matching reads it. Corrected by ending it."""

    class Kind(models.TextChoices):
        SPOUSE = "spouse", _("Suami atau istri WNI")
        CHILD = "child", _("Anak dari WNI")
        PARENT = "parent", _("Orang tua dari anak WNI")
        AFFIDAVIT = "affidavit", _("Anak berkewarganegaraan ganda dengan affidavit")

    access = OF_FAMILY
    retention = "family"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)
    area = models.BigIntegerField()
    is_protected = models.BooleanField(default=False)
    kind = models.CharField(max_length=12, choices=Kind)
    relative = EncryptedTextField()  # who: a citizen's name stays readable to services only
    basis = models.CharField(max_length=200)  # the document: marriage certificate, affidavit, with its number
    since_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="family_tie_ends_with_a_reason",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
            )
        ]
        indexes = [models.Index(fields=["person"], name="family_tie_of_person")]
        triggers = [
            pgtrigger.ReadOnly(
                name="recorded_stays", exclude=["area", "is_protected", "ended_at", "ended_by", "ended_because"]
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]


class UrgentAccess(ScopedModel):
    """*Akses mendesak*: a member asked for one file outside the reach. A miss is kept as well, and looks the same.

    `area` and `agency_id` are those of the member's duty: the own office supervises. The owner is told by the grant.
    """

    access = Access("urgent", agency="agency_id", account="account_id")
    retention = "grant"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.BigIntegerField()
    agency_id = models.UUIDField()
    account_id = models.UUIDField()
    person_id = models.UUIDField(null=True)  # no key: the asker's office may never see the row behind it
    reason = EncryptedTextField()
    asked_at = models.DateTimeField()
    until = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.UUIDField(null=True)
    is_proper = models.BooleanField(null=True)
    closing_words = EncryptedTextField(null=True)

    class Meta:
        verbose_name_plural = "urgent accesses"
        constraints = [
            models.CheckConstraint(
                name="urgent_access_is_closed_by_another",
                condition=Q(closed_at=None, closed_by=None, is_proper=None, closing_words=None)
                | Q(closed_at__isnull=False, is_proper__isnull=False, closing_words__isnull=False)
                & Q(closed_by__isnull=False)
                & ~Q(closed_by=models.F("account_id")),
            )
        ]
        indexes = [models.Index(fields=["account_id"], condition=Q(closed_at=None), name="urgent_access_open")]
        triggers = [
            pgtrigger.ReadOnly(name="asked_stays", exclude=["closed_at", "closed_by", "is_proper", "closing_words"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]
