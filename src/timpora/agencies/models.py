"""Agencies, positions, holders of positions, memberships, hand-overs, and the code of conduct."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account


class Agency(models.Model):
    """One body of government or institution in one area, of a kind from the dated list `AgencyKind`."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.ForeignKey("AgencyKind", on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=80)
    area = models.BigIntegerField()
    address = models.CharField(max_length=300, blank=True)
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)

    class Meta:
        verbose_name_plural = "agencies"
        constraints = [models.UniqueConstraint(fields=["kind", "area", "name"], name="one_agency_a_kind_area_name")]

    def __str__(self) -> str:
        return self.short_name


class AgencyKind(models.Model):
    """Kanim, Kesbangpol, Disnaker, Pengawas Ketenagakerjaan, Kodim …: what it is competent for."""

    retention = "reference"

    code = models.CharField(primary_key=True, max_length=40)
    name = models.CharField(max_length=160)
    is_vertical = models.BooleanField()  # of the state (instansi vertikal), not of the regional government
    # Topics that are routed here: "tka", "adminduk", "tppo", "narkotika", "penyelundupan", "pengungsi" …
    topics = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField(default=0)  # of two kinds for one topic the lower is asked first

    def __str__(self) -> str:
        return self.name


class Position(models.Model):
    """An office-holder's post: the seat of a team is a position, not a person."""

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="positions")
    title = models.CharField(max_length=160)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "title"], name="one_position_a_title")]

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """Who holds a position from when until when, and in which capacity."""

    class Capacity(models.TextChoices):
        DEFINITIF = "definitif", _("definitif")
        PLT = "plt", _("Plt.")
        PLH = "plh", _("Plh.")

    retention = "reference"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="holdings")
    name = models.CharField(max_length=200)
    number = models.CharField(_("NIP/NRP"), max_length=40, blank=True)
    rank = models.CharField(_("pangkat/golongan"), max_length=80, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.DEFINITIF)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="holdings")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="holding_ends_after_it_begins", condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on"))
            )
        ]


class Membership(models.Model):
    """An account's duty for an agency in an area. Several at once are normal; one is acted in at a time."""

    retention = "membership"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    duty = models.CharField(max_length=40)
    areas = models.JSONField()  # codes of the areas of this duty; several sibling areas are normal
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")
    ended_because = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="membership_ended_at_by_and_because_go_together",
                condition=Q(ended_at=None, ended_by=None, ended_because="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_because=""),
            )
        ]


class HandOver(models.Model):
    """*Serah terima*: the open work in one member's name goes to another, in one act. Who made what stays as it was."""

    retention = "membership"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="handed_over")
    taker = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="taken_over")
    at = models.DateTimeField()
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="nobody_hands_over_to_the_same_duty", condition=~Q(giver=F("taker")))
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class HandedOver(models.Model):
    """One piece of work in a hand-over: a kind of the registry and an id, never words about somebody.

    The last row of a record says in whose name it stands now; without one it is whoever began it.
    """

    retention = "membership"

    id = models.BigAutoField(primary_key=True)
    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="pieces")
    kind = models.CharField(max_length=40)
    record_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hand_over", "kind", "record_id"], name="one_piece_a_record")]
        indexes = [models.Index(fields=["kind", "record_id"], name="handed_over_record")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Circle(ScopedModel):
    """*Lingkar kerja*: agencies and members at one thing until a day. Only its members know that it is there."""

    access = Access("circle", area=None)
    retention = "membership"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=200)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")  # that made it and may end it
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="circle_ends_after_it_begins", condition=Q(ends_at__gt=F("begins_at")))
        ]

    def __str__(self) -> str:
        return self.purpose


class CircleMember(ScopedModel):
    """An agency as a whole, or one member in one duty."""

    access = Access("circle", area=None, records=("circle_id",))
    retention = "membership"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="members")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, related_name="+")
    joined_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="circle_member_is_an_agency_or_a_membership",
                condition=Q(agency__isnull=False, membership=None) | Q(agency=None, membership__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["circle", "agency"], condition=Q(left_at=None), name="agency_in_circle_once"
            ),
            models.UniqueConstraint(
                fields=["circle", "membership"], condition=Q(left_at=None), name="membership_in_circle_once"
            ),
        ]


class Conduct(models.Model):
    """One version of the code of conduct (*kode etik*). A new text is a new version."""

    retention = "reference"

    version = models.PositiveIntegerField(primary_key=True)
    text = models.TextField()  # paragraphs parted by an empty line; one that begins with "## " is a heading
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]


class Acceptance(models.Model):
    """A member accepted one version. Nobody takes it back; a new version is asked for anew."""

    retention = "membership"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="acceptances")
    conduct = models.ForeignKey(Conduct, on_delete=models.PROTECT, related_name="acceptances")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "conduct"], name="one_acceptance_a_version")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
