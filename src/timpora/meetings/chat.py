"""One line for a chat group: what, when, where and the link. Nothing about persons or matters leaves with it."""

from timpora.foundation.templatetags.timpora import pukul, tanggal
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import Meeting
from timpora.territory.queries import zone_of


@in_indonesian
def line(meeting: Meeting, url: str) -> str:
    zone = zone_of(meeting.area)
    when = f"{tanggal(meeting.starts_at, zone)} pukul {pukul(meeting.starts_at, zone)}"
    return f"{head_of(meeting)}{meeting.theme} — {when}, {meeting.place}. {url}"


def head_of(meeting: Meeting) -> str:
    """What a group has to know first: that it is called off, that day or place are new, that an answer is wanted."""
    if meeting.state == Meeting.State.CANCELLED:
        return "DIBATALKAN: "
    if meeting.state == Meeting.State.INVITED:
        return "WAKTU/TEMPAT BARU, mohon dijawab: " if meeting.moves.exists() else "Mohon undangan dijawab: "
    return ""
