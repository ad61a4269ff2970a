"""Figures of practice, each with its ground: those of the program, and over them those of the office."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

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
    """The office's own are read anew each time: a changed figure counts at once."""
    known, own = shipped(), own_figures()
    for name, value in own.items():
        if name not in known or type(value) is not int or value < 1:
            raise FiguresUnreadable(f"{FILE}: {name}: {value} is not a figure above zero that the program knows")
    return Figure(own.get(code, known[code]["value"]), known[code]["citation"])


@cache
def shipped() -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = yaml.safe_load((files("timpora.foundation") / "reference" / FILE).read_bytes())
    return known


def own_figures() -> dict[str, int]:
    path = Path(settings.DATA_DIR) / FILE
    told = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise FiguresUnreadable(f"{FILE}: expected names with figures, found {type(told).__name__}")
    return told
