"""All that was decided on a subject across the years: paragraphs of decision and follow-ups, within one's reach."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from timpora.foundation.acting import Acting
from timpora.foundation.lists import BOUND
from timpora.meetings.models import FollowUp, Paragraph
from timpora.territory.codes import span
from timpora.territory.queries import day_at


@dataclass(frozen=True, slots=True)
class Decision:
    on: date | None
    words: str
    state: str
    meeting: str
    url_name: str
    pk: Any


def decided(acting: Acting, words: str, area: int | None) -> list[Decision]:
    """The newest first; at most as many of each kind as a list counts."""
    paragraphs = narrowed(Paragraph.objects.visible_to(acting), "text", words, area)
    paragraphs = paragraphs.filter(part=Paragraph.Part.DECISION).exclude(text="").select_related("meeting")
    follow_ups = narrowed(FollowUp.objects.visible_to(acting), "words", words, area)
    found = [of_paragraph(row) for row in paragraphs.order_by("-meeting__starts_at", "order")[:BOUND]]
    found += [of_follow_up(row) for row in follow_ups.order_by("-meeting_on", "-number")[:BOUND]]
    return sorted(found, key=lambda one: one.on or date.min, reverse=True)


def narrowed(rows: QuerySet[Any], column: str, words: str, area: int | None) -> QuerySet[Any]:
    for word in words.split():
        rows = rows.filter(Q(**{f"{column}__icontains": word}))
    return rows.filter(area__range=span(area)) if area is not None else rows


def of_paragraph(row: Paragraph) -> Decision:
    meeting = row.meeting
    on = day_at(row.area, meeting.starts_at)
    return Decision(on, row.text, str(meeting.get_state_display()), str(meeting.number), "meeting_page", meeting.pk)


def of_follow_up(row: FollowUp) -> Decision:
    state = row.get_state_display() if row.state != FollowUp.State.OPEN else row.get_step_display()
    return Decision(row.meeting_on, row.words, str(state), str(row.meeting_number or "–"), "follow_up_page", row.pk)
