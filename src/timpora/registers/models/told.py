"""Persons, mentions, and what each mention says as typed claims."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.sources.models import Source

PERSON = Access("person", protected="is_protected", records=("id",))
OF_PERSON = Access("person", protected="is_protected", records=("person_id",))
OF_MENTION = Access("person", protected="is_protected", handling="handling", records=("mention_id",))


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
