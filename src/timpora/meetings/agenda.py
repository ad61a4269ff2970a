"""The agenda that builds itself: what the last rakor left open, then what each agency is waited for, by number only."""

from collections.abc import Sequence
from datetime import date

from django.utils.text import Truncator

from timpora.compliance.queries import open_findings
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.meetings.in_indonesian import in_indonesian
from timpora.meetings.models import AgendaLine, FollowUp, Meeting
from timpora.meetings.queries import open_before
from timpora.tasks.queries import waiting_by_agency
from timpora.territory.codes import span

BUILT = (AgendaLine.Kind.FOLLOW_UP, AgendaLine.Kind.OPEN_MATTERS)
SHOWN_NUMBERS = 12
SHOWN_WORDS = 220  # of a follow-up; the line has room for 400


def key(line: AgendaLine) -> tuple[str, str]:
    """What makes two builds speak of the same line: the follow-up, or the agency waited for."""
    if line.kind == AgendaLine.Kind.FOLLOW_UP:
        return line.kind, str(line.numbers[0])
    return line.kind, str(line.agency_id)


@in_indonesian
def lines(meeting: Meeting, day: date, acting: Acting) -> list[AgendaLine]:
    """Unsaved lines in their order."""
    carried = [follow_up_line(meeting, follow_up, day) for follow_up in open_before(meeting, acting)]
    waited = [matters_line(meeting, *waiting) for waiting in waiting_by_agency(meeting.area, day)]
    return carried + waited + findings_line(meeting, acting)


def follow_up_line(meeting: Meeting, follow_up: FollowUp, day: date) -> AgendaLine:
    late = ", lewat batas waktu" if follow_up.due_on < day else ""
    words = Truncator(" ".join(follow_up.words.split())).chars(SHOWN_WORDS)
    owner = Truncator(f"{follow_up.agency.short_name}, {follow_up.position}").chars(100)
    return AgendaLine(
        meeting=meeting,
        area=meeting.area,
        kind=AgendaLine.Kind.FOLLOW_UP,
        words=f"No. {follow_up.number} — {words} ({owner}; batas {tanggal_pendek(follow_up.due_on)}{late})",
        numbers=[follow_up.number],
        agency=follow_up.agency,
    )


def matters_line(meeting: Meeting, agency, numbers: Sequence[int], overdue: int) -> AgendaLine:
    late = f", {overdue} lewat batas waktu" if overdue else ""
    return AgendaLine(
        meeting=meeting,
        area=meeting.area,
        kind=AgendaLine.Kind.OPEN_MATTERS,
        words=f"{len(numbers)} hal menunggu {agency.short_name} (no. {said(numbers)}){late}",
        numbers=list(numbers),
        agency=agency,
    )


def findings_line(meeting: Meeting, acting: Acting) -> list[AgendaLine]:
    """Findings that nobody closed yet, by number only; none of protected persons, for everybody reads an agenda."""
    low, high = span(meeting.area)
    waiting = open_findings(acting).filter(area__gte=low, area__lte=high, is_protected=False)
    numbers = list(waiting.values_list("number", flat=True))
    if not numbers:
        return []
    words = f"{len(numbers)} temuan menunggu tindak lanjut (no. {said(numbers)})"
    kind = AgendaLine.Kind.OPEN_MATTERS
    return [AgendaLine(meeting=meeting, area=meeting.area, kind=kind, words=words, numbers=numbers)]


def said(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN_NUMBERS]))
    more = len(numbers) - SHOWN_NUMBERS
    return f"{shown}, dan {more} lainnya" if more > 0 else shown
