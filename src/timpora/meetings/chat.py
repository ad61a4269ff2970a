"""One line for a chat group: what, when, where and the link. Nothing about persons or matters leaves with it."""

from timpora.foundation.templatetags.timpora import pukul, tanggal
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import Meeting
from timpora.territory.queries import zone_of


@in_indonesian
def line(meeting: Meeting, url: str) -> str:
    zone = zone_of(meeting.area)
    when = f"{tanggal(meeting.starts_at, zone)} pukul {pukul(meeting.starts_at, zone)}"
    return f"{meeting.theme} — {when}, {meeting.place}. {url}"
