"""Reading meetings: the roll of the invited, what earlier meetings left open, what an agency owes."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from timpora.documents.models import Letter
from timpora.foundation.acting import Acting
from timpora.meetings.models import AgendaLine, Attendance, FollowUp, Invitation, Meeting, Reply
from timpora.teams.queries import SeatOn, decree_on, seats_on
from timpora.territory.queries import day_at


@dataclass(slots=True)
class RollLine:
    """One invitation: who holds the post on the day, and who came for it."""

    invitation: Invitation
    seat: SeatOn | None
    came: list[Attendance] = field(default_factory=list)
    reply: Reply | None = None  # to the date as it stands

    @property
    def unsur(self) -> str:
        return f"{self.invitation.addressee} — {self.invitation.agency.short_name}"


@dataclass(frozen=True, slots=True)
class Roll:
    lines: list[RollLine]
    visitors: list[Attendance]

    @property
    def invited(self) -> int:
        return len(self.lines)

    @property
    def present(self) -> list[RollLine]:
        return [line for line in self.lines if line.came]

    @property
    def absent(self) -> list[RollLine]:
        return [line for line in self.lines if not line.came]

    @property
    def people(self) -> int:
        return sum(len(line.came) for line in self.lines) + len(self.visitors)

    @property
    def silent(self) -> int:
        return sum(line.reply is None and line.invitation.sent_at is not None for line in self.lines)

    def answered(self, answer: str) -> int:
        return sum(line.reply is not None and line.reply.answer == answer for line in self.lines)

    @property
    def answers(self) -> list[tuple[str, int]]:
        return [(str(label), n) for answer, label in Reply.Answer.choices if (n := self.answered(answer))]


def roll_of(meeting: Meeting) -> Roll:
    seats = {row.seat.pk: row for row in seats_on(meeting.team, day_at(meeting.area, meeting.starts_at))}
    invitations = meeting.invitations.select_related("agency").order_by("seat__order", "id")
    lines = {row.pk: RollLine(row, seats.get(row.seat_id)) for row in invitations}
    visitors = []
    for attendance in attendances_of(meeting):
        if attendance.invitation_id in lines:
            lines[attendance.invitation_id].came.append(attendance)
        else:
            visitors.append(attendance)
    for reply in meeting.replies.filter(starts_at=meeting.starts_at).order_by("at", "id"):
        if reply.invitation_id in lines:
            lines[reply.invitation_id].reply = reply
    return Roll(list(lines.values()), visitors)


def holder_of(line: RollLine) -> dict[str, str] | None:
    """The holder of the post on the day, as a line of the attendance list; None where nobody holds it."""
    holder = line.seat.holder if line.seat else None
    if holder is None:
        return None
    return {
        "name": holder.name,
        "number": holder.number,
        "rank": holder.rank,
        "phone": holder.phone,
        "capacity": holder.capacity,
        "position": line.invitation.addressee,
        "agency_name": line.invitation.agency.short_name,
    }


def quorum_of(meeting: Meeting) -> int | None:
    """So many unsur, where the decree in force on the day sets a number; most set none, and then nothing is said."""
    found = decree_on(meeting.team.decrees.all(), day_at(meeting.area, meeting.starts_at)).decree
    return found.quorum if found else None


def reply_of(invitation: Invitation, meeting: Meeting) -> Reply | None:
    return invitation.replies.filter(starts_at=meeting.starts_at).order_by("at", "id").last()


def to_answer(acting: Acting, at: datetime) -> QuerySet[Invitation]:
    """Invitations to the own agency that nobody answered for the date as it stands."""
    answered = Reply.objects.filter(invitation=OuterRef("pk"), starts_at=OuterRef("meeting__starts_at"))
    mine = Invitation.objects.visible_to(acting).filter(
        ~Exists(answered), agency=acting.agency, sent_at__isnull=False, meeting__state=Meeting.State.INVITED,
        meeting__starts_at__gt=at,
    )  # fmt: skip
    return mine.select_related("meeting").order_by("meeting__starts_at", "id")


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    return meeting.attendances.filter(taken_back_at=None).order_by("came_at", "id")


def agenda_of(meeting: Meeting) -> QuerySet[AgendaLine]:
    return meeting.agenda.filter(left_out_at=None).select_related("agency").order_by("order", "id")


def open_before(meeting: Meeting, acting: Acting) -> QuerySet[FollowUp]:
    """Follow-ups of the team's earlier meetings that are still open, the longest due first."""
    return earlier(meeting, acting).filter(state=FollowUp.State.OPEN)


def commitments_before(meeting: Meeting, acting: Acting) -> QuerySet[FollowUp]:
    """What opens the meeting: all that the last one decided, and what is open from before it."""
    return earlier(meeting, acting).filter(Q(state=FollowUp.State.OPEN) | Q(meeting=meeting.previous_id))


def earlier(meeting: Meeting, acting: Acting) -> QuerySet[FollowUp]:
    former = Meeting.objects.filter(team=meeting.team_id, starts_at__lt=meeting.starts_at)
    # What the team below passed up counts as this team's own, though its meeting may be out of reach.
    mine = Q(meeting__in=former.values("pk")) | Q(escalated_to=meeting.team_id)
    return FollowUp.objects.visible_to(acting).filter(mine).select_related("agency").order_by("due_on", "number")


def owed_by(agency: UUID | None, acting: Acting) -> QuerySet[FollowUp]:
    mine = FollowUp.objects.visible_to(acting).filter(agency=agency, state=FollowUp.State.OPEN)
    return mine.order_by("due_on", "number")


def documents_of(meeting: Meeting, acting: Acting) -> list[Letter]:
    letters = set(meeting.invitations.exclude(letter=None).values_list("letter_id", flat=True)) | {meeting.notula_id}
    return list(Letter.objects.visible_to(acting).filter(pk__in=letters - {None}).order_by("made_at"))


def officials_of(meeting: Meeting) -> set[str]:
    """Names that may stand in the meeting's words: those who sit on a seat, and those who came for an invited one."""
    seated = {row.holder.name for row in seats_on(meeting.team, day_at(meeting.area, meeting.starts_at)) if row.holder}
    came = set(meeting.attendances.exclude(invitation=None).values_list("name", flat=True))
    return {name for name in seated | came | {meeting.notulis, meeting.chair} if name}


def overdue(follow_ups: Iterable[FollowUp], day: date) -> list[FollowUp]:
    return [row for row in follow_ups if row.state == FollowUp.State.OPEN and row.due_on < day]
