"""Where live sources contradict each other about one person: every value told, side by side."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from timpora.core.matching import Birth, fold_name
from timpora.registers.telling import Spoken, Telling, best_first, employers, of_each_agency, tell

ONE_FOR_LIFE = ("niora", "nik")  # several passports are several documents; these are given once

type Agree = Callable[[Any, Any], bool]


def disagreements(
    everything: Sequence[Spoken], names: Sequence[Telling], births: Sequence[Telling]
) -> dict[str, list[dict]]:
    told: dict[str, tuple[Iterable[Telling], Agree]] = {
        "name": (names, same_name),
        "birth": (births, same_birth),
        "sex": (of_mentions(everything, "sex"), equal),
        "nationality": (of_mentions(everything, "nationality"), equal),
        **{kind: (identifiers(everything, kind), same_key) for kind in ONE_FOR_LIFE},
        # What changes in a life is compared by the last word of each agency.
        "permit_kind": (of_each_agency(tell(everything, "permitclaim", "kind")), equal),
        "permit_ends_on": (of_each_agency(tell(everything, "permitclaim", "ends_on")), equal),
        "employer": (of_each_agency(employers(everything)), same_company),
        "departed_on": (departures_and_later_sightings(everything), equal),
    }
    found = {fact: contradiction(tellings, agree) for fact, (tellings, agree) in told.items()}
    return {fact: values for fact, values in found.items() if values}


def contradiction(tellings: Iterable[Telling], agree: Agree) -> list[dict]:
    distinct: dict[str, Telling] = {}
    for telling in best_first(tellings):
        distinct.setdefault(str(telling.value), telling)
    values = list(distinct.values())
    apart = {id(one) for pair in combinations(values, 2) if not agree(*pair) for one in pair}
    return [{"value": shown(telling.value)} | telling.origin for telling in values if id(telling) in apart]


def shown(value: Any) -> str:
    return str(getattr(value, "name", value))


def equal(left: Telling, right: Telling) -> bool:
    return left.value == right.value


def same_name(left: Telling, right: Telling) -> bool:
    """Order and case say nothing, and a name left out is silence."""
    one, other = set(fold_name(left.value)), set(fold_name(right.value))
    return one <= other or other <= one


def same_birth(left: Telling, right: Telling) -> bool:
    def parts(birth: Birth) -> tuple[int | None, ...]:
        return birth.year, birth.month, birth.day

    return all(a is None or b is None or a == b for a, b in zip(parts(left.value), parts(right.value), strict=True))


def same_key(left: Telling, right: Telling) -> bool:
    return left.claim.key == right.claim.key  # type: ignore[union-attr]


def same_company(left: Telling, right: Telling) -> bool:
    return left.claim.employer.folded == right.claim.employer.folded  # type: ignore[union-attr]


def of_mentions(everything: Sequence[Spoken], column: str) -> list[Telling]:
    return [Telling(getattr(s.mention, column), s) for s in everything]


def identifiers(everything: Sequence[Spoken], kind: str) -> list[Telling]:
    return [
        Telling(row.number, s, row, tie=row.key) for s in everything for row in s.of("identifier") if row.kind == kind
    ]


def departures_and_later_sightings(everything: Sequence[Spoken]) -> list[Telling]:
    """The last departure told, and who was seen after it without a new entry."""
    told = [t for t in tell(everything, "crossingclaim", "departed_on") if t.value]
    departed = max(told, key=lambda t: (t.value, t.order), default=None)
    if departed is None:
        return []
    entered = [t.value for t in tell(everything, "crossingclaim", "entered_on") if t.value]
    seen = [
        t
        for t in tell(everything, "presenceclaim", "seen_on")
        if t.value and departed.value < t.value <= t.spoken.told_on
    ]
    back = max(entered, default=departed.value) > departed.value
    return [] if back else [departed, *seen]
