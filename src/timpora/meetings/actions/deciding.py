"""What was decided: follow-ups with owner and date, their end, and the end of the meeting itself."""

from datetime import date, datetime

from django.db import transaction

from timpora.agencies.models import Agency
from timpora.documents.actions import make_letter
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Handling
from timpora.foundation.numbers import next_number
from timpora.meetings import events, letters, queries
from timpora.meetings.actions.calling import office_of
from timpora.meetings.actions.state import begun, locked, open_to
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.person_words import all_words, refuse_person_data
from timpora.territory.queries import day_at


@transaction.atomic
def decide_follow_up(
    meeting: Meeting, *, words: str, agency: Agency, position: str, due_on: date, by: Acting, at: datetime
) -> FollowUp:
    """The same decision sent twice is one. The agency that owes it sees the meeting, wherever it sits."""
    meeting = locked(meeting)
    words = words.strip()
    refuse_person_data(all_words([words, position]), area=meeting.area, acting=by, known=queries.officials_of(meeting))
    same = meeting.follow_ups.filter(words=words, agency=agency, position=position).first()
    if same is not None:
        return same
    follow_up = FollowUp.objects.create(
        number=next_number("follow_up"),
        meeting=meeting,
        area=meeting.area,
        words=words,
        agency=agency,
        position=position,
        due_on=due_on,
    )
    begun(meeting)
    open_to(agency, meeting, at)
    emit(events.FOLLOW_UP_DECIDED, subject=follow_up, by=by)
    return follow_up


class EndedAlready(Exception):
    """Somebody ended it otherwise meanwhile; `current` is how it stands now."""

    def __init__(self, current: FollowUp) -> None:
        super().__init__(f"follow-up {current.number} is {current.state}")
        self.current = current


@transaction.atomic
def end_follow_up(
    follow_up: FollowUp, *, result: str, by: Acting, at: datetime, state: str = FollowUp.State.DONE
) -> FollowUp:
    """Done or dropped, with what came of it. An ended one stays as it was ended first; saying the same is no harm."""
    current = FollowUp.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=follow_up.pk)
    if current.state != FollowUp.State.OPEN:
        if (current.state, current.result) != (state, result.strip()):
            raise EndedAlready(current)
        return current
    refuse_person_data(result, area=current.area, acting=by, known=queries.officials_of(current.meeting))
    current.state, current.result, current.ended_at, current.ended_by = state, result.strip(), at, by.account
    current.save(update_fields=["state", "result", "ended_at", "ended_by"])
    emit(events.FOLLOW_UP_ENDED, subject=current, by=by)
    return current


@transaction.atomic
def close_meeting(meeting: Meeting, *, chair: str, notulis: str, by: Acting, at: datetime) -> Meeting:
    """Settle the minutes: chair and note-taker are named, the notula becomes a letter open to all who were invited."""
    meeting = locked(meeting)
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
