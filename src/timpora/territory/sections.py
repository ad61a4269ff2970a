"""Parts of an area's page that rooms above contribute: a room registers a callable in its AppConfig.ready()."""

from collections.abc import Callable
from typing import TypedDict

from django.http import HttpRequest

from timpora.territory.models import Area


class Section(TypedDict):
    """A template, which finds the area as `area` and its own context as `section`."""

    template: str
    context: dict[str, object]


type Maker = Callable[[HttpRequest, Area], Section | None]

_makers: list[Maker] = []


def register(maker: Maker) -> Maker:
    """Sections stand in the order of registration; registering twice changes nothing."""
    if maker not in _makers:
        _makers.append(maker)
    return maker


def sections_of(request: HttpRequest, area: Area) -> list[Section]:
    made = (maker(request, area) for maker in _makers)
    return [section for section in made if section is not None]
