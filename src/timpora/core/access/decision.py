"""The decision itself: scopes come from grants, facts from one record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

PROTECTION = "protection.open"
HIGHEST = 2  # of the handling levels: biasa, terbatas, rahasia
PERSON, COLUMNS = "person.read", "shared."


def taken_with(verb: str) -> tuple[str, ...]:
    """The verbs whose denial takes this one: who is kept from a person is kept from the columns an agreement opens."""
    return (verb, PERSON) if verb.startswith(COLUMNS) else (verb,)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a grant opens on an area range, or what all grants alike open record by record: some verbs, until they end.

    `records` tell for each record why. A scope with neither a range nor a record opens nothing: an empty restriction
    is never "everything".
    `agency` and `account` narrow an area range to rows that this agency or this account told.
    `level` is the highest handling level that a range opens. `denies` are verbs it takes away, at every level.
    """

    verbs: frozenset[str]
    low: int | None = None
    high: int | None = None
    records: Mapping[UUID, str] = field(default_factory=dict, hash=False)
    agency: UUID | None = None
    account: UUID | None = None
    because: str = ""
    level: int = 0
    denies: frozenset[str] = frozenset()

    def opens(self, verb: str, facts: "Facts") -> bool:
        """A record named one by one is opened at any level, for whoever named it knew it; parts of it only up to it."""
        is_high_enough = facts.handling <= self.level or not facts.records.isdisjoint(self.records)
        return verb in self.verbs and is_high_enough and self.covers(facts)

    def takes(self, verb: str, facts: "Facts") -> bool:
        return not self.denies.isdisjoint(taken_with(verb)) and self.covers(facts)

    def covers(self, facts: "Facts") -> bool:
        if self.records:
            return any(record in self.records for record in (*facts.records, *facts.wholes))
        if self.low is None or self.high is None or facts.area is None:
            return False
        return (
            self.low <= facts.area <= self.high
            and self.agency in (None, facts.agency)
            and self.account in (None, facts.account)
        )

    def why(self, facts: "Facts") -> str:
        return next((self.records[one] for one in (*facts.records, *facts.wholes) if one in self.records), self.because)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a decision may know of a record: never who the person on it is. `wholes` are what it is one part of."""

    records: frozenset[UUID]
    area: int | None = None
    agency: UUID | None = None
    account: UUID | None = None
    is_protected: bool = False
    handling: int = 0
    wholes: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    is_allowed: bool
    reason: str
    because: str = ""


def decide(scopes: Iterable[Scope], verb: str, facts: Facts) -> Decision:
    """Allowed if some scope with this verb opens the record and none takes it away; a protected one needs a key too."""
    scopes = tuple(scopes)
    taking = next((scope for scope in scopes if scope.denies and scope.takes(verb, facts)), None)
    if taking is not None:
        return Decision(False, "denied", taking.why(facts))
    opening = next((scope for scope in scopes if verb in scope.verbs and scope.opens(verb, facts)), None)
    if opening is None:
        return Decision(False, "no_scope")
    if facts.is_protected and not any(PROTECTION in scope.verbs and scope.covers(facts) for scope in scopes):
        return Decision(False, "no_key")
    return Decision(True, "scope", opening.why(facts))


def reach(scopes: Iterable[Scope], verb: str | None = None) -> tuple[tuple[int, int], ...]:
    """The area ranges of all scopes (of one verb), sorted and merged; neighbours are joined."""
    ranges = sorted(
        (scope.low, scope.high)
        for scope in scopes
        if not scope.records
        and scope.low is not None
        and scope.high is not None
        and (verb is None or verb in scope.verbs)
    )
    merged: list[tuple[int, int]] = []
    for low, high in ranges:
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)
