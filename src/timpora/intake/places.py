"""Areas as a file names them, found within the sender's reach and nowhere else."""

from collections.abc import Mapping

from timpora.intake.problems import Wrong
from timpora.territory.codes import span
from timpora.territory.queries import Found, area_path, find
from timpora.territory.search import EXACT_WITHIN

type Range = tuple[int, int]

LEVELS: dict[str, tuple[int, ...] | None] = {"regency": (4,), "district": (6,), "village": (10,), "area": None}
SHOWN = 3


class Places:
    """Remembers what it found: a file says the same few names many times."""

    def __init__(self, ranges: tuple[Range, ...]) -> None:
        self.ranges = ranges
        self.known: dict[tuple[tuple[str, str], ...], int | Wrong] = {}

    def area_of(self, parts: Mapping[str, str]) -> int:
        """The smallest area that the parts name; `parts` holds regency, district, village or area. Raises Wrong."""
        told = tuple(parts.items())
        if told not in self.known:
            try:
                self.known[told] = self._find(parts)
            except Wrong as error:
                self.known[told] = error
        found = self.known[told]
        if isinstance(found, Wrong):
            raise found
        return found

    def _find(self, parts: Mapping[str, str]) -> int:
        ranges, area = self.ranges, 0
        for part in ("regency", "district", "village", "area"):
            if part in parts:
                found = self._one(part, parts[part], ranges)
                area, ranges = found, (span(found),)
        return area

    def _one(self, part: str, text: str, ranges: tuple[Range, ...]) -> int:
        near = [found for within in ranges for found in find(text, within, LEVELS[part])]
        exact = {found.area: found for found in near if found.score >= EXACT_WITHIN}
        if len(exact) == 1:
            return next(iter(exact))
        if exact:
            raise WrongPlace(part, "area_ambiguous", shown(list(exact.values())))
        elsewhere = [f for f in find(text, None, LEVELS[part]) if f.score >= EXACT_WITHIN]
        if elsewhere and ranges == self.ranges:
            raise WrongPlace(part, "area_outside", area_path(elsewhere[0].area))
        if near:
            raise WrongPlace(part, "area_similar", shown(near))
        raise WrongPlace(part, "area_unknown")


class WrongPlace(Wrong):
    """Also says which part of the place was wrong."""

    def __init__(self, part: str, code: str, hint: str = "") -> None:
        super().__init__(code, hint)
        self.part = part


def shown(found: list[Found]) -> str:
    return "; ".join(area_path(f.area) for f in found[:SHOWN])
