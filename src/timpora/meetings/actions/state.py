"""In which state a meeting may still be changed, and to whom it is open."""

from collections.abc import Iterable
from datetime import datetime

from timpora.agencies.actions import grant_of_record
from timpora.agencies.models import Agency
from timpora.documents.models import Letter
from timpora.foundation.models import Grant
from timpora.meetings.models import Meeting

BECAUSE = "meeting"


class MeetingClosed(Exception):
    """The minutes are settled; nothing of the meeting changes any more except the end of its follow-ups."""


class MeetingCancelled(MeetingClosed):
    """It was called off; its place in the row of meetings is free again."""


class MeetingCollides(Exception):
    """The team has another meeting at the same moment."""

    def __init__(self, other: Meeting) -> None:
        super().__init__(f"meeting {other.number} is at the same moment")
        self.other = other


def locked(meeting: Meeting) -> Meeting:
    """The row as it is now, held until the transaction ends; refuses a closed or cancelled meeting."""
    current = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting.pk)
    if current.state == Meeting.State.CLOSED:
        raise MeetingClosed(str(current.number))
    if current.state == Meeting.State.CANCELLED:
        raise MeetingCancelled(str(current.number))
    return current


def begun(meeting: Meeting) -> None:
    """The first mark or word says that the meeting is being held."""
    before = (Meeting.State.DRAFT, Meeting.State.INVITED)
    Meeting.objects.filter(pk=meeting.pk, state__in=before).update(state=Meeting.State.HELD)


def open_to(agency: Agency, meeting: Meeting, at: datetime, letters: tuple[Letter, ...] = ()) -> None:
    open_to_all([agency], meeting, at, letters)


def open_to_all(agencies: Iterable[Agency], meeting: Meeting, at: datetime, letters: tuple[Letter, ...] = ()) -> None:
    """An agency outside the team's area range sees this meeting with its team and letters, and no other."""
    records = [("meeting", meeting.pk), ("team", meeting.team_id), *(("letter", letter.pk) for letter in letters)]
    live = Grant.objects.filter(because_id=meeting.pk, revoked_at=None)
    has = set(live.values_list("subject_id", "record_id"))
    Grant.objects.bulk_create(
        grant_of_record(
            agency_id=agency, record_kind=kind, record_id=record, verbs=[f"{kind}.read"], purpose="meeting",
            because_kind=BECAUSE, because_id=meeting.pk, at=at,
        )
        for agency in sorted({agency.pk for agency in agencies})
        for kind, record in records
        if (agency, record) not in has
    )  # fmt: skip
