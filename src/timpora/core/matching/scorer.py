"""The visible list of weighted features, and what their sum decides."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from timpora.core.matching.comparators import births, nationalities, numbers, sexes
from timpora.core.matching.evidence import CLOSE, DIFFERENT, SAME, SILENT, Evidence
from timpora.core.matching.identity import NIK, NIORA, PASSPORT, PERMIT, RPTKA, SKTT, STRONG_KINDS, Identity
from timpora.core.matching.name_evidence import names

# Goes up with every change of a weight, a threshold or a comparator: proposals are kept with it.
MODEL_VERSION = "1"

type Decision = Literal["full", "likely", "unsure", "unlikely"]

# Bits (log2 of how much more often this is seen between two records of one person than of two).
BITS: Mapping[str, Mapping[str, float]] = {
    PASSPORT: {
        "equal": 20.0,
        "easily_confused_characters": 14.0,
        "one_character_off": 9.0,
        "equal_number_other_country": 4.0,
        "other_document": -1.0,
        "different": -3.0,  # passports are renewed
        "different_but_lapsed": 0.0,
        # Families apply together: a neighbouring number under another name is a relative.
        "neighbouring_number": -4.0,
    },
    NIORA: {"equal": 22.0, "easily_confused_characters": 14.0, "one_character_off": 8.0, "different": -8.0},
    PERMIT: {"equal": 20.0, "easily_confused_characters": 13.0, "one_character_off": 6.0, "different": -2.0},
    NIK: {"equal": 22.0, "different": -10.0},
    SKTT: {"equal": 18.0, "easily_confused_characters": 12.0, "one_character_off": 6.0, "different": -2.0},
    RPTKA: {"equal": 5.0, "easily_confused_characters": 4.0, "one_character_off": 1.0, "different": -0.5},
    "birth_date": {
        "equal": 12.0,
        "equal_first_of_january": 7.0,
        "day_and_month_swapped": 8.0,
        "year_and_month_agree": 8.0,
        "year_agrees": 4.5,
        "year_off_by_one": 5.0,
        "year_digits_swapped": 5.0,
        "only_day_differs": 2.0,
        "only_month_differs": 2.0,
        "month_differs": -4.0,
        "different": -9.0,
    },
    "sex": {"equal": 0.9, "different": -4.0},
    "nationality": {"equal": 2.0, "often_confused": -0.5, "different": -3.0},
}
# A name weighs what its agreeing words weigh, times the factor, plus the offset.
NAME_FACTORS: Mapping[str, tuple[float, float]] = {
    "equal": (1.0, 0.0),
    "equal_in_other_order": (1.0, 0.0),
    "spelling": (0.9, -0.5),
    "part_missing": (0.85, -0.5),
    "initial": (0.85, -0.5),
    "one_part_only": (0.6, 0.0),
    "part_shared": (0.0, -4.0),
    "different": (0.0, -12.0),
}
COMPATIBLE_NAMES = frozenset({"equal", "equal_in_other_order", "spelling", "part_missing", "initial"})
IDENTIFIERS = (NIORA, PERMIT, NIK, SKTT, RPTKA)

LIKELY_FROM, UNSURE_FROM = 0.95, 0.02
DEFAULT_REGISTER_SIZE = 16_000
MOST_BITS = 60.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """Score in bits before the prior; the probability includes it."""

    score: float
    probability: float
    decision: Decision
    evidence: tuple[Evidence, ...]
    model: str = MODEL_VERSION


def compare(left: Identity, right: Identity, register_size: int = DEFAULT_REGISTER_SIZE) -> Comparison:
    """Everything that speaks for and against two identities being one person; symmetric.

    The more persons there are to be mistaken for, the less a given agreement proves: hence the register's size.
    """
    evidence = tuple(_weighed(item) for item in _relatives_apart(_gathered(left, right)))
    score = round(math.fsum(item.weight for item in evidence), 2)
    bits = max(-MOST_BITS, min(MOST_BITS, score - math.log2(max(register_size, 1))))
    probability = 1 / (1 + 2**-bits)
    return Comparison(score, probability, _decision(evidence, probability), evidence)


def _gathered(left: Identity, right: Identity) -> list[Evidence]:
    identifiers = [numbers(kind, left, right) for kind in IDENTIFIERS]
    return [
        numbers(PASSPORT, left, right),
        *(item for item in identifiers if item.key != "missing_on_both_sides"),
        names(left, right),
        births(left.birth, right.birth),
        sexes(left, right),
        nationalities(left, right),
    ]


def _relatives_apart(evidence: list[Evidence]) -> list[Evidence]:
    is_other_name = any(item.feature == "name" and item.relation is DIFFERENT for item in evidence)
    return [
        replace(item, relation=DIFFERENT, key="neighbouring_number")
        if is_other_name and item.feature == PASSPORT and item.key == "one_character_off"
        else item
        for item in evidence
    ]


def _weighed(evidence: Evidence) -> Evidence:
    if evidence.relation is SILENT:
        return evidence
    if evidence.feature == "name":
        factor, offset = NAME_FACTORS[evidence.key]
        return replace(evidence, weight=round(factor * float(evidence.details["bits"]) + offset, 2))
    return replace(evidence, weight=BITS[evidence.feature].get(evidence.key, 0.0))


def _decision(evidence: tuple[Evidence, ...], probability: float) -> Decision:
    by_feature = {item.feature: item for item in evidence}
    if _is_full(by_feature):
        return "full"
    name = by_feature["name"].relation
    is_grounded = name in (SAME, CLOSE) or any(
        by_feature[kind].relation is SAME for kind in (*STRONG_KINDS, NIK) if kind in by_feature
    )
    if probability >= LIKELY_FROM and is_grounded and name is not DIFFERENT:
        return "likely"
    return "unsure" if probability >= UNSURE_FROM else "unlikely"


def _is_full(by_feature: Mapping[str, Evidence]) -> bool:
    """A strong number and the whole birth date equal, a compatible name, and nothing that contradicts."""
    told = [by_feature[kind] for kind in (*STRONG_KINDS, NIK) if kind in by_feature]
    is_strong = any(item.feature in STRONG_KINDS and item.relation is SAME for item in told)
    # Any other number of the same kind, unless known to be lapsed, is a question for a person.
    is_contradicted = by_feature["sex"].relation is DIFFERENT or any(
        item.relation in (CLOSE, DIFFERENT) and item.key != "different_but_lapsed" for item in told
    )
    return (
        is_strong
        and not is_contradicted
        and by_feature["birth_date"].relation is SAME
        and by_feature["name"].key in COMPATIBLE_NAMES
    )
