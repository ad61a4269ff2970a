"""What is to be done with one mention: it is somebody known, it is somebody new, or a member is asked."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from rapidfuzz.distance import OSA

from timpora.core.matching import NIK, NIORA, PASSPORT, PERMIT, Comparison, Evidence, Identity, Relation, compare
from timpora.core.matching.comparators import births
from timpora.core.matching.numbers import blurred
from timpora.identity.pool import Pool

MOST_PROPOSED = 5
# Registers kept by offices, which know of whom they speak; a village or a street sighting does not.
OFFICIAL_LISTS = frozenset({"permits", "residents", "workers", "lodging"})
LISTS_WITH_NUMBERS = OFFICIAL_LISTS | {"sightings", "persons"}
TELLING_NUMBERS = frozenset({PASSPORT, NIORA, PERMIT, NIK})
AGREEMENT = (Relation.SAME, Relation.CLOSE)


@dataclass(frozen=True, slots=True)
class Compared:
    who: UUID
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Outcome:
    """`confirmed` is a full match; with neither that nor `is_new` the mention waits for a person."""

    confirmed: Compared | None = None
    is_new: bool = False
    proposed: tuple[Compared, ...] = ()


@dataclass(slots=True)
class Answers:
    """What members said about one mention before. The machine does not give again what was taken back."""

    refused: set[UUID] = field(default_factory=set)  # not this person
    taken_back: set[UUID] = field(default_factory=set)
    is_doubted: bool = False  # that it is somebody new was taken back


def outcome(kind: str, identity: Identity, pool: Pool, said: Answers) -> Outcome:
    near = [who for who in pool.near(identity) if who not in said.refused]
    # A full match needs an equal number; where one is found, the others need not be looked at.
    numbers = telling_numbers(identity)
    same_number = [who for who in near if numbers & telling_numbers(pool.identities[who])]
    full = [one for one in compared(identity, same_number, pool) if one.comparison.decision == "full"]
    if len(full) == 1 and full[0].who not in said.taken_back:
        return Outcome(confirmed=full[0])
    likely = [who for who in near if not is_somebody_else(identity, pool.identities[who])]
    proposed = [one for one in compared(identity, likely, pool) if is_worth_asking(one.comparison)]
    if proposed:
        proposed.sort(key=lambda one: (-one.comparison.probability, one.who))
        return Outcome(proposed=tuple(proposed[:MOST_PROPOSED]))
    return Outcome(is_new=not (said.is_doubted or said.refused) and stands_alone(kind, identity))


def compared(identity: Identity, people: Iterable[UUID], pool: Pool) -> list[Compared]:
    return [Compared(who, compare(identity, pool.identities[who])) for who in people]


def is_somebody_else(left: Identity, right: Identity) -> bool:
    """Another birth date and other documents: no likeness of names makes it worth a comparison."""
    if births(left.birth, right.birth).relation is not Relation.DIFFERENT:
        return False
    lapsed = left.lapsed | right.lapsed
    pairs = [
        (ours[1], theirs[1])
        for ours in telling_numbers(left) - lapsed
        for theirs in telling_numbers(right) - lapsed
        if ours[0] == theirs[0]
    ]
    return bool(pairs) and all(is_other_number(*pair) for pair in pairs)


def telling_numbers(identity: Identity) -> set[tuple[str, str]]:
    return {(kind, key) for kind, key, _country in identity.numbers if kind in TELLING_NUMBERS}


def is_other_number(left: str, right: str) -> bool:
    return blurred(left) != blurred(right) and OSA.distance(left, right, score_cutoff=1) > 1


def is_worth_asking(comparison: Comparison) -> bool:
    """A shared birth date is no ground to ask about, however rare: the name or a number has to agree as well."""
    return comparison.decision != "unlikely" and any(names_somebody(item) for item in comparison.evidence)


def names_somebody(evidence: Evidence) -> bool:
    return evidence.relation in AGREEMENT and (evidence.feature == "name" or evidence.feature in TELLING_NUMBERS)


def stands_alone(kind: str, identity: Identity) -> bool:
    """Enough is told, by an office that keeps a register, to know this person again."""
    if telling_numbers(identity):
        return kind in LISTS_WITH_NUMBERS
    is_born = identity.birth is not None and identity.birth.is_whole
    return kind in OFFICIAL_LISTS and is_born and bool(identity.names)
