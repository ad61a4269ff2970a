"""Finding an area from what a person types: a code, a beginning, a later word, a name with its parent, a slip."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain

from rapidfuzz import fuzz, process

from timpora.territory.codes import COUNTRY, digits, span
from timpora.territory.gazetteer import VILLAGE, Alike, Name, Range, gazetteer
from timpora.territory.models import Area
from timpora.territory.naming import ancestors, area_name, learn, path_above
from timpora.territory.reading import Reading, code_in, readings

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
SLIPS = 20  # names that one reading may have been meant for
WIDE = 10**8  # a range of more than a province
REGENCY = 4  # digits


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
        for name in names_from(reading, ranges, self.levels):
            whole = exact if name.folded == reading.name else beginning
            self.note(name.area, whole if name.is_whole else later)

    def slips(self, reading: Reading, ranges: Sequence[Range]) -> None:
        if len(reading.name) < SLIP_LETTERS:
            return
        for some in names_like(reading.name, ranges):
            alike = process.extract(reading.name, some.folded, scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH, limit=SLIPS)
            for _, likeness, at in alike:
                name = some.names[at]
                if name.level in self.levels and fits(name, reading):
                    self.note(name.area, likeness * SLIP)

    def best(self, limit: int) -> list[Found]:
        order = nsmallest(limit, self.scores, key=lambda area: (-self.scores[area], digits(area), area))
        learn({code for area in order for code in (area, *ancestors(area))})
        return [Found(area, area_name(area), path_above(area), self.scores[area]) for area in order]


def places_called(names: Sequence[str], ranges: list[Range]) -> list[Range]:
    """The ranges of the areas that bear these names, the last one outermost; whole names before beginnings."""
    for name in reversed(names):
        if len(name) < ENOUGH_LETTERS:
            return []
        begun = [found for found in beginning(name, ranges) if found.is_whole and found.level < VILLAGE]
        nearest = nsmallest(PLACES, begun, key=lambda found: (len(found.folded), found.level, found.area))
        whole = [found for found in nearest if found.folded == name]
        ranges = [span(found.area) for found in whole or nearest]
    return ranges


def names_from(reading: Reading, ranges: Sequence[Range], levels: frozenset[int]) -> list[Name]:
    """Names that begin so, from their first word or a later one; those that are the whole name first."""
    text = reading.name
    is_short = len(text) < ENOUGH_LETTERS and is_wide(ranges)
    names = gazetteer().short(text) if is_short else beginning(text, ranges)
    found = (name for name in names if name.level in levels and fits(name, reading))
    return nsmallest(CANDIDATES, found, key=lambda name: rank(name, text))


def rank(name: Name, text: str) -> tuple[bool, bool, int, int, int]:
    return not name.is_whole, name.folded != text, name.level, len(name.folded), name.area


def names_like(text: str, ranges: Sequence[Range]) -> Iterable[Alike]:
    """Whole names a slip could have been meant for: of about the same length."""
    if is_wide(ranges):
        return gazetteer().like(text)
    near = [
        name
        for name in beginning("", ranges)
        if name.is_whole and abs(len(name.folded) - len(text)) <= (1 if name.level == VILLAGE else 2)
    ]
    return [Alike(near, [name.folded for name in near])]


def beginning(text: str, ranges: Sequence[Range]) -> Iterator[Name]:
    return chain.from_iterable(gazetteer().beginning(text, within) for within in ranges)


def fits(name: Name, reading: Reading) -> bool:
    return not reading.kinds or name.kind in reading.kinds


def is_wide(ranges: Sequence[Range]) -> bool:
    return any(high - low >= WIDE for low, high in ranges)
