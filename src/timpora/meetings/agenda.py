"""The agenda that builds itself: what the last rakor left open, then what each agency is waited for, by number only."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from django.utils.text import Truncator

from timpora.compliance.queries import open_findings
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.meetings import agenda_sources
from timpora.meetings.agenda_sources import said
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import AgendaLine, FollowUp, Meeting
from timpora.meetings.queries import open_before
from timpora.tasks.queries import waiting_by_agency
from timpora.territory.codes import span

Kind = AgendaLine.Kind
BUILT = (Kind.FOLLOW_UP, Kind.OPEN_MATTERS, Kind.QUESTIONS, Kind.EXPIRING, Kind.FIGURES)
ONE_BY_ONE = 30  # follow-ups that get a line each; of more the rest stand by agency, so that an agenda can be read
SHOWN_WORDS = 220  # of a follow-up; the line has room for 400

Source = Callable[[Meeting, date, Acting], list[AgendaLine]]
SOURCES: list[Source] = []


def register(source: Source) -> Source:
    """In the order of the agenda. A room above this one adds its own; its lines name their `source`."""
    SOURCES.append(source)
    return source


def key(line: AgendaLine) -> tuple[str, str]:
    """What makes two builds speak of the same line: its source, the follow-up, or the agency waited for."""
    if line.source:
        return line.kind, line.source
    if line.kind == Kind.FOLLOW_UP:
        return line.kind, str(line.numbers[0])
    return line.kind, str(line.agency_id)


@in_indonesian
def lines(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """Unsaved lines in their order."""
    return [line for source in SOURCES for line in source(meeting, day, acting)]


@register
def follow_ups(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """The longest due one by one, the others by agency."""
    waiting = open_before(meeting, acting)
    rest: dict[tuple[str, UUID], list[int]] = defaultdict(list)
    for name, agency, number in waiting.values_list("agency__short_name", "agency_id", "number")[ONE_BY_ONE:]:
        rest[name, agency].append(number)
    return [follow_up_line(meeting, one, day) for one in waiting[:ONE_BY_ONE]] + [
        agenda_sources.line(
            meeting, Kind.FOLLOW_UP, f"follow-ups:{agency}",
            f"{len(numbers)} tindak lanjut lain menunggu {name} (no. {said(numbers)})",
            numbers=numbers, agency_id=agency,
        )
        for (name, agency), numbers in sorted(rest.items())
    ]  # fmt: skip


def follow_up_line(meeting: Meeting, follow_up: FollowUp, day: date) -> AgendaLine:
    late = ", lewat batas waktu" if follow_up.due_on < day else ""
    words = Truncator(" ".join(follow_up.words.split())).chars(SHOWN_WORDS)
    owner = Truncator(f"{follow_up.agency.short_name}, {follow_up.position}").chars(100)
    return AgendaLine(
        meeting=meeting,
        area=meeting.area,
        kind=Kind.FOLLOW_UP,
        words=f"No. {follow_up.number} — {words} ({owner}; batas {tanggal_pendek(follow_up.due_on)}{late})",
        numbers=[follow_up.number],
        agency=follow_up.agency,
    )


@register
def matters(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    return [matters_line(meeting, *waiting) for waiting in waiting_by_agency(meeting.area, day)]


def matters_line(meeting: Meeting, agency, numbers: Sequence[int], overdue: int) -> AgendaLine:
    late = f", {overdue} lewat batas waktu" if overdue else ""
    return AgendaLine(
        meeting=meeting,
        area=meeting.area,
        kind=Kind.OPEN_MATTERS,
        words=f"{len(numbers)} hal menunggu {agency.short_name} (no. {said(list(numbers))}){late}",
        numbers=list(numbers),
        agency=agency,
    )


@register
def findings(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """Findings that nobody closed yet, by number only; none of protected persons, for everybody reads an agenda."""
    low, high = span(meeting.area)
    waiting = open_findings(acting).filter(area__gte=low, area__lte=high, is_protected=False)
    numbers = list(waiting.values_list("number", flat=True))
    if not numbers:
        return []
    words = f"{len(numbers)} temuan menunggu tindak lanjut (no. {said(numbers)})"
    return [AgendaLine(meeting=meeting, area=meeting.area, kind=Kind.OPEN_MATTERS, words=words, numbers=numbers)]


register(agenda_sources.questions)
register(agenda_sources.agreements)
register(agenda_sources.decrees)
register(agenda_sources.figures)
