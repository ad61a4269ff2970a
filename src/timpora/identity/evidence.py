"""Evidence as a JSON column keeps it, and back again."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import get_language

from timpora.core.matching import Evidence, Relation, sentence


def kept(evidence: Iterable[Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "feature": item.feature,
            "relation": item.relation.value,
            "key": item.key,
            "details": dict(item.details),
            "weight": item.weight,
            "spans": item.spans,
        }
        for item in evidence
    ]


def read(rows: Iterable[dict[str, Any]]) -> list[Evidence]:
    return [
        Evidence(
            row["feature"],
            Relation(row["relation"]),
            row["key"],
            row["details"],
            row["weight"],
            tuple(tuple((start, end) for start, end in side) for side in row["spans"]),  # type: ignore[arg-type]
        )
        for row in rows
    ]


def sentences(evidence: Sequence[Evidence]) -> list[str]:
    """What was told on either side, the weightiest first; silence is not evidence."""
    spoken = (item for item in evidence if item.relation is not Relation.SILENT)
    language = (get_language() or "id")[:2]
    return [sentence(item, language) for item in sorted(spoken, key=lambda item: -abs(item.weight))]
