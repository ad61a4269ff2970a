"""Calling a meeting: its agenda from what is open, and the invitation of every unsur."""

from datetime import datetime

from django.db import transaction

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.numbers import next_number
from timpora.meetings import agenda, events, letters, queries
from timpora.meetings.actions.sending import send
from timpora.meetings.actions.state import MeetingCollides, locked
from timpora.meetings.models import AgendaLine, Invitation, Meeting
from timpora.meetings.person_words import all_words, refuse_person_data
from timpora.teams.models import Team
from timpora.teams.queries import seats_on
from timpora.territory.queries import day_at

BY_HAND_FROM = 1000  # lines that people add stand after those that built themselves


@transaction.atomic
def call_meeting(
    team: Team,
    *,
    theme: str,
    place: str,
    starts_at: datetime,
    by: Acting,
    at: datetime,
    ends_at: datetime | None = None,
    kind: str = Meeting.Kind.RAKOR,
    day_told: str = "",
) -> Meeting:
    """Prepare the next rakor of a team. It takes up the last one, and opens with what that left open."""
    refuse_person_data(all_words([theme, place, day_told]), area=team.area, acting=by)
    Team.objects.select_for_update().get(pk=team.pk)  # two secretaries at once: the second sees the first one's meeting
    standing = Meeting.objects.filter(team=team).exclude(state=Meeting.State.CANCELLED)
    same = standing.filter(starts_at=starts_at).first()
    if same is not None:
        if same.theme != theme:
            raise MeetingCollides(same)
        return same
    last = standing.filter(starts_at__lt=starts_at, next=None).order_by("starts_at").last()
    meeting = Meeting.objects.create(
        number=next_number("meeting"),
        team=team,
        area=team.area,
        theme=theme,
        place=place,
        starts_at=starts_at,
        ends_at=ends_at,
        kind=kind,
        day_told=day_told,
        previous=last,
        made_by=by.account,
    )
    emit(events.MEETING_CALLED, subject=meeting, by=by)
    build_agenda(meeting, by=by, at=at)
    return meeting


@transaction.atomic
def build_agenda(meeting: Meeting, *, by: Acting, at: datetime) -> list[AgendaLine]:
    """Bring the lines that build themselves up to date; what the secretary added or left out stays so."""
    meeting = locked(meeting)
    wanted = agenda.lines(meeting, day_at(meeting.area, at), by)
    had = {agenda.key(line): line for line in meeting.agenda.filter(kind__in=agenda.BUILT)}
    for order, line in enumerate(wanted, start=1):
        kept = had.pop(agenda.key(line), None) or line
        kept.order, kept.words, kept.numbers = order, line.words, line.numbers
        if kept.left_out_by is None:
            kept.left_out_at = None
        kept.save()
    ended = [line.pk for line in had.values() if line.left_out_at is None]
    AgendaLine.objects.filter(pk__in=ended).update(left_out_at=at)
    emit(events.AGENDA_BUILT, subject=meeting, by=by, count=len(wanted))
    return list(queries.agenda_of(meeting))


@transaction.atomic
def add_line(
    meeting: Meeting, *, words: str, by: Acting, at: datetime, kind: str = AgendaLine.Kind.SUBJECT
) -> AgendaLine:
    meeting = locked(meeting)
    refuse_person_data(words, area=meeting.area, acting=by, known=queries.officials_of(meeting))
    last = meeting.agenda.order_by("order").last()
    order = max(BY_HAND_FROM, last.order + 1 if last else 0)
    line, is_new = AgendaLine.objects.get_or_create(
        meeting=meeting, words=words, kind=kind, left_out_at=None, defaults={"area": meeting.area, "order": order}
    )
    if is_new:
        emit(events.AGENDA_CHANGED, subject=meeting, by=by)
    return line


@transaction.atomic
def leave_out(line: AgendaLine, *, by: Acting, at: datetime, is_out: bool = True) -> None:
    """The secretary leaves a line out, or takes it in again; it is kept either way."""
    meeting = locked(line.meeting)
    left = {"left_out_at": at, "left_out_by": by.account} if is_out else {"left_out_at": None, "left_out_by": None}
    if AgendaLine.objects.filter(pk=line.pk, left_out_at__isnull=is_out).update(**left):
        emit(events.AGENDA_CHANGED, subject=meeting, by=by)


@transaction.atomic
def invite(meeting: Meeting, *, by: Acting, at: datetime) -> list[Invitation]:
    """Invite every unsur of the day that has no invitation yet: one letter to all. Again: nothing, no letter."""
    build_agenda(meeting, by=by, at=at)
    meeting = locked(meeting)
    day = day_at(meeting.area, meeting.starts_at)
    for row in seats_on(meeting.team, day):
        Invitation.objects.get_or_create(
            meeting=meeting,
            agency=row.agency,
            addressee=row.position.title,
            defaults={"seat": row.seat, "area": meeting.area},
        )
    unsent = list(meeting.invitations.filter(sent_at=None).select_related("agency").order_by("seat__order", "id"))
    if unsent:
        send(meeting, unsent, letters.invitation(meeting, unsent, at), f"Undangan {meeting.theme}", by, at)
        Meeting.objects.filter(pk=meeting.pk, state=Meeting.State.DRAFT).update(state=Meeting.State.INVITED)
        emit(events.INVITATIONS_SENT, subject=meeting, by=by, count=len(unsent))
    return unsent


@transaction.atomic
def invite_other(meeting: Meeting, *, agency: Agency, addressee: str, by: Acting, at: datetime) -> Invitation:
    """Somebody who is no unsur of the team: a speaker, a neighbour. Goes out with the next sending."""
    meeting = locked(meeting)
    refuse_person_data(addressee, area=meeting.area, acting=by, known=queries.officials_of(meeting))
    invitation, _ = Invitation.objects.get_or_create(
        meeting=meeting, agency=agency, addressee=addressee, defaults={"area": meeting.area}
    )
    return invitation
