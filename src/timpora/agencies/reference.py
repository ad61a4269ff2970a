"""Reference data of this room: the kinds of agencies and the first code of conduct. The tables are the truth; the files
fill what is missing there."""

from importlib.resources import files
from typing import Any

import yaml
from django.utils import timezone

from timpora.agencies.models import AgencyKind, Conduct


def read(name: str) -> Any:
    return yaml.safe_load(files("timpora.agencies").joinpath("reference", name).read_bytes())


def load_kinds() -> int:
    """Add the kinds that the table lacks; what an office changed there stays."""
    rows = [
        AgencyKind(
            code=kind["code"], name=kind["name"], is_vertical=kind["vertical"], topics=kind["topics"], order=order
        )
        for order, kind in enumerate(read("kinds.yaml"), 1)
    ]
    AgencyKind.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def load_conduct() -> None:
    """The first version; later ones are written by the office."""
    if not Conduct.objects.exists():
        told = read("conduct.yaml")
        Conduct.objects.create(version=told["version"], text=told["text"].strip(), published_at=timezone.now())


def kinds() -> list[AgencyKind]:
    """In the order in which bodies are asked."""
    return list(AgencyKind.objects.order_by("order", "code"))


def kinds_for(topic: str) -> list[str]:
    """Codes of the kinds that a concern of this topic is referred to, the first to ask first."""
    return [kind.code for kind in kinds() if topic in kind.topics]


def topics() -> list[str]:
    return sorted({topic for kind in kinds() for topic in kind.topics})
