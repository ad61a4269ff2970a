"""Parts of the team page that rooms above add: this room does not know them."""

from collections.abc import Callable
from typing import Any

from timpora.foundation.acting import Acting
from timpora.teams.models import Team

# -> {"template": name, "context": {...}}, or None where there is nothing to show
Section = Callable[[Team, Acting], dict[str, Any] | None]
SECTIONS: list[Section] = []


def register(section: Section) -> Section:
    SECTIONS.append(section)
    return section


def sections_of(team: Team, acting: Acting) -> list[dict[str, Any]]:
    return [shown for section in SECTIONS if (shown := section(team, acting)) is not None]
