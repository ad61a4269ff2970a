"""The kinds of agencies as reference data, and which of them a concern is referred to."""

from functools import cache
from importlib.resources import files

import yaml

from timpora.agencies.models import AgencyKind

FILE = "reference/kinds.yaml"


@cache
def kinds() -> tuple[dict, ...]:
    """The list in its own order, which is the order in which bodies are asked."""
    return tuple(yaml.safe_load(files("timpora.agencies").joinpath(FILE).read_bytes()))


def load_kinds() -> int:
    """Make the table say what the list says; kinds that left the list stay, because agencies may be of them."""
    rows = [
        AgencyKind(code=kind["code"], name=kind["name"], is_vertical=kind["vertical"], topics=kind["topics"])
        for kind in kinds()
    ]
    AgencyKind.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=["name", "is_vertical", "topics"]
    )
    return len(rows)


def kinds_for(topic: str) -> list[str]:
    """Codes of the kinds that a concern of this topic is referred to, the first to ask first."""
    return [kind["code"] for kind in kinds() if topic in kind["topics"]]


def topics() -> list[str]:
    return sorted({topic for kind in kinds() for topic in kind["topics"]})
