"""How far an agreement reaches the kecamatan, against their teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timpora.agreements.models import Agreement, Clause
from timpora.foundation.acting import Acting
from timpora.teams.coverage import Covered, coverage
from timpora.territory.codes import span

SHOWN = 100


@dataclass(frozen=True, slots=True)
class Reached:
    """One kecamatan: its team, and whether a clause holds there."""

    team: Covered
    is_opened: bool


def rollout_of(clauses: Iterable[Clause], agreement: Agreement, day: date, acting: Acting) -> list[Reached]:
    ranges = [span(area) for clause in clauses for area in clause.areas]
    if not ranges:
        return []
    rows = coverage([agreement.area], day, acting)[:SHOWN]
    return [Reached(row, any(low <= row.area <= high for low, high in ranges)) for row in rows]
