"""A letter to the invited: made once for all of them, opened to their agencies, and told to their members."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from timpora.agencies.queries import members_of_agencies
from timpora.documents.actions import make_letter
from timpora.documents.models import Letter
from timpora.foundation import outbox
from timpora.foundation.acting import Acting
from timpora.meetings import ics
from timpora.meetings.actions.state import open_to_all
from timpora.meetings.models import Invitation, Meeting
from timpora.territory.queries import day_at


def send(
    meeting: Meeting,
    invitations: Sequence[Invitation],
    data: Mapping[str, object],
    about: str,
    by: Acting,
    at: datetime,
) -> Letter:
    letter = make_letter(
        template="undangan",
        data=data,
        about=about[:300],
        dated=day_at(meeting.area, at),
        area=meeting.area,
        agency_id=office_of(meeting, by),
        by=by,
        at=at,
    )
    Invitation.objects.filter(pk__in=[row.pk for row in invitations]).update(letter=letter, sent_at=at)
    agencies = {row.agency for row in invitations}
    open_to_all(agencies, meeting, at, (letter,))
    tell(meeting, agencies, at)
    return letter


def tell(meeting: Meeting, agencies, at: datetime) -> int:
    """A line without content to each member who may open it, with the day and place for their calendar."""
    if not outbox.is_on():
        return 0
    told = [member.account for member in members_of_agencies(["meeting.read"], agencies, at)]
    page = reverse("meeting_page", args=[meeting.pk])
    return outbox.tell(told, page=page, at=at, calendar=ics.calendar([meeting], at))


def office_of(meeting: Meeting, by: Acting) -> UUID:
    return by.agency or meeting.team.secretariat_id
