"""How often a team meets, and what becomes of a meeting before it is held."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Membership
from timpora.exchange.models import Attached
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Handling
from timpora.teams.models import Team

OF_MEETING = Access("meeting", records=("meeting_id",))


class Series(ScopedModel):
    """How often a team meets and how it names its meetings. A team without a row follows the figure of practice."""

    access = Access("team", records=("team_id",))
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    team = models.OneToOneField(Team, on_delete=models.PROTECT, related_name="series")
    area = models.BigIntegerField()
    every_months = models.PositiveSmallIntegerField()
    theme_pattern = models.CharField(max_length=200, blank=True)
    version = models.IntegerField(default=1)
    changed_by = models.UUIDField()
    changed_at = models.DateTimeField()


class Move(ScopedModel):
    """Where a meeting stood before it was moved, and why it was."""

    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="moves")
    area = models.BigIntegerField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=300)
    because = models.CharField(max_length=500)
    by = models.UUIDField()
    at = models.DateTimeField()


class CalendarAddress(models.Model):
    """Lets a calendar program read the meetings of one duty of one member. The secret itself is kept nowhere."""

    retention = "grant"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64, unique=True)  # SHA-256 of a secret of 256 random bits
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    read_on = models.DateField(null=True)  # the day it was last read

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(revoked_at=None), name="one_live_calendar_address_a_duty"
            )
        ]


class Reply(ScopedModel):
    """What the invited say to one date: coming, prevented, or who comes instead. The latest word stands."""

    class Answer(models.TextChoices):
        COMES = "hadir", _("Hadir")
        PREVENTED = "halangan", _("Berhalangan")
        DELEGATES = "wakil", _("Menunjuk wakil")

    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="replies")
    invitation = models.ForeignKey("meetings.Invitation", on_delete=models.PROTECT, related_name="replies")
    area = models.BigIntegerField()
    starts_at = models.DateTimeField()  # the date it speaks of: one of another date is asked again
    answer = models.CharField(max_length=10, choices=Answer)
    delegate_name = models.CharField(max_length=200, blank=True)
    delegate_position = models.CharField(max_length=200, blank=True)
    is_told = models.BooleanField(default=False)  # noted by the secretariat, as told by telephone
    by = models.UUIDField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_delegate_has_a_name_and_a_position",
                condition=Q(answer="wakil") & ~Q(delegate_name="") & ~Q(delegate_position="")
                | ~Q(answer="wakil") & Q(delegate_name="", delegate_position=""),
            )
        ]
        indexes = [models.Index(fields=["meeting", "starts_at"], name="reply_of_a_date")]


class Material(Attached, ScopedModel):
    """A file for those who come, or the leaflet of an agenda line; who may have it, its handling level says."""

    access = Access("meeting", handling="handling", records=(), wholes=("meeting_id",))
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="materials")
    line = models.ForeignKey("meetings.AgendaLine", on_delete=models.PROTECT, null=True, related_name="materials")
    area = models.BigIntegerField()
    title = models.CharField(max_length=200)
    handling = models.PositiveSmallIntegerField(choices=Handling, default=Handling.BIASA)
    given_by = models.UUIDField()
    given_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)


class DoorEntry(ScopedModel):
    """A line of the attendance list, typed on a phone at the door; it counts when the secretary says so."""

    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="door_entries")
    area = models.BigIntegerField()
    key = models.CharField(max_length=64)  # of name and agency: the same person twice is one line
    name = models.CharField(max_length=200)
    agency_name = models.CharField(max_length=200)
    position = models.CharField(max_length=200)
    capacity = models.CharField(max_length=10)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.UUIDField(null=True)
    attendance = models.ForeignKey("meetings.Attendance", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "key"], name="one_door_entry_a_person"),
            models.CheckConstraint(
                name="a_door_entry_is_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None, attendance=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
        ]


class SignedList(Attached, ScopedModel):
    """The printed list with its signatures, photographed or scanned; read a second time before it counts."""

    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="signed_lists")
    area = models.BigIntegerField()
    uploaded_by = models.UUIDField()
    uploaded_at = models.DateTimeField()
    read_by = models.UUIDField(null=True)
    read_at = models.DateTimeField(null=True)
