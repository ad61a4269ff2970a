"""What all live mentions say of one person, in an order that does not depend on when they arrived here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from timpora.registers.models import Claim, Mention
from timpora.sources.models import Source
from timpora.territory.queries import day_at

DOCUMENTS = frozenset({"passport", "niora", "permit_no"})


@dataclass(frozen=True, slots=True)
class Spoken:
    """One mention with its source and its claims by model name."""

    mention: Mention
    source: Source
    claims: Mapping[str, Sequence[Claim]] = field(default_factory=dict)

    @property
    def told_on(self) -> date:
        return day_at(self.mention.area, self.mention.told_at)

    @property
    def known(self) -> tuple[date, datetime]:
        """A register of June sent in August speaks of June; among equals the last word counts."""
        return self.source.as_of or self.told_on, self.mention.told_at

    @property
    def authority(self) -> int:
        """How near to the document: the office that keeps permits, who read a number of one, who only heard."""
        if not any(row.kind in DOCUMENTS for row in self.of("identifier")):
            return 0
        return 2 if self.mention.kind == "permits" else 1

    def of(self, noun: str) -> Sequence[Any]:
        return self.claims.get(noun, ())


@dataclass(frozen=True, slots=True)
class Telling:
    """One value as one mention tells it. `rank` comes before time; `tie` orders equal moments by what was said."""

    value: Any
    spoken: Spoken
    claim: Claim | None = None
    rank: tuple[Any, ...] = ()
    tie: str = ""

    @property
    def order(self) -> tuple[Any, ...]:
        told = self.spoken.source.content_hash, self.spoken.mention.row_no
        return self.rank, self.spoken.known, self.tie or str(self.value), told

    @property
    def origin(self) -> dict[str, str | None]:
        return {
            "claim": str(self.claim.pk) if self.claim else None,
            "mention": str(self.spoken.mention.pk),
            "source": str(self.spoken.source.pk),
            "agency": self.spoken.source.agency_name,
            "told_at": self.spoken.mention.told_at.isoformat(),
        }


def best_first(tellings: Iterable[Telling]) -> list[Telling]:
    return sorted((t for t in tellings if t.value not in (None, "")), key=lambda telling: telling.order, reverse=True)


def best(tellings: Iterable[Telling]) -> Telling | None:
    return next(iter(best_first(tellings)), None)


def tell(everything: Iterable[Spoken], noun: str, column: str) -> Iterator[Telling]:
    """One column of one noun, from every claim."""
    return (Telling(getattr(claim, column), spoken, claim) for spoken in everything for claim in spoken.of(noun))


def of_each_agency(tellings: Iterable[Telling]) -> list[Telling]:
    """The last word of each agency: what it said before, it replaced itself."""
    last: dict[object, Telling] = {}
    for telling in best_first(tellings):
        last.setdefault(telling.spoken.mention.agency_id, telling)
    return list(last.values())


def employers(everything: Iterable[Spoken]) -> list[Telling]:
    return [
        Telling(claim.employer.name, s, claim, tie=claim.employer.folded)
        for s in everything
        for claim in s.of("workclaim")
        if claim.employer
    ]
