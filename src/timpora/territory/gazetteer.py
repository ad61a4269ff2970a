"""Every name of every area in force, in the memory of this process: somebody waits for it at each key press.

All of Indonesia is some 130,000 names and 50 MB. The tables are the truth: a new edition that another process loaded is
noticed within a minute.
"""

import time
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import NamedTuple

from django.db import connection

from timpora.territory import naming
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


@dataclass(slots=True)
class Alike:
    """Whole names of one length, and how they are written, side by side: thousands are compared at once."""

    names: list[Name] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)


class Gazetteer:
    def __init__(self, names: Sequence[Name], edition: object) -> None:
        self.by_name = sorted(names)
        self.by_area = sorted(names, key=AREA)
        self.regencies = [name for name in self.by_name if name.level <= REGENCY]  # and provinces
        # By length: of all areas above villages under "", of villages under their first two letters.
        self.alike: dict[tuple[str, int], Alike] = {}
        for name in self.by_area:
            if name.is_whole:
                key = name.folded[:2] if name.level == VILLAGE else "", len(name.folded)
                some = self.alike.setdefault(key, Alike())
                some.names.append(name)
                some.folded.append(name.folded)
        self.edition = edition
        self.looked_at = time.monotonic()

    def beginning(self, text: str, within: Range) -> Iterator[Name]:
        """Names in the range that begin so, from whichever side fewer have to be read."""
        low, high = within
        first, last = called(self.by_name, text, text + PAST_EVERY_LETTER)
        start, stop = (bisect_left(self.by_area, bound, key=AREA) for bound in (low, high + 1))
        if last - first <= stop - start:
            return (name for name in self.by_name[first:last] if low <= name.area <= high)
        return (name for name in self.by_area[start:stop] if name.folded.startswith(text))

    def short(self, text: str) -> Iterator[Name]:
        """Thousands of villages begin with a letter or two: of these only those that are called just so."""
        first, last = called(self.regencies, text, text + PAST_EVERY_LETTER)
        begin, end = called(self.by_name, text, text + "0")
        return chain(self.regencies[first:last], (name for name in self.by_name[begin:end] if name.level > REGENCY))

    def like(self, text: str) -> Iterator[Alike]:
        """Names of about the same length anywhere; villages only where the first two letters agree."""
        keys = [*(("", len(text) + slack) for slack in (-2, -1, 0, 1, 2)),
                *((text[:2], len(text) + slack) for slack in (-1, 0, 1))]  # fmt: skip
        return (self.alike[key] for key in keys if key in self.alike)


def called(names: Sequence[Name], first: str, end: str) -> tuple[int, int]:
    return bisect_left(names, first, key=FOLDED), bisect_left(names, end, key=FOLDED)


_known: list[Gazetteer] = []


def forget() -> None:
    _known.clear()


def gazetteer() -> Gazetteer:
    now = time.monotonic()
    if _known and now - _known[0].looked_at < LOOKED_AFTER:
        return _known[0]
    edition = list(Decree.objects.order_by("pk").values_list("pk", "loaded_at"))
    if not _known or _known[0].edition != edition:
        naming.forget()  # areas may bear other names now
        with connection.cursor() as cursor:
            cursor.execute(NAMES)
            _known[:] = [Gazetteer([Name(*row) for row in cursor], edition)]
    _known[0].looked_at = now
    return _known[0]
