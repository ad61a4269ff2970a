"""Every name of every area in force, in the memory of this process: somebody waits for it at each key press.

All of Indonesia is some 130,000 names and 25 MB. The tables are the truth: a new edition that another process loaded is
noticed within a minute.
"""

import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from timpora.territory.models import Decree

type Range = tuple[int, int]

REGENCY, VILLAGE = 4, 10  # digits
LOOKED_AFTER = 60  # seconds between two looks whether there is a new edition
PAST_EVERY_LETTER = "~"  # folded names are capitals and digits


class Name(NamedTuple):
    """A name from its first word (`is_whole`) or from a later one to the end."""

    folded: str
    area: int
    level: int
    is_whole: bool
    kind: str


NAMES = """
select n.folded, n.area_id, n.level, n.is_whole, a.kind
from territory_areaname n join territory_area a on a.code = n.area_id where a.valid_until is null
"""
FOLDED, AREA = attrgetter("folded"), attrgetter("area")


class Gazetteer:
    def __init__(self, names: Sequence[Name], edition: object) -> None:
        self.by_name = sorted(names)
        self.by_area = sorted(names, key=AREA)
        self.regencies = [name for name in self.by_name if name.level <= REGENCY]  # and provinces
        self.by_length: dict[int, list[Name]] = defaultdict(list)  # whole names of all areas above villages
        for name in names:
            if name.is_whole and name.level < VILLAGE:
                self.by_length[len(name.folded)].append(name)
        self.edition = edition
        self.looked_at = time.monotonic()

    def beginning(self, text: str, within: Range) -> Iterator[Name]:
        """Names in the range that begin so, from whichever side fewer have to be read."""
        low, high = within
        begun = called(self.by_name, text, text + PAST_EVERY_LETTER)
        start, stop = (bisect_left(self.by_area, bound, key=AREA) for bound in (low, high + 1))
        if len(begun) <= stop - start:
            return (name for name in begun if low <= name.area <= high)
        return (name for name in self.by_area[start:stop] if name.folded.startswith(text))

    def short(self, text: str) -> Iterator[Name]:
        """Thousands of villages begin with a letter or two: of these only those that are called just so."""
        regencies = called(self.regencies, text, text + PAST_EVERY_LETTER)
        return chain(regencies, (name for name in called(self.by_name, text, text + "0") if name.level > REGENCY))


def called(names: Sequence[Name], first: str, end: str) -> Sequence[Name]:
    return names[bisect_left(names, first, key=FOLDED) : bisect_left(names, end, key=FOLDED)]


_known: list[Gazetteer] = []


def forget() -> None:
    _known.clear()


def gazetteer() -> Gazetteer:
    now = time.monotonic()
    if _known and now - _known[0].looked_at < LOOKED_AFTER:
        return _known[0]
    edition = list(Decree.objects.order_by("pk").values_list("pk", "loaded_at"))
    if not _known or _known[0].edition != edition:
        with connection.cursor() as cursor:
            cursor.execute(NAMES)
            _known[:] = [Gazetteer([Name(*row) for row in cursor], edition)]
    _known[0].looked_at = now
    return _known[0]
