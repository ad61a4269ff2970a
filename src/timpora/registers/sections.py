"""Parts of a person's page that rooms above contribute: a room registers a callable in its AppConfig.ready()."""

from collections.abc import Callable
from typing import TypedDict

from timpora.foundation.acting import Acting
from timpora.registers.models import Person


class Section(TypedDict):
    """A template and what it needs; it is included with `person`, and its context under the name `part`."""

    template: str
    context: dict[str, object]


type Maker = Callable[[Person, Acting], Section | None]

MAKERS: list[Maker] = []


def register(maker: Maker) -> Maker:
    """Sections stand in the order of registration; registering twice changes nothing."""
    if maker not in MAKERS:
        MAKERS.append(maker)
    return maker


def sections_of(person: Person, acting: Acting) -> list[Section]:
    made = (maker(person, acting) for maker in MAKERS)
    return [section for section in made if section is not None]
