"""Finding an area from what a person types: a code, the beginning of a name, a later word, a name with its parent, a slip."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length
from rapidfuzz import fuzz, process

from timpora.territory.codes import COUNTRY, digits, span
from timpora.territory.folding import fold
from timpora.territory.models import Area, AreaName
from timpora.territory.naming import ancestors, area_name, learn, path_above
from timpora.territory.reading import Reading, code_in, readings

type Range = tuple[int, int]

EVERYWHERE: Range = span(COUNTRY)
LONGEST_TEXT = 120
CANDIDATES = 60  # names read for one reading
# With fewer letters thousands of villages begin alike: then only regencies, whole names and narrow ranges are read.
ENOUGH_LETTERS = 3
CODE, EXACT, EXACT_WITHIN, BEGINNING, BEGINNING_WITHIN, LATER_WORD, LATER_WORD_WITHIN = 100, 95, 92, 85, 80, 75, 72
SLIP = 0.7  # a slip weighs this part of its likeness (0–100), so that it stands below every real match
LIKE_ENOUGH = 75
SLIP_LETTERS = 4
SLIP_CANDIDATES = 4000
SLIP_READINGS = 4
WIDE = 10**8  # a range of more than a province
PLACES = 20


@dataclass(frozen=True, slots=True)
class Found:
    area: int
    label: str
    path: str
    score: float  # 100: the code; from EXACT_WITHIN: the name itself; below LATER_WORD_WITHIN: only similar


def find(text: str, within: Range | None = None, levels: Collection[int] | None = None, limit: int = 10) -> list[Found]:
    """Areas in force, best first. `within` keeps a range of codes; `levels` keeps areas with so many digits (2, 4, 6, 10)."""
    text = text[:LONGEST_TEXT].strip()
    code = code_in(text)
    search = Search(within or EVERYWHERE, frozenset(levels or (2, 4, 6, 10)))
    if code is not None:
        search.by_code(code, limit)
    else:
        search.by_name(text)
    return search.best(limit)


class Search:
    """One question: where to look, and the best score of each area so far."""

    def __init__(self, within: Range, levels: frozenset[int]) -> None:
        self.within = within
        self.levels = levels
        self.scores: dict[int, float] = {}

    def note(self, area: int, score: float) -> None:
        self.scores[area] = max(score, self.scores.get(area, 0))

    def by_code(self, code: str, limit: int) -> None:
        """63 10 05 and everything that begins so."""
        if len(code) > 10:
            return
        low, high = int(code.ljust(10, "0")), int(code.ljust(10, "9"))
        areas = Area.objects.filter(inside([self.within]), code__range=(low, high), level__in=self.levels)
        for area in areas.order_by("level", "code").values_list("code", flat=True)[:limit]:
            self.note(area, CODE if area == low and digits(area) == len(code) else BEGINNING)

    def by_name(self, text: str) -> None:
        places: list[tuple[Reading, list[Range]]] = []
        for reading in readings(text):
            ranges = places_called(reading.above, [self.within])
            if ranges:
                places.append((reading, ranges))
                self.begin_with(reading, ranges)
        if not self.scores:
            for reading, ranges in places[:SLIP_READINGS]:
                self.slips(reading, ranges)

    def begin_with(self, reading: Reading, ranges: Sequence[Range]) -> None:
        names = AreaName.objects.filter(inside(ranges, "area"), folded__startswith=reading.name, level__in=self.levels)
        if len(reading.name) < ENOUGH_LETTERS and ranges == [EVERYWHERE]:
            names = names.filter(Q(level__lte=4) | Q(folded=reading.name))
        rank = Case(
            When(folded=reading.name, is_whole=True, then=Value(EXACT_WITHIN if reading.above else EXACT)),
            When(is_whole=True, then=Value(BEGINNING_WITHIN if reading.above else BEGINNING)),
            default=Value(LATER_WORD_WITHIN if reading.above else LATER_WORD),
            output_field=IntegerField(),
        )
        ordered = names.annotate(rank=rank).order_by("-rank", "level", Length("folded"), "area_id")
        rows = list(ordered.values_list("area_id", "rank")[:CANDIDATES])
        kept = of_kinds([area for area, _ in rows], reading.kinds)
        for area, score in rows:
            if area in kept:
                self.note(area, score)

    def slips(self, reading: Reading, ranges: Sequence[Range]) -> None:
        name = reading.name
        if len(name) < SLIP_LETTERS:
            return
        rows = similar_in_length(name, ranges, self.levels)
        alike = process.extract(name, [folded for _, folded in rows], scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=20)
        kept = of_kinds([rows[at][0] for _, _, at in alike], reading.kinds)
        for _, likeness, at in alike:
            if rows[at][0] in kept:
                self.note(rows[at][0], likeness * SLIP)

    def best(self, limit: int) -> list[Found]:
        in_force = Area.objects.filter(pk__in=self.scores.keys(), valid_until=None).values_list("code", flat=True)
        order = sorted(in_force, key=lambda area: (-self.scores[area], digits(area), area))[:limit]
        learn({code for area in order for code in (area, *ancestors(area))})
        return [Found(area, area_name(area), path_above(area), self.scores[area]) for area in order]


def places_called(names: Sequence[str], ranges: list[Range]) -> list[Range]:
    """The ranges of the areas that bear these names, the last one outermost; whole names before beginnings."""
    for name in reversed(names):
        if len(name) < ENOUGH_LETTERS:
            return []
        called = AreaName.objects.filter(inside(ranges, "area"), is_whole=True, level__lt=10, folded__startswith=name)
        rows = list(called.order_by(Length("folded"), "level", "area_id").values_list("area_id", "folded")[:PLACES])
        whole = [area for area, folded in rows if folded == name]
        ranges = [span(area) for area in whole or [area for area, _ in rows]]
    return ranges


def similar_in_length(name: str, ranges: Sequence[Range], levels: frozenset[int]) -> list[tuple[int, str]]:
    """Names a slip could have been meant for. In wide ranges only those villages whose first two letters agree are read:
    that bounds the work."""
    whole = AreaName.objects.filter(inside(ranges, "area"), is_whole=True, level__in=levels)
    whole = whole.annotate(length=Length("folded"))
    above = whole.filter(level__lt=10, length__range=(len(name) - 2, len(name) + 2))
    villages = whole.filter(level=10, length__range=(len(name) - 1, len(name) + 1))
    if any(high - low >= WIDE for low, high in ranges):
        villages = villages.filter(folded__startswith=name[:2])
    return [
        row for names in (above, villages) for row in names.values_list("area_id", "folded")[:SLIP_CANDIDATES]
    ]  # fmt: skip


def inside(ranges: Iterable[Range], column: str = "code") -> Q:
    if tuple(ranges) == (EVERYWHERE,):
        return Q()
    condition = Q()
    for low, high in ranges:
        condition |= Q(**{f"{column}__gte": low, f"{column}__lte": high})
    return condition


def of_kinds(areas: Collection[int], kinds: Sequence[str]) -> set[int]:
    if not kinds:
        return set(areas)
    return set(Area.objects.filter(pk__in=areas, kind__in=kinds).values_list("code", flat=True))
