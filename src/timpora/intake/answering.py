"""Where a mention without a person is answered: the room above says so, and only to members who may look there."""

from collections.abc import Callable

from timpora.foundation.acting import Acting
from timpora.registers.models import Mention

Finder = Callable[[Mention, Acting], str]
FINDERS: list[Finder] = []


def register(finder: Finder) -> Finder:
    FINDERS.append(finder)
    return finder


def answered_at(mention: Mention, acting: Acting) -> str:
    """The address, or nothing: a link that led nowhere would say that somebody shielded may be meant."""
    return next((url for finder in FINDERS if (url := finder(mention, acting))), "")
