"""Reading the notula: its paragraphs by point of the agenda, as far as they are there for the member."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from timpora.foundation.acting import Acting
from timpora.meetings.models import AgendaLine, Meeting
from timpora.meetings.models_minutes import Addendum, Paragraph, Wording

HOLD = "meeting.hold"
GENERAL = "umum"  # what belongs to no point of the agenda


@dataclass(slots=True)
class Part:
    """Discussion or decision of one point, with its paragraphs in their order."""

    key: str
    label: str
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def changed_at(self) -> datetime | None:
        return max((row.changed_at for row in self.paragraphs), default=None)


@dataclass(slots=True)
class Point:
    line: AgendaLine | None
    parts: list[Part]

    @property
    def key(self) -> str:
        return str(self.line.pk) if self.line else GENERAL

    @property
    def is_empty(self) -> bool:
        return not any(part.paragraphs for part in self.parts)


def rows_of(points: list[Point]) -> Iterator[Paragraph]:
    return (row for point in points for part in point.parts for row in part.paragraphs)


def paragraphs_of(meeting: Meeting, acting: Acting, verb: str | None = None) -> QuerySet[Paragraph]:
    return Paragraph.objects.visible_to(acting, verb).filter(meeting=meeting).order_by("order", "id")


def points_of(meeting: Meeting, acting: Acting, *, is_writing: bool = False, up_to: int | None = None) -> list[Point]:
    """What is read: points that say something. Who writes meets every point, and texts that wait to be joined."""
    rows = defaultdict(list)
    for row in paragraphs_of(meeting, acting):
        row.beside = []
        if (row.text or is_writing) and (up_to is None or row.handling <= up_to):
            rows[row.line_id, row.part].append(row)
    if is_writing:
        lay_beside(meeting, acting, [row for found in rows.values() for row in found])
    lines = meeting.agenda.filter(Q(left_out_at=None) | Q(pk__in={line for line, _part in rows if line}))
    points = [Point(line, parts_of(line, rows)) for line in (*lines.order_by("order", "id"), None)]
    return [point for point in points if is_writing or not point.is_empty]


def parts_of(line: AgendaLine | None, rows: dict[tuple[UUID | None, str], list[Paragraph]]) -> list[Part]:
    of = line.pk if line else None
    return [
        Part(f"{of or GENERAL}-{part.value}", str(part.label), [r for r in rows.get((of, part.value), []) if worth(r)])
        for part in Paragraph.Part
    ]


def worth(row: Paragraph) -> bool:
    """One taken out is shown no more, unless a text beside it waits."""
    return bool(row.text or row.beside)  # type: ignore[attr-defined]


def lay_beside(meeting: Meeting, acting: Acting, paragraphs: list[Paragraph]) -> None:
    waiting = Wording.objects.visible_to(acting, HOLD).filter(meeting=meeting, number=None, joined_at=None)
    found = {row.pk: row for row in paragraphs}
    for wording in waiting.order_by("at", "id"):
        if wording.paragraph_id in found:
            found[wording.paragraph_id].beside.append(wording)  # type: ignore[attr-defined]


def news_of(meeting: Meeting, acting: Acting) -> tuple[int, datetime | None]:
    """How many paragraphs there are for the member, and when one of them last changed: equal means no news."""
    told = paragraphs_of(meeting, acting).order_by().aggregate(count=Count("pk"), last=Max("changed_at"))
    return told["count"], told["last"]


def wordings_of(paragraph: Paragraph, acting: Acting) -> list[Wording]:
    return list(Wording.objects.visible_to(acting).filter(paragraph=paragraph).order_by("-at", "-id"))


def addenda_of(meeting: Meeting, acting: Acting) -> QuerySet[Addendum]:
    return Addendum.objects.visible_to(acting).filter(meeting=meeting).order_by("at", "id")


def as_text(points: list[Point]) -> Iterator[str]:
    """For the letter: the point, then what was said under it."""
    for point in points:
        yield f"{point.line.words}:" if point.line else ""
        for part in point.parts:
            for row in part.paragraphs:
                yield f"Keputusan: {row.text}" if row.part == Paragraph.Part.DECISION else row.text
        yield ""
