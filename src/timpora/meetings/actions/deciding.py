"""What was decided: follow-ups with owner and date, their end, and the end of the meeting itself."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from timpora.agencies.models import Agency
from timpora.documents.actions import make_letter
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Handling
from timpora.foundation.numbers import next_number
from timpora.meetings import events, letters, queries
from timpora.meetings.actions.following import carry, open_to_team, refuse_left
from timpora.meetings.actions.sending import office_of
from timpora.meetings.actions.state import begun, locked, open_to
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.pasted import plain
from timpora.meetings.person_words import all_words, refuse_person_data
from timpora.teams.models import Team
from timpora.territory.queries import day_at


@transaction.atomic
def decide_follow_up(
    meeting: Meeting,
    *,
    words: str,
    agency: Agency,
    position: str,
    due_on: date,
    by: Acting,
    at: datetime,
    evidence: str = "",
    teams: Sequence[Team] = (),
) -> FollowUp:
    """The same decision sent twice is one. The agency that owes it sees the meeting, wherever it sits; `teams` that
    carry it out see this follow-up."""
    meeting = locked(meeting)
    words = plain(words)
    refuse_person_data(
        all_words([words, position, evidence]), area=meeting.area, acting=by, known=queries.officials_of(meeting)
    )
    same = meeting.follow_ups.filter(words=words, agency=agency, position=position).first()
    if same is not None:
        return same
    refuse_left(agency, meeting.team, day_at(meeting.area, at))
    follow_up = FollowUp.objects.create(
        number=next_number("follow_up"),
        meeting=meeting,
        area=meeting.area,
        words=words,
        agency=agency,
        position=position,
        due_on=due_on,
        evidence=evidence,
        meeting_number=meeting.number,
        meeting_on=day_at(meeting.area, meeting.starts_at),
    )
    for team in teams:
        open_to_team(follow_up, team.pk, at)
    begun(meeting)
    open_to(agency, meeting, at)
    emit(events.FOLLOW_UP_DECIDED, subject=follow_up, by=by)
    return follow_up


@transaction.atomic
def close_meeting(meeting: Meeting, *, chair: str, notulis: str, by: Acting, at: datetime) -> Meeting:
    """Settle the minutes: chair and note-taker are named, the notula becomes a letter open to all who were invited."""
    meeting = locked(meeting)
    carry(meeting, by=by, at=at)
    meeting.chair, meeting.notulis = chair.strip(), notulis.strip()
    meeting.state, meeting.closed_at, meeting.version = Meeting.State.CLOSED, at, meeting.version + 1
    meeting.notula = make_letter(
        template="notula",
        data=letters.minutes(meeting, by, at, up_to=Handling.BIASA),  # open to all who were invited
        about=f"Notula {meeting.theme}"[:300],
        dated=day_at(meeting.area, meeting.starts_at),
        area=meeting.area,
        agency_id=office_of(meeting, by),
        by=by,
        at=at,
    )
    meeting.save()
    owing = [row.agency for row in meeting.follow_ups.select_related("agency")]
    for agency in {*owing, *(row.agency for row in meeting.invitations.select_related("agency"))}:
        open_to(agency, meeting, at, (meeting.notula,))
    emit(events.MEETING_CLOSED, subject=meeting, by=by)
    return meeting
