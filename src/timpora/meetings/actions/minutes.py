"""Writing the notula while the meeting runs: each paragraph says on which version it was written."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Handling
from timpora.meetings import events, queries
from timpora.meetings.actions.state import begun, locked
from timpora.meetings.models import AgendaLine, Meeting
from timpora.meetings.models_minutes import Addendum, Paragraph, Wording
from timpora.meetings.pasted import plain
from timpora.meetings.person_words import new_lines, noticed_in, refuse_person_data

HOLD = "meeting.hold"


@dataclass(frozen=True, slots=True)
class Saved:
    """The paragraph as it stands. `beside` is the text that came on an older version and is kept next to it."""

    paragraph: Paragraph
    beside: Wording | None = None


class TooHigh(Exception):
    """The duty does not reach the handling level that was asked for."""


def highest(by: Acting, meeting: Meeting) -> int:
    """The level up to which the member writes in this meeting."""
    for level in sorted(Handling.values, reverse=True):
        asked = Paragraph(meeting=meeting, area=meeting.area, handling=level)
        if decide(by.scopes, HOLD, facts_of(asked)).is_allowed:
            return int(level)
    return Handling.BIASA


def refuse_in(meeting: Meeting, text: str, by: Acting) -> None:
    """Officials may be named; who they are is asked only where somebody is."""
    if noticed_in(text, area=meeting.area, acting=by):
        refuse_person_data(text, area=meeting.area, acting=by, known=queries.officials_of(meeting))


@transaction.atomic
def write_paragraph(
    meeting: Meeting,
    *,
    text: str,
    key: UUID,
    by: Acting,
    at: datetime,
    line: AgendaLine | None = None,
    part: str = Paragraph.Part.DISCUSSION,
    handling: int = Handling.BIASA,
) -> Saved:
    """A new paragraph at the end of its part. Its form sent again changes nothing, or the paragraph it made."""
    text = plain(text)
    sent = Paragraph.objects.visible_to(by, HOLD).filter(made_by=by.account, key=key, meeting=meeting).first()
    if sent is not None:
        return change_paragraph(sent, text=text, handling=handling, version=0, by=by, at=at)
    meeting = locked(meeting)
    if handling > highest(by, meeting):
        raise TooHigh
    refuse_in(meeting, text, by)
    moment = timezone.now()  # taken under the lock: whoever asks for news since then has missed nothing
    paragraph, is_new = Paragraph.objects.get_or_create(
        made_by=by.account,
        key=key,
        defaults={
            "meeting": meeting, "area": meeting.area, "line": line, "part": part, "text": text, "handling": handling,
            "changed_at": moment, "changed_by": by.name,
            "order": (Paragraph.objects.filter(meeting=meeting).aggregate(last=Max("order"))["last"] or 0) + 1,
        },
    )  # fmt: skip
    if is_new:
        worded(paragraph, text, by, at, number=1)
        begun(meeting)
        emit(events.MINUTES_WRITTEN, subject=meeting, by=by)
    return Saved(paragraph)


@transaction.atomic
def change_paragraph(
    paragraph: Paragraph,
    *,
    text: str,
    handling: int,
    version: int,
    by: Acting,
    at: datetime,
    joined: Collection[UUID] = (),
) -> Saved:
    """Save on the version it was written on; another text on an older version is kept beside, nobody's is lost.

    `joined` are texts beside the paragraph that the writer had before them.
    """
    meeting = locked(paragraph.meeting)
    current = Paragraph.objects.select_for_update(of=("self",)).get(pk=paragraph.pk)
    text = plain(text)
    if ((current.text, current.handling) == (text, handling) and not joined) or was_sent(current, text, version, by):
        return Saved(current)
    if handling > highest(by, meeting):
        raise TooHigh
    refuse_in(meeting, new_lines(text, current.text), by)
    if current.version != version:
        beside = worded(current, text, by, at, number=None)
        Paragraph.objects.filter(pk=current.pk).update(changed_at=timezone.now())
        emit(events.MINUTES_WRITTEN, subject=meeting, by=by)
        return Saved(current, beside)
    if current.handling != handling:
        Wording.objects.filter(paragraph=current).update(handling=handling)
    current.text, current.handling, current.version = text, handling, version + 1
    current.changed_at, current.changed_by = timezone.now(), by.name
    current.save(update_fields=["text", "handling", "version", "changed_at", "changed_by"])
    worded(current, text, by, at, number=current.version)
    Wording.objects.filter(pk__in=joined, paragraph=current, number=None, joined_at=None).update(joined_at=at)
    begun(meeting)
    emit(events.MINUTES_WRITTEN, subject=meeting, by=by)
    return Saved(current)


def was_sent(current: Paragraph, text: str, version: int, by: Acting) -> bool:
    """The same save, come a second time after others went on."""
    return current.wordings.filter(number=version + 1, by_id=by.account, text=text).exists()


def worded(paragraph: Paragraph, text: str, by: Acting, at: datetime, *, number: int | None) -> Wording:
    told = {
        "meeting_id": paragraph.meeting_id, "area": paragraph.area, "handling": paragraph.handling, "at": at,
        "by": by.name,
    }  # fmt: skip
    if number is None:
        same = {"paragraph": paragraph, "number": None, "text": text, "by_id": by.account, "joined_at": None}
        return Wording.objects.get_or_create(**same, defaults=told)[0]
    return Wording.objects.create(paragraph=paragraph, number=number, text=text, by_id=by.account, **told)


@transaction.atomic
def add_to_minutes(
    meeting: Meeting, *, text: str, key: UUID, by: Acting, at: datetime, handling: int = Handling.BIASA
) -> Addendum:
    """After the notula was settled nothing in it is edited; this stands under it. Sent again it is the same one."""
    current = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting.pk)
    if current.state != Meeting.State.CLOSED:
        raise ValueError("the notula is still open: change the paragraph itself")
    text = plain(text)
    if handling > highest(by, current):
        raise TooHigh
    refuse_in(current, text, by)
    told = {"meeting": current, "area": current.area, "handling": handling, "text": text, "at": at, "by": by.name}
    added, is_new = Addendum.objects.get_or_create(by_id=by.account, key=key, defaults=told)
    if is_new:
        emit(events.MINUTES_ADDED_TO, subject=current, by=by)
    return added
