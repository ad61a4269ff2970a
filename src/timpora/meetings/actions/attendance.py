"""Who came: one touch for the invited, a line for a visitor, and taking a mark back."""

from datetime import datetime

from django.db import transaction

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events
from timpora.meetings.actions.state import begun, locked
from timpora.meetings.models import Attendance, Invitation, Meeting


@transaction.atomic
def mark_present(
    meeting: Meeting,
    *,
    name: str,
    agency_name: str,
    by: Acting,
    at: datetime,
    invitation: Invitation | None = None,
    number: str = "",
    rank: str = "",
    position: str = "",
    phone: str = "",
    capacity: str = Attendance.Capacity.DEFINITIF,
) -> Attendance:
    """The same person marked again stays one line, as first written."""
    meeting = locked(meeting)
    name, agency_name = " ".join(name.split()), " ".join(agency_name.split())
    told = {
        "area": meeting.area,
        "invitation": invitation,
        "number": number,
        "rank": rank,
        "position": position,
        "phone": phone,
        "capacity": capacity,
        "came_at": at,
    }
    attendance, is_new = Attendance.objects.get_or_create(
        meeting=meeting, agency_name=agency_name, name=name, taken_back_at=None, defaults=told
    )
    if is_new:
        begun(meeting)
        emit(events.PRESENCE_MARKED, subject=attendance, by=by)
    return attendance


@transaction.atomic
def take_back(attendance: Attendance, *, by: Acting, at: datetime) -> bool:
    """A mark made by mistake; the line stays in the story, out of the list."""
    locked(attendance.meeting)
    if not Attendance.objects.filter(pk=attendance.pk, taken_back_at=None).update(taken_back_at=at):
        return False
    emit(events.PRESENCE_TAKEN_BACK, subject=attendance, by=by)
    return True
