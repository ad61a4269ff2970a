"""Finding an area from what a person types: a code, a beginning, a later word, a name with its parent, a slip."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db import connection
from rapidfuzz import fuzz, process

from timpora.territory.codes import COUNTRY, digits, span
from timpora.territory.models import Area
from timpora.territory.naming import ancestors, area_name, learn, path_above
from timpora.territory.reading import Reading, code_in, readings

type Range = tuple[int, int]

EVERYWHERE: Range = span(COUNTRY)
ALL_LEVELS = frozenset((2, 4, 6, 10))
LONGEST_TEXT = 120
CANDIDATES = 60  # names read for one reading
PLACES = 20  # areas that a parent's name may mean
# With fewer letters thousands of villages begin alike: then only regencies and whole names are read.
ENOUGH_LETTERS = 3
CODE, EXACT, EXACT_WITHIN, BEGINNING, BEGINNING_WITHIN, LATER_WORD, LATER_WORD_WITHIN = 100, 95, 92, 85, 80, 75, 72
SLIP = 0.7  # a slip weighs this part of its likeness (0–100), so that it stands below every real match
LIKE_ENOUGH = 75
SLIP_LETTERS = 4
SLIP_READINGS = 4
SLIP_CANDIDATES = 4000
WIDE = 10**8  # a range of more than a province


@dataclass(frozen=True, slots=True)
class Found:
    area: int
    label: str
    path: str
    score: float  # 100: the code; from EXACT_WITHIN: the name itself; below LATER_WORD_WITHIN: only similar


def find(text: str, within: Range | None = None, levels: Collection[int] | None = None, limit: int = 10) -> list[Found]:
    """Areas in force, best first. `within` keeps a range of codes, `levels` areas with so many digits (2, 4, 6, 10)."""
    text = text[:LONGEST_TEXT].strip()
    search = Search(within or EVERYWHERE, frozenset(levels or ALL_LEVELS))
    code = code_in(text)
    if code is None:
        search.by_name(text)
    else:
        search.by_code(code, limit)
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
        """6310 is a regency, and the beginning of everything in it."""
        low, high = int(code[:10].ljust(10, "0")), int(code[:10].ljust(10, "9"))
        if len(code) > 10 or high < self.within[0] or low > self.within[1]:
            return
        first, last = max(low, self.within[0]), min(high, self.within[1])
        areas = Area.objects.filter(code__range=(first, last), level__in=self.levels, valid_until=None)
        for area in areas.order_by("level", "code").values_list("code", flat=True)[:limit]:
            self.note(area, CODE if area == low and digits(area) == len(code) else BEGINNING)

    def by_name(self, text: str) -> None:
        """A part of the text is taken for a parent only if the whole is no name, a slip only if nothing fits."""
        tried: list[tuple[Reading, list[Range]]] = []
        for reading in readings(text):
            if reading.above and max(self.scores.values(), default=0) >= BEGINNING:
                break
            ranges = places_called(reading.above, [self.within])
            if ranges:
                tried.append((reading, ranges))
                self.begin_with(reading, ranges)
        if not self.scores:
            for reading, ranges in tried[:SLIP_READINGS]:
                self.slips(reading, ranges)

    def begin_with(self, reading: Reading, ranges: Sequence[Range]) -> None:
        exact, beginning, later = (
            (EXACT_WITHIN, BEGINNING_WITHIN, LATER_WORD_WITHIN) if reading.above else (EXACT, BEGINNING, LATER_WORD)
        )
        rows = names_from(reading.name, ranges, self.levels)
        kept = of_kinds([area for area, _, _ in rows], reading.kinds)
        for area, folded, is_whole in rows:
            if area in kept:
                self.note(area, (exact if folded == reading.name else beginning) if is_whole else later)

    def slips(self, reading: Reading, ranges: Sequence[Range]) -> None:
        if len(reading.name) < SLIP_LETTERS:
            return
        rows = names_like(reading.name, ranges, self.levels)
        names = [folded for _, folded in rows]
        alike = process.extract(reading.name, names, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=20)
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
        rows = asked(
            "select area_id, folded from territory_areaname"
            " where is_whole and level < 10 and folded like %s and {ranges}"
            " order by length(folded), level, area_id limit %s",
            [f"{name}%", PLACES],
            ranges,
        )
        whole = [area for area, folded in rows if folded == name]
        ranges = [span(area) for area in whole or [area for area, _ in rows]]
    return ranges


def names_from(name: str, ranges: Sequence[Range], levels: frozenset[int]) -> list[tuple[int, str, bool]]:
    """Names that begin so, from their first word or a later one: (area, folded, is whole)."""
    deepest = 4 if len(name) < ENOUGH_LETTERS and any(high - low >= WIDE for low, high in ranges) else 10
    return asked(
        "select area_id, folded, is_whole from territory_areaname"
        " where folded like %s and level = any(%s) and (level <= %s or folded = %s) and {ranges}"
        " order by (folded = %s and is_whole) desc, is_whole desc, level, length(folded), area_id limit %s",
        [f"{name}%", list(levels), deepest, name, name, CANDIDATES],
        ranges,
    )


def names_like(name: str, ranges: Sequence[Range], levels: frozenset[int]) -> list[tuple[int, str]]:
    """Names a slip could have been meant for: of about the same length. In wide ranges only those villages are read
    whose first two letters agree, which bounds the work."""
    length, wide = len(name), any(high - low >= WIDE for low, high in ranges)
    columns = "select area_id, folded from territory_areaname where is_whole and length(folded) between %s and %s"
    above = asked(
        columns + " and level < 10 and level = any(%s) and {ranges} limit %s",
        [length - 2, length + 2, list(levels), SLIP_CANDIDATES],
        ranges,
    )
    if 10 not in levels:
        return above
    villages = asked(
        columns + " and level = 10 and folded like %s and {ranges} limit %s",
        [length - 1, length + 1, f"{name[:2]}%" if wide else "%", SLIP_CANDIDATES],
        ranges,
    )
    return above + villages


def asked(sql: str, parameters: Sequence[object], ranges: Sequence[Range]) -> list:
    """Plain SQL, because this runs at every key press. Ranges are our own integers; a folded name holds no wildcard."""
    # Without a limit nothing is said: before the first statistics the planner would walk the whole key for it.
    limits = " or ".join(f"area_id between {int(low)} and {int(high)}" for low, high in ranges)
    where = "true" if EVERYWHERE in ranges else limits or "false"
    with connection.cursor() as cursor:
        cursor.execute(sql.format(ranges=f"({where})"), parameters)
        return cursor.fetchall()


def of_kinds(areas: Iterable[int], kinds: Sequence[str]) -> set[int]:
    if not kinds:
        return set(areas)
    return set(Area.objects.filter(pk__in=list(areas), kind__in=kinds).values_list("code", flat=True))
