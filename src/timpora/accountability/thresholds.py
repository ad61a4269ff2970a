"""The figures of the review rules: those of the program, and over them those of the office."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import yaml
from django.conf import settings

FILE = "unusual.yaml"
Thresholds = Mapping[str, Mapping[str, int]]


class ThresholdsUnreadable(ValueError):
    """The office's own file says something that no rule knows; the message names it."""


def own_file() -> Path:
    return Path(settings.DATA_DIR) / FILE


def thresholds() -> Thresholds:
    """Read anew each time: a changed figure counts from the next run on."""
    known = yaml.safe_load(files("timpora.accountability").joinpath("reference", FILE).read_bytes())
    path = own_file()
    return over(known, yaml.safe_load(path.read_text(encoding="utf-8")) or {}) if path.exists() else known


def over(known: Thresholds, own: object) -> Thresholds:
    if not isinstance(own, dict):
        raise ThresholdsUnreadable(f"{FILE}: expected rules with figures, found {type(own).__name__}")
    for code, figures in own.items():
        for name, figure in figures.items() if isinstance(figures, dict) else [("?", figures)]:
            if name not in known.get(code, {}) or type(figure) is not int or figure < 0:
                raise ThresholdsUnreadable(f"{FILE}: {code}.{name}: {figure} is not a figure that a rule knows")
    return {code: {**figures, **own.get(code, {})} for code, figures in known.items()}
