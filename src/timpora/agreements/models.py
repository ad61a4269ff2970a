"""Agreements, their parties, clauses and obligations, and what was taken out under them."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import StoredFile

OF_AGREEMENT = Access("agreement", records=("agreement_id",))

# A draft alone can change, and a nota kesepakatan is an umbrella: it never opens data, whatever is written into it.
GUARD_CLAUSE = """
    if exists (
        select 1 from agreements_agreement a
        where a.id = new.agreement_id and (a.kind = 'NK' or a.in_force_at is not null)
    ) then
        raise exception 'a clause stands in the draft of a PKS or work plan only' using errcode = 'check_violation';
    end if;
    return new;
"""


class Agreement(ScopedModel):
    """One document between agencies. Its end by date needs nobody's act: grants carry the same end."""

    class Kind(models.TextChoices):
        NK = "NK", _("Nota Kesepakatan")
        PKS = "PKS", _("Perjanjian Kerja Sama (PKS)")
        RENCANA_KERJA = "RK", _("Rencana Kerja")

    class AtEnd(models.TextChoices):
        DESTROY = "destroy", _("dimusnahkan")
        RETURN = "return", _("dikembalikan")

    access = Access("agreement")
    retention = "agreement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=3, choices=Kind)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=120, blank=True)
    dated = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    area = models.BigIntegerField()
    legal_basis = models.TextField(blank=True)
    joint_roles = models.TextField(blank=True)  # who answers for what among joint controllers
    joint_contact = models.CharField(max_length=300, blank=True)
    data_kept = models.TextField(blank=True)  # how long a receiver keeps what it took
    at_end = models.CharField(max_length=8, choices=AtEnd, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_hash = models.CharField(max_length=64, blank=True)
    version = models.IntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.UUIDField()
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)  # the act that lets it take effect; a draft opens nothing
    in_force_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = models.TextField(blank=True)
    destruction_asked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="agreement_ends_after_it_begins",
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
            ),
            models.CheckConstraint(
                name="agreement_ended_at_by_and_because_go_together",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
            ),
            models.CheckConstraint(
                name="agreement_in_force_has_its_time",
                condition=Q(in_force_at=None) | Q(valid_from__isnull=False, valid_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-made_at"], name="agreement_area_made"),
            models.Index(
                fields=["valid_until"], condition=Q(in_force_at__isnull=False, ended_at=None), name="agreement_running"
            ),
        ]
        triggers = [
            pgtrigger.ReadOnly(name="kind_stays", fields=["kind", "area"]),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.title


class Party(ScopedModel):
    """An agency that signs, through whom and in which capacity."""

    access = OF_AGREEMENT
    retention = "agreement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="parties")
    area = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    signatory = models.CharField(max_length=200, blank=True)
    position = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=200, blank=True)  # atas nama sendiri, a.n. Bupati …
    order = models.PositiveSmallIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "parties"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency"], condition=Q(removed_at=None), name="one_party_an_agency"
            )
        ]


class Clause(ScopedModel):
    """One party gives one category of data to another, for one purpose, in these areas."""

    access = OF_AGREEMENT
    retention = "agreement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="clauses")
    area = models.BigIntegerField()
    category = models.CharField(max_length=30)
    purpose = models.CharField(max_length=30)
    areas = ArrayField(models.BigIntegerField())
    giver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="clause_names_areas", condition=Q(areas__len__gt=0)),
            models.CheckConstraint(name="nobody_gives_to_itself", condition=~Q(giver=F("receiver"))),
        ]
        indexes = [models.Index(fields=["giver", "category"], name="clause_of_giver")]
        triggers = [
            pgtrigger.Trigger(
                name="drafted_only", when=pgtrigger.Before, operation=pgtrigger.Insert | pgtrigger.Update,
                func=GUARD_CLAUSE,
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]  # fmt: skip


class Obligation(ScopedModel):
    """What a party has to do by a day, and what shows that it did."""

    class Kind(models.TextChoices):
        AGREED = "agreed"
        GIVE_UP = "give_up"  # destroy or return what was taken, asked when the agreement ends

    access = OF_AGREEMENT
    retention = "agreement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="obligations")
    area = models.BigIntegerField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.AGREED)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    due_on = models.DateField()
    evidence = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    file_hash = models.CharField(max_length=64, blank=True)
    fulfilled_at = models.DateTimeField(null=True)
    fulfilled_by = models.UUIDField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency"], condition=Q(kind="give_up"), name="asked_once_to_give_up"
            )
        ]
        indexes = [
            models.Index(fields=["agency", "due_on"], condition=Q(fulfilled_at=None), name="obligation_open_of_agency")
        ]


class Delivery(ScopedModel):
    """Data that left under a clause: a file, a print or an answer to a program. How many rows, never which."""

    class Way(models.TextChoices):
        FILE = "file", _("berkas")
        PRINT = "print", _("cetakan")
        API = "api", _("sambungan sistem")

    access = OF_AGREEMENT
    retention = "agreement"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="deliveries")
    clause = models.ForeignKey(Clause, on_delete=models.PROTECT, related_name="deliveries")
    area = models.BigIntegerField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    account_id = models.UUIDField()
    way = models.CharField(max_length=5, choices=Way)
    rows = models.IntegerField()
    sha256 = models.CharField(max_length=64, blank=True)  # of the file as it left
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = [models.Index(fields=["agreement", "-at"], name="delivery_of_agreement")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
