"""Figures of practice, each with its ground: those of the program, and over them those of the office."""

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml
from django.conf import settings

FILE = "figures.yaml"


class FiguresUnreadable(ValueError):
    """The office's own file says something that is no known figure; the message names it."""


@dataclass(frozen=True, slots=True)
class Figure:
    value: int
    citation: str


def figure(code: str) -> Figure:
    """Read anew each time: a changed figure counts at once."""
    known = yaml.safe_load((files("timpora.foundation") / "reference" / FILE).read_bytes())
    own = own_figures()
    for name, value in own.items():
        if name not in known or type(value) is not int or value < 1:
            raise FiguresUnreadable(f"{FILE}: {name}: {value} is not a figure above zero that the program knows")
    return Figure(own.get(code, known[code]["value"]), known[code]["citation"])


def own_figures() -> dict[str, int]:
    path = Path(settings.DATA_DIR) / FILE
    told = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise FiguresUnreadable(f"{FILE}: expected names with figures, found {type(told).__name__}")
    return told
