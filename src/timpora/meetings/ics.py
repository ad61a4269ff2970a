"""Meetings for a calendar program (RFC 5545): theme, day, place and number, and nobody's name."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.urls import reverse

from timpora.foundation.installation import installation_id
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import Meeting

LONGEST_LINE = 75  # octets
USUAL_LENGTH = timedelta(hours=3)  # where no end is told
STATES = {Meeting.State.DRAFT: "TENTATIVE", Meeting.State.CANCELLED: "CANCELLED"}


@in_indonesian
def calendar(meetings: Iterable[Meeting], at: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Timpora//Rapat//ID", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for meeting in meetings:
        lines += event(meeting, at)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def event(meeting: Meeting, at: datetime) -> list[str]:
    """The same meeting keeps its UID whatever happens to it; SEQUENCE says which word about it is the newest."""
    return [
        "BEGIN:VEVENT",
        f"UID:{meeting.pk}@{installation_id()}",
        f"DTSTAMP:{moment(at)}",
        f"SEQUENCE:{meeting.sequence}",
        f"STATUS:{STATES.get(meeting.state, 'CONFIRMED')}",
        f"DTSTART:{moment(meeting.starts_at)}",
        f"DTEND:{moment(meeting.ends_at or meeting.starts_at + USUAL_LENGTH)}",
        f"SUMMARY:{text(meeting.theme)}",
        f"LOCATION:{text(meeting.place)}",
        f"DESCRIPTION:{text(f'Rapat no. {meeting.number}')}",
        f"URL:{settings.ADDRESS}{reverse('meeting_page', args=[meeting.pk])}",
        "END:VEVENT",
    ]


def moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text(words: str) -> str:
    for sign in ("\\", ";", ","):
        words = words.replace(sign, f"\\{sign}")
    return " ".join(words.splitlines())


def folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets, cut between signs; a line that goes on begins with a space."""
    part, length = "", 0
    for sign in line:
        size = len(sign.encode())
        if length + size > LONGEST_LINE:
            yield part
            part, length = " ", 1
        part, length = part + sign, length + size
    yield part
