"""Reads of totals: the sheet of an area, what is published, who told what in which month, and arrivals by month."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import connection
from django.db.models import Max

from timpora.core.access import Facts, decide
from timpora.foundation.acting import Acting
from timpora.intake.models import Report
from timpora.registers.models import PermitClaim
from timpora.statistics import months
from timpora.statistics.models import Arrival, PublishedFigure, Sheet
from timpora.territory.codes import COUNTRY, parent, span
from timpora.territory.queries import districts_of

READ = "total.read"
REPORTED, NIL, SILENT = "reported", "nil", "silent"
MONTHS_SHOWN = 6
ELSEWHERE = 9_999  # added to a regency's or province's code: of it, but nobody told where in it
TOLD = "select area, month, reported, nil, villages from statistics_told(%s, %s, %s)"


def may_read(acting: Acting, area: int) -> bool:
    facts = Facts(records=frozenset(), area=area, agency=acting.agency, account=acting.account)
    return decide(acting.scopes, READ, facts).is_allowed


def drawn_months() -> dict[date, date]:
    """Months of which there are sheets, the newest first, each with the day on which they were drawn."""
    drawn = PublishedFigure.objects.filter(area=COUNTRY, kind="").order_by("-month")
    return dict(drawn.values_list("month", "as_of"))


@dataclass(frozen=True, slots=True)
class Picture:
    """Totals of one area in one month, put together from its sheets."""

    area: int
    month: date
    as_of: date
    stays: Sequence[tuple[str, int]]
    companies: Sequence[tuple[str, int]]
    fates: Sequence[tuple[str, int]]

    @property
    def total(self) -> int:
        return sum(n for _kind, n in self.stays)

    @property
    def reports(self) -> int:
        return sum(n for _fate, n in self.fates)


def sheets(acting: Acting, area: int, month: date) -> list[Sheet]:
    low, high = span(area)
    return list(Sheet.objects.visible_to(acting).filter(month=month, area__gte=low, area__lte=high).order_by("area"))


def picture(area: int, month: date, as_of: date, found: Iterable[Sheet]) -> Picture:
    stays, companies, fates = Counter[str](), Counter[str](), Counter[str]()
    for sheet in found:
        stays.update(sheet.stays)
        companies.update(dict(sheet.companies))
        fates.update(sheet.fates)
    said = dict(Report.Fate.choices)
    told = [(str(said[fate]), n) for fate, n in fates.most_common()]
    return Picture(area, month, as_of, by_kind(stays), companies.most_common(), told)


def by_kind(stays: Counter[str]) -> list[tuple[str, int]]:
    """In the order of the law's kinds; the word for what nobody told is the template's."""
    labels = dict(PermitClaim.Kind.choices)
    known = [(str(label), stays[kind]) for kind, label in labels.items() if stays[kind]]
    rest = sum(n for kind, n in stays.items() if kind not in labels)
    return [*known, ("", rest)] if rest else known


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a kecamatan in a month. NIHIL is a word that somebody gave; silence is not."""

    state: str
    villages: int = 0  # how many villages said NIHIL for themselves


@dataclass(slots=True)
class Row:
    area: int
    name: str
    cells: list[Told] = field(default_factory=list)


def matrix(acting: Acting, area: int, shown: Sequence[date]) -> list[Row]:
    """Every kecamatan of an area and what was told of each month."""
    known = told(area, min(shown))
    rows = [Row(district.code, district.name) for district in districts_of(area)]
    rows = [row for row in rows if may_read(acting, row.area)]
    for row in rows:
        row.cells = [known.get((row.area, month), Told(SILENT)) for month in shown]
    return rows


def told(area: int, since: date) -> dict[tuple[int, date], Told]:
    """By kecamatan and month, within the reach of who asks; a report outweighs NIHIL."""
    low, high = span(area)
    with connection.cursor() as cursor:
        cursor.execute(TOLD, [low, high, since])
        return {
            (place, month): Told(REPORTED if reported else NIL if nil else SILENT, villages)
            for place, month, reported, nil, villages in cursor.fetchall()
        }


def shown_months(today: date, n: int = MONTHS_SHOWN) -> list[date]:
    """Months that are over, the newest last."""
    this = months.first(today)
    return [months.before(this, back) for back in range(n, 0, -1)]


@dataclass(frozen=True, slots=True)
class Published:
    """A published table: columns, and for each area its cells in their order, a row's total last."""

    kinds: Sequence[str]
    rows: Sequence[tuple[int, Sequence[PublishedFigure | None]]]


def published(area: int, month: date) -> Published:
    """The area and what stands directly below it."""
    low, high = span(area)
    found = PublishedFigure.objects.filter(month=month, area__gte=low, area__lte=high)
    cells = {(row.area, row.kind): row for row in found if row.area == area or over(row.area) == area}
    order = [*PermitClaim.Kind.values, "?"]
    kinds = sorted({kind for _area, kind in cells if kind}, key=order.index)
    areas = sorted({place for place, _kind in cells})
    return Published(kinds, [(place, [cells.get((place, kind)) for kind in (*kinds, "")]) for place in areas])


def over(area: int) -> int | None:
    """What stands above it; a row of people of whom no more than the regency or province is known is below that."""
    return area - ELSEWHERE if area % 10_000 == ELSEWHERE else parent(area)


def kind_label(kind: str) -> str:
    """Empty for a kind that nobody told: the word for it is the template's."""
    return str(dict(PermitClaim.Kind.choices).get(kind, ""))


@dataclass(frozen=True, slots=True)
class Series:
    """What one source said of arrivals, month by month, as of its latest word on each."""

    source: str
    vintage: date
    points: Sequence[int | None]
    replaced: int  # earlier words on the same months, kept


@dataclass(frozen=True, slots=True)
class Trend:
    months: Sequence[date]
    series: Sequence[Series]
    most: int

    @property
    def differs(self) -> bool:
        """Two sources give different numbers for one month."""
        said = [{point for point in column if point is not None} for column in zip(*self.points, strict=True)]
        return any(len(numbers) > 1 for numbers in said)

    def by_month(self) -> list[tuple[date, tuple[int | None, ...]]]:
        return list(zip(self.months, zip(*self.points, strict=True), strict=True))

    @property
    def points(self) -> list[Sequence[int | None]]:
        return [series.points for series in self.series]


def trend(acting: Acting, area: int, *, n: int = 12) -> Trend:
    """Arrivals in exactly this area over the latest months told; of each source its latest vintage of a month."""
    rows = Arrival.objects.visible_to(acting).filter(area=area, withdrawn_at=None)
    last = rows.aggregate(last=Max("month"))["last"]
    if last is None:
        return Trend([], [], 0)
    shown = [months.before(last, back) for back in range(n - 1, -1, -1)]
    latest: dict[tuple[str, date], tuple[tuple[object, ...], int]] = {}
    earlier = Counter[str]()
    vintages: dict[str, date] = {}
    for source, month, vintage, told_at, batch, people in (
        rows.filter(month__gte=shown[0])
        .order_by("vintage", "told_at", "batch_id")
        .values_list("source_name", "month", "vintage", "told_at", "batch_id", "people")
    ):
        word, key = (vintage, told_at, batch), (source, month)
        vintages[source] = vintage
        if key in latest and latest[key][0] == word:
            latest[key] = (word, latest[key][1] + people)
        else:
            earlier[source] += key in latest
            latest[key] = (word, people)
    first = next(i for i, month in enumerate(shown) if any(key[1] == month for key in latest))
    shown = shown[first:]
    series = [
        Series(source, vintages[source], [latest[s, m][1] if (s := source, m) in latest else None for m in shown],
               earlier[source])
        for source in sorted(vintages)
    ]  # fmt: skip
    return Trend(shown, series, max(people for _word, people in latest.values()))


def purposes(acting: Acting, area: int, month: date) -> list[tuple[str, str, int]]:
    """Source, purpose and number of one month, of each source its latest vintage."""
    rows = Arrival.objects.visible_to(acting).filter(area=area, month=month, withdrawn_at=None)
    latest: dict[str, tuple[object, ...]] = {}
    told = list(rows.order_by("vintage", "told_at", "batch_id", "-people"))
    for row in told:
        latest[row.source_name] = (row.vintage, row.told_at, row.batch_id)
    return [
        (row.source_name, row.purpose, row.people)
        for row in sorted(told, key=lambda row: (row.source_name, -row.people))
        if latest[row.source_name] == (row.vintage, row.told_at, row.batch_id)
    ]
