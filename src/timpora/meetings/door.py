"""The door of a meeting: an address that a phone reads from a sign there, open only around the meeting's hours."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from datetime import datetime, timedelta
from uuid import UUID

import segno
from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from timpora.core.access import Scope
from timpora.foundation.acting import Acting
from timpora.foundation.signing_in.limits import Limit
from timpora.meetings.ics import USUAL_LENGTH
from timpora.meetings.models import Meeting

EARLY = timedelta(hours=1)
# Everybody in a hall shares one network, so its bound is that of a large meeting; practice, dapat diubah.
LIMIT = Limit("door", 1200, timedelta(minutes=15))
MOST_WAITING = 2000  # entries of one meeting that nobody has looked at
SIGNER = Signer(sep=".", salt="timpora.meetings.door")
READ = frozenset({"meeting.read"})


def token(meeting: Meeting) -> str:
    return SIGNER.sign(urlsafe_b64encode(meeting.pk.bytes).decode().rstrip("="))


def meeting_of(written: str) -> UUID | None:
    """Whose door it is; None where we did not write it."""
    try:
        return UUID(bytes=urlsafe_b64decode(f"{SIGNER.unsign(written)}=="))
    except (BadSignature, NotBase64, ValueError):
        return None


def at_the_door(meeting: UUID) -> Acting:
    """Whoever stands at the door: nobody by name, and this one meeting is there for them."""
    scope = Scope(verbs=READ, records={meeting: "door"}, because="door")
    return Acting(account=UUID(int=0), verbs=READ, scopes=(scope,))


def opens_at(meeting: Meeting) -> datetime:
    return meeting.starts_at - EARLY


def closes_at(meeting: Meeting) -> datetime:
    return meeting.ends_at or meeting.starts_at + USUAL_LENGTH


def url(meeting: Meeting) -> str:
    return settings.ADDRESS + reverse("door_page", args=[token(meeting)])


def sign(meeting: Meeting) -> str:
    """The QR of the address as an image that stands in the page itself, on white also where the page is dark."""
    return segno.make(url(meeting), error="m").svg_data_uri(scale=8, border=4, light="white")
