"""Employers and guarantors by folded name and regency."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from timpora.registers.models import Company
from timpora.territory.folding import fold

# The legal form is written before, after or not at all.
LEGAL_FORM = re.compile(r"\b(?:PT|CV|UD|PMA|TBK|PERSERO|LTD|CO|INC)\b\.?", re.IGNORECASE)
REGENCY = 10**6  # digits below a regency


def folded_company(name: str) -> str:
    return (fold(LEGAL_FORM.sub(" ", name)) or fold(name) or name.strip().upper())[:200]


def regency(area: int) -> int:
    return area - area % REGENCY


@dataclass(frozen=True, slots=True)
class Companies:
    """The companies of one batch, by folded name and regency."""

    rows: dict[tuple[str, int], Company]

    @classmethod
    def found_or_made(cls, told: Iterable[tuple[str, int]]) -> Self:
        wanted = {(folded_company(name), regency(area)): name.strip()[:200] for name, area in told if name.strip()}
        rows = cls.of(wanted)
        missing = [Company(name=name, folded=key[0], area=key[1]) for key, name in wanted.items() if key not in rows]
        if missing:
            Company.objects.bulk_create(missing, ignore_conflicts=True)  # another step may make it at the same moment
            rows = cls.of(wanted)
        return cls(rows)

    @staticmethod
    def of(wanted: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Company]:
        names, areas = {name for name, _ in wanted}, {area for _, area in wanted}
        return {(row.folded, row.area): row for row in Company.objects.filter(folded__in=names, area__in=areas)}

    def get(self, name: str, area: int) -> Company | None:
        return self.rows.get((folded_company(name), regency(area))) if name.strip() else None
