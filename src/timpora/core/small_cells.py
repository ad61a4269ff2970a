"""Tables of counts for readers outside the team: small cells are hidden, and whatever would give them back.

A month is published as one tree of areas (a province, its regencies, their districts), each area with a count for
every column and a total. Read from the top, every cell is a flow: from an area to those below it, along a row to its
total, and back up. So what a reader can work out about a hidden cell is what a flow can still do: a cell is given away
when its value can move neither up nor down while all published cells stay true, and the bounds that "fewer than …"
says.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import partial

TOTAL = ""  # the column of row totals
Place = tuple[int, str]  # an area's code and a column
Sum = tuple[int | str, str]  # what cells add up to


class Hidden(Enum):
    SMALL = "small"  # at least one and fewer than the threshold, and so it is said
    WITHHELD = "withheld"  # hidden to keep a small one; nothing is said of it


Cell = int | Hidden


@dataclass(slots=True)
class Tables:
    """All that is published of one month. `above` gives each area its parent; the one area without is the top."""

    above: Mapping[int, int | None]
    counts: dict[Place, int]
    threshold: int
    hidden: dict[Place, Hidden] = field(default_factory=dict)
    inner: frozenset[int] = field(init=False)  # areas with others below them
    cells: dict[Sum, list[Place]] = field(init=False, default_factory=dict)  # what stands in each sum

    def __post_init__(self) -> None:
        self.inner = frozenset(parent for parent in self.above.values() if parent is not None)
        for place in self.counts:
            for end in self.ends(place):
                self.cells.setdefault(end, []).append(place)

    def ends(self, place: Place) -> tuple[Sum, Sum]:
        """The two sums a cell stands in, in the direction of the flow."""
        area, column = place
        parent = self.above[area]
        outer: Sum = ("outside", TOTAL) if parent is None else (parent, column)
        own: Sum = (area, column) if area in self.inner else ("row", str(area))
        return (own, outer) if column == TOTAL else (outer, own)

    def slack(self, place: Place) -> tuple[bool, bool]:
        """Whether a reader can imagine the cell one lower, and one higher."""
        value = self.counts[place]
        if self.hidden[place] is Hidden.SMALL:
            return value > 1, value < self.threshold - 1
        return value > self.threshold, True


def published(
    above: Mapping[int, int | None], leaves: Mapping[int, Mapping[str, int]], threshold: int
) -> dict[Place, Cell]:
    """Every cell as it may be shown: a number, or that it is hidden. `leaves` are the areas with nothing below them.

    Zero is shown: that nobody is there is told by the districts themselves. Hiding is minimal in no strict sense, only
    greedy: the smallest shown cell beside an exposed one goes first, cells of districts before sums.
    """
    tables = Tables(above, sums(above, leaves), threshold)
    tables.hidden = {place: Hidden.SMALL for place, n in tables.counts.items() if 0 < n < threshold}
    for place in list(tables.hidden):
        while is_exposed(tables, place):
            more = min(candidates(tables, place), key=partial(order, tables), default=None)
            if more is None:  # the bounds themselves give it away: then nothing of this month is shown
                return {other: Hidden.WITHHELD if n else 0 for other, n in tables.counts.items()}
            tables.hidden[more] = Hidden.WITHHELD
    return {place: tables.hidden.get(place, n) for place, n in tables.counts.items()}


def sums(above: Mapping[int, int | None], leaves: Mapping[int, Mapping[str, int]]) -> dict[Place, int]:
    columns = sorted({column for counts in leaves.values() for column in counts})
    found = {(area, column): 0 for area in above for column in (*columns, TOTAL)}
    for leaf, counts in leaves.items():
        for column, n in counts.items():
            at: int | None = leaf
            while at is not None:
                found[at, column] += n
                found[at, TOTAL] += n
                at = above[at]
    return found


def order(tables: Tables, place: Place) -> tuple[bool, bool, int, str]:
    area, column = place
    return area in tables.inner, column == TOTAL, tables.counts[place], f"{area} {column}"


def is_exposed(tables: Tables, place: Place) -> bool:
    tail, head = tables.ends(place)
    lower, higher = tables.slack(place)
    return not (higher and reaches(tables, place, head, tail)) and not (lower and reaches(tables, place, tail, head))


def reaches(tables: Tables, without: Place, start: Sum, goal: Sum) -> bool:
    """Whether one unit can go from start to goal through other hidden cells, within what is known of them."""
    seen, waiting = {start}, deque([start])
    while waiting:
        for there in steps(tables, without, waiting.popleft()):
            if there == goal:
                return True
            if there not in seen:
                seen.add(there)
                waiting.append(there)
    return False


def steps(tables: Tables, without: Place, here: Sum) -> Iterator[Sum]:
    """Along a cell that may be higher, or against one that may be lower."""
    for place in tables.cells[here]:
        if place != without and place in tables.hidden:
            tail, head = tables.ends(place)
            lower, higher = tables.slack(place)
            if higher and here == tail:
                yield head
            if lower and here == head:
                yield tail


def candidates(tables: Tables, place: Place) -> set[Place]:
    """Shown cells, not zero, in any sum that hangs together with this cell through hidden ones."""
    start = tables.ends(place)[0]
    seen, waiting, found = {start}, deque([start]), set[Place]()
    while waiting:
        for other in tables.cells[waiting.popleft()]:
            if other in tables.hidden:
                new = set(tables.ends(other)) - seen
                seen |= new
                waiting.extend(new)
            elif tables.counts[other]:
                found.add(other)
    return found
