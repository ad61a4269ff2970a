"""Drawing the sheets of a month that ended, and the totals of arrivals out of files."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from timpora.core.small_cells import Cell, Hidden, published
from timpora.foundation.events import emit
from timpora.foundation.figures import figure
from timpora.intake.models import Batch, BatchRow
from timpora.statistics import counting, events, months
from timpora.statistics.models import Arrival, PublishedFigure, Sheet
from timpora.statistics.queries import ELSEWHERE
from timpora.territory.codes import COUNTRY, digits, parent
from timpora.territory.queries import day_at

UNKNOWN = "?"  # a kind of stay that nobody told, as a column beside the total
CHUNK = 1000


def draw_sheets() -> int:
    """Once for each month, when it is over: who is here on that day, and what was told about the month."""
    today = day_at(COUNTRY, timezone.now())
    month = months.before(months.first(today))
    if PublishedFigure.objects.filter(month=month, area=COUNTRY).exists():
        return 0
    stays = counting.stays()
    sheets = sheets_of(month, today, stays)
    Sheet.objects.bulk_create(sheets, batch_size=CHUNK)
    figures = [*figures_of(month, today, stays), marker(month, today)]
    PublishedFigure.objects.bulk_create(figures, batch_size=CHUNK)
    emit(events.SHEETS_DRAWN, by=None, area=COUNTRY, count=len(sheets))
    return 1


def sheets_of(month: date, as_of: date, stays: counting.Counts) -> list[Sheet]:
    companies, fates = counting.companies(), counting.fates(month)
    return [
        Sheet(
            month=month,
            area=area,
            as_of=as_of,
            stays=stays.get(area, {}),
            companies=list(companies.get(area, {}).items()),
            fates=fates.get(area, {}),
        )
        for area in sorted(stays.keys() | companies.keys() | fates.keys())
    ]


def marker(month: date, as_of: date) -> PublishedFigure:
    """The month was drawn. No sum over provinces is shown: each province is hidden by itself."""
    return PublishedFigure(month=month, area=COUNTRY, hidden=Hidden.WITHHELD.value, as_of=as_of)


def figures_of(month: date, as_of: date, stays: counting.Counts) -> Iterator[PublishedFigure]:
    """The tables of each province together, small cells hidden."""
    by_province: dict[int, counting.Counts] = defaultdict(dict)
    for area, kinds in stays.items():
        by_province[area - area % 10**8][area] = kinds
    threshold = figure("small_cells.below").value
    for province, counts in by_province.items():
        for (area, kind), cell in published(*tree(province, counts), threshold).items():
            yield cell_row(month, as_of, area, kind, cell)


def cell_row(month: date, as_of: date, area: int, kind: str, cell: Cell) -> PublishedFigure:
    if isinstance(cell, Hidden):
        return PublishedFigure(month=month, area=area, kind=kind, hidden=cell.value, as_of=as_of)
    return PublishedFigure(month=month, area=area, kind=kind, people=cell, as_of=as_of)


def tree(province: int, counts: counting.Counts) -> tuple[dict[int, int | None], Mapping[int, dict[str, int]]]:
    """Areas with what stands above each, and the counts of those with nothing below."""
    above: dict[int, int | None] = {province: None}
    leaves: dict[int, dict[str, int]] = {}
    for area, kinds in counts.items():
        leaf = area if digits(area) > 4 else area + ELSEWHERE
        over = parent(area) if leaf == area else area
        above[leaf] = over
        if over is not None and over != province:
            above[over] = province
        leaves[leaf] = {kind or UNKNOWN: n for kind, n in kinds.items()}
    return above, leaves


def draw_arrivals() -> int:
    """Totals of accepted files are written, those of files taken back are withdrawn."""
    return write_arrivals() or withdraw_arrivals()


def write_arrivals() -> int:
    undrawn = BatchRow.objects.filter(batch=OuterRef("pk"), state=BatchRow.State.ACCEPTED, drawn_at=None)
    waiting = Batch.objects.filter(Exists(undrawn), state=Batch.State.ACCEPTED, kind=Batch.Kind.ARRIVALS)
    batch = (
        waiting.order_by("number").select_for_update(skip_locked=True, of=("self",)).select_related("source").first()
    )
    if batch is None or batch.source is None:
        return 0
    rows = list(batch.rows.filter(state=BatchRow.State.ACCEPTED, drawn_at=None).order_by("row_no")[:CHUNK])
    Arrival.objects.bulk_create([arrival(batch, row) for row in rows])
    now = timezone.now()
    for row in rows:
        row.drawn_at = now
    BatchRow.objects.bulk_update(rows, ["drawn_at"])
    emit(events.ARRIVALS_DRAWN, by=None, subject=batch, count=len(rows))
    return len(rows)


def arrival(batch: Batch, row: BatchRow) -> Arrival:
    """Where the row names no source, it is the agency that sent the file."""
    facts, source = row.facts, batch.source
    return Arrival(
        area=facts["area"],
        month=date.fromisoformat(facts["month"]),
        purpose=facts.get("purpose", ""),
        people=facts["arrivals"],
        source_name=facts.get("told_by") or source.agency_name,
        vintage=batch.as_of or day_at(batch.area, source.told_at),
        told_at=source.told_at,
        agency_id=batch.agency_id,
        batch_id=batch.pk,
        row_no=row.row_no,
    )


def withdraw_arrivals() -> int:
    undone = Batch.objects.filter(kind=Batch.Kind.ARRIVALS, state=Batch.State.UNDONE).values("pk")
    return Arrival.objects.filter(withdrawn_at=None, batch_id__in=undone).update(withdrawn_at=timezone.now())
