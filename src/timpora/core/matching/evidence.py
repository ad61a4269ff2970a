"""What one feature says about two identities being one person."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

type Span = tuple[int, int]


class Relation(StrEnum):
    SAME = "same"
    CLOSE = "close"
    # DIFFERENT is said only where both sides told something; where one did not, the feature is SILENT.
    DIFFERENT = "different"
    SILENT = "silent"


SAME, CLOSE, DIFFERENT, SILENT = Relation.SAME, Relation.CLOSE, Relation.DIFFERENT, Relation.SILENT


@dataclass(frozen=True, slots=True)
class Evidence:
    """Feature and key name the sentence; details fill it; weight is in bits, positive for one person.

    Spans mark what differs, as (start, end) in details["left"] and details["right"].
    """

    feature: str
    relation: Relation
    key: str
    details: Mapping[str, str | float] = field(default_factory=dict)
    weight: float = 0.0
    spans: tuple[tuple[Span, ...], tuple[Span, ...]] = ((), ())


def missing(feature: str, left: object, right: object) -> Evidence:
    """Silence: says which side told nothing, never more."""
    if left:
        return Evidence(feature, SILENT, "missing_on_the_right")
    return Evidence(feature, SILENT, "missing_on_the_left" if right else "missing_on_both_sides")
