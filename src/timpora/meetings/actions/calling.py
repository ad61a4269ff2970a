"""Calling a meeting: its agenda from what is open, and the invitation of every unsur."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.numbers import next_number
from timpora.meetings import agenda, events, letters, queries
from timpora.meetings.actions.sending import send
from timpora.meetings.actions.state import MeetingCollides, locked
from timpora.meetings.invite_rules import Proposed, proposed
from timpora.meetings.models import AgendaLine, Invitation, Meeting
from timpora.meetings.person_words import all_words, refuse_person_data
from timpora.teams.models import Team
from timpora.territory.queries import day_at

REBUILT = ("order", "words", "numbers", "details", "left_out_at")  # of a line that builds itself
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
    last = max((line.order for line in had.values()), default=0)
    kept, new = [], []
    for order, line in enumerate(wanted, start=1):
        same = had.pop(agenda.key(line), None)
        if same is None:
            line.order = last + len(new) + 1 if meeting.is_ordered_by_hand else order
            new.append(line)
        else:
            was = [getattr(same, name) for name in REBUILT]
            same.order = same.order if meeting.is_ordered_by_hand else order
            same.words, same.numbers, same.details = line.words, line.numbers, line.details
            same.left_out_at = same.left_out_at if same.left_out_by else None
            if was != [getattr(same, name) for name in REBUILT]:
                kept.append(same)
    AgendaLine.objects.bulk_create(new)
    AgendaLine.objects.bulk_update(kept, REBUILT)
    ended = [line.pk for line in had.values() if line.left_out_at is None]
    AgendaLine.objects.filter(pk__in=ended).update(left_out_at=at)
    emit(events.AGENDA_BUILT, subject=meeting, by=by, count=len(wanted))
    return list(queries.agenda_of(meeting))


@transaction.atomic
def move_line(line: AgendaLine, *, is_up: bool, by: Acting, at: datetime) -> bool:
    """One place up or down among the lines that stand. From then on the agenda keeps the secretary's order."""
    meeting = locked(line.meeting)
    standing = list(queries.agenda_of(meeting))
    here = next((place for place, one in enumerate(standing) if one.pk == line.pk), None)
    there = None if here is None else here + (-1 if is_up else 1)
    if here is None or there is None or not 0 <= there < len(standing):
        return False
    standing[here], standing[there] = standing[there], standing[here]
    for order, one in enumerate(standing, start=1):
        one.order = order
    AgendaLine.objects.bulk_update(standing, ["order"])
    Meeting.objects.filter(pk=meeting.pk).update(is_ordered_by_hand=True)
    emit(events.AGENDA_CHANGED, subject=meeting, by=by)
    return True


@transaction.atomic
def add_line(
    meeting: Meeting, *, words: str, by: Acting, at: datetime, kind: str = AgendaLine.Kind.SUBJECT
) -> AgendaLine:
    meeting = locked(meeting)
    refuse_person_data(words, area=meeting.area, acting=by, known=queries.officials_of(meeting))
    last = meeting.agenda.order_by("order").last()
    order = last.order + 1 if last else 1
    if not meeting.is_ordered_by_hand:
        order = max(BY_HAND_FROM, order)
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
    return invite_chosen(meeting, proposed(meeting, ["unsur"], by), by=by, at=at)


@transaction.atomic
def invite_chosen(meeting: Meeting, chosen: Sequence[Proposed], *, by: Acting, at: datetime) -> list[Invitation]:
    """Invite these, and whoever was added by name and not written to yet: one letter to all of them."""
    build_agenda(meeting, by=by, at=at)
    meeting = locked(meeting)
    there = set(meeting.invitations.values_list("agency_id", "addressee"))
    Invitation.objects.bulk_create(
        Invitation(
            meeting=meeting, area=meeting.area, agency=one.agency, addressee=one.addressee[:200], seat=one.seat,
            because=one.rule,
        )
        for one in chosen
        if (one.agency.pk, one.addressee[:200]) not in there
    )  # fmt: skip
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
