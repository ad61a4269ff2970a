"""What stands apart from the claims: shields and who helps, family facts, access opened in haste."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.crypto import EncryptedTextField
from timpora.foundation.ids import uuid7
from timpora.registers.models.told import OF_PERSON, Person
from timpora.sources.models import Source

OF_FAMILY = Access("family", protected="is_protected")


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
