"""Meetings, invitations, attendance, agenda lines, minutes and follow-ups."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Agency
from timpora.documents.models import Letter
from timpora.exchange.models import Campaign
from timpora.foundation.access import Access, ScopedModel
from timpora.foundation.ids import uuid7
from timpora.meetings.models_calling import (
    OF_MEETING,
    CalendarAddress,
    DoorEntry,
    Material,
    Move,
    Reply,
    Series,
    SignedList,
)
from timpora.teams.models import Seat, Team

__all__ = [
    "AgendaLine", "Attendance", "CalendarAddress", "DoorEntry", "FollowUp", "Invitation", "Material", "Meeting", "Move",
    "Reply", "Series", "SignedList",
]  # fmt: skip


class Meeting(ScopedModel):
    class State(models.TextChoices):
        DRAFT = "draft", _("Disiapkan")
        INVITED = "invited", _("Undangan dikirim")
        HELD = "held", _("Sedang/sudah dilaksanakan")
        CLOSED = "closed", _("Notula disahkan")
        CANCELLED = "cancelled", _("Dibatalkan")

    class Kind(models.TextChoices):
        RAKOR = "rakor", _("Rapat koordinasi")
        EXTRA = "luar_biasa", _("Rapat luar biasa")
        INAUGURATION = "pengukuhan", _("Pengukuhan tim")
        OFFICES = "kanwil", _("Rapat Kanwil dengan Kanim")
        OTHER = "lain", _("Rapat lain")

    OVER = (State.CLOSED, State.CANCELLED)  # nothing of it changes any more

    access = Access("meeting", records=("id",))
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="meetings")
    area = models.BigIntegerField()
    theme = models.CharField(max_length=300)
    place = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    previous = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="next")
    opened_by = models.CharField(max_length=200, blank=True)
    notula = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True, related_name="+")
    notulis = models.CharField(max_length=200, blank=True)
    chair = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)
    version = models.IntegerField(default=1)
    made_by = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.RAKOR)
    # As the source says it, where that is no day of the calendar or no place of today; `starts_at` is how it is read.
    day_told = models.CharField(max_length=80, blank=True)
    place_told = models.CharField(max_length=300, blank=True)
    told_read_as = models.CharField(max_length=300, blank=True)  # why it is read so
    budget_note = models.CharField(max_length=200, blank=True)  # Tahun Anggaran, DIPA
    basis = models.CharField(max_length=300, blank=True)  # the SK of this meeting, beside that of its team
    committee = models.TextField(blank=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, null=True, related_name="meetings")
    programme = models.TextField(blank=True)  # susunan acara, one line an item
    is_ordered_by_hand = models.BooleanField(default=False)  # the agenda: what builds itself keeps the order it has
    details_version = models.IntegerField(default=1)
    sequence = models.PositiveIntegerField(default=0)  # of the calendar: raised by whatever the invited must know anew
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=500, blank=True)

    @property
    def is_over(self) -> bool:
        return self.state in self.OVER

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["team", "starts_at"],
                condition=~Q(state="cancelled"),
                name="one_meeting_a_team_and_moment",
            ),
            models.CheckConstraint(
                name="a_cancelled_meeting_says_why",
                condition=Q(state="cancelled", cancelled_at__isnull=False) & ~Q(cancelled_because="")
                | ~Q(state="cancelled") & Q(cancelled_at=None, cancelled_because=""),
            ),
            models.CheckConstraint(
                name="a_closed_meeting_names_its_chair",
                condition=~Q(state="closed") | Q(closed_at__isnull=False) & ~Q(chair=""),
            ),
        ]
        indexes = [models.Index(fields=["area", "starts_at"], name="meeting_area_starts_at")]


class Invitation(ScopedModel):
    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="invitations")
    area = models.BigIntegerField()
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT)
    addressee = models.CharField(max_length=200)  # the position
    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, null=True)
    sent_at = models.DateTimeField(null=True)
    because = models.CharField(max_length=20, blank=True)  # the rule by which it was made; none: by name
    reminded_at = models.DateTimeField(null=True)  # of the date as it stands

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "agency", "addressee"], name="one_invitation_an_addressee")
        ]


class Attendance(ScopedModel):
    """Who came, for which agency, in which capacity. The phone number stays with the secretariat."""

    class Capacity(models.TextChoices):
        DEFINITIF = "definitif", _("pejabat definitif")
        PLT = "plt", _("Plt.")
        PLH = "plh", _("Plh.")
        MEWAKILI = "mewakili", _("mewakili")
        SPEAKER = "narasumber", _("narasumber")
        VISITOR = "tamu", _("tamu")

    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    area = models.BigIntegerField()
    invitation = models.ForeignKey(Invitation, on_delete=models.PROTECT, null=True, related_name="attendances")
    agency_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=40, blank=True)
    rank = models.CharField(max_length=80, blank=True)
    position = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    capacity = models.CharField(max_length=10, choices=Capacity, default=Capacity.DEFINITIF)
    came_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    # On which photographed list the signature was found.
    signed_on = models.ForeignKey(SignedList, on_delete=models.PROTECT, null=True, related_name="signatures")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "agency_name", "name"],
                condition=Q(taken_back_at=None),
                name="one_attendance_a_person",
            )
        ]


class AgendaLine(ScopedModel):
    """One point of the agenda. Matters of persons appear by number only."""

    class Kind(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Tindak lanjut rapat lalu")
        OPEN_MATTERS = "open_matters", _("Hal yang menunggu instansi")
        SUBJECT = "subject", _("Pokok bahasan")
        BRIEFING = "briefing", _("Paparan")
        SERVICE = "service", _("Sosialisasi")
        QUESTIONS = "questions", _("Pertanyaan tanpa jawaban")
        EXPIRING = "expiring", _("Perjanjian dan SK yang berakhir")
        FIGURES = "figures", _("Angka sejak rapat lalu")

    access = OF_MEETING
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="agenda")
    area = models.BigIntegerField()
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=Kind)
    words = models.CharField(max_length=400)
    numbers = models.JSONField(default=list)  # numbers of tasks or follow-ups
    source = models.CharField(max_length=60, blank=True)  # what it was built from; none: written by hand
    details = models.JSONField(default=list)  # [word, figure], for a line that is a small table
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True)
    # Left out by the secretary, or (without an account) because the matter has ended since.
    left_out_at = models.DateTimeField(null=True)
    left_out_by = models.UUIDField(null=True)

    class Meta:
        indexes = [models.Index(fields=["meeting", "order"], name="agenda_in_order")]


class FollowUp(ScopedModel):
    """*Tindak lanjut*: what was decided, who owes it, by when."""

    class State(models.TextChoices):
        OPEN = "open", _("Belum selesai")
        DONE = "done", _("Selesai")
        DROPPED = "dropped", _("Tidak dilanjutkan")

    class Step(models.TextChoices):
        """Of one that is open."""

        GIVEN = "given", _("Menunggu kesanggupan")
        ACCEPTED = "accepted", _("Disanggupi")
        REFUSED = "refused", _("Tidak disanggupi")
        REPORTED = "reported", _("Dilaporkan, menunggu penutupan")
        RETURNED = "returned", _("Dikembalikan")

    access = Access("meeting", records=("id", "meeting_id"))  # some teams are let in to one, not to its meeting
    retention = "meeting"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.BigIntegerField(unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="follow_ups")
    area = models.BigIntegerField()
    words = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="follow_ups")
    position = models.CharField(max_length=200)
    due_on = models.DateField()
    evidence = models.CharField(max_length=300, blank=True)  # what shall show that it was done
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    step = models.CharField(max_length=10, choices=Step, default=Step.GIVEN)
    carried = models.PositiveSmallIntegerField(default=0)  # how often a later meeting left it open
    escalated_to = models.UUIDField(null=True)  # the team above, which need not be in reach
    # Of the meeting that decided it, for those who see the follow-up alone.
    meeting_number = models.BigIntegerField(null=True)
    meeting_on = models.DateField(null=True)
    version = models.IntegerField(default=1)
    task_id = models.UUIDField(null=True)
    result = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_ended_follow_up_says_what_came_of_it",
                condition=Q(state="open", ended_at=None) | ~Q(state="open") & Q(ended_at__isnull=False) & ~Q(result=""),
            )
        ]
        indexes = [models.Index(fields=["area", "agency", "due_on"], condition=Q(state="open"), name="follow_up_open")]


from timpora.meetings.models_follow_ups import FollowUpEntry  # noqa: E402
from timpora.meetings.models_minutes import Addendum, Paragraph, Wording  # noqa: E402 - of this room as well
from timpora.meetings.models_publicity import MediaItem, PressRelease  # noqa: E402
from timpora.meetings.models_restricted import (  # noqa: E402
    RestrictedAttendee,
    RestrictedNote,
    RestrictedSession,
)

__all__ = [
    "Addendum", "AgendaLine", "Attendance", "FollowUp", "FollowUpEntry", "Invitation", "MediaItem", "Meeting",
    "Paragraph", "PressRelease", "RestrictedAttendee", "RestrictedNote", "RestrictedSession", "Wording",
]  # fmt: skip
