"""Words at the head of letters, dated: those of the program, and in their place those of the office."""

from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

FILE = "letters.yaml"
LATEST = date(9999, 12, 31)


class LettersUnreadable(ValueError):
    """The office's own file is not as expected; the message names the place."""


def ministry_lines(day: date) -> tuple[str, ...]:
    return tuple(in_force("ministry", words()["ministry"], day)["lines"])


def title_of(kind: str, day: date = LATEST) -> str:
    told = words()["titles"].get(kind)
    return str(in_force(kind, told, day)["words"]) if told else ""


def in_force(name: str, rows: list[dict[str, Any]], day: date) -> dict[str, Any]:
    begun = [row for row in rows if row["since"] <= day]
    if not begun:
        raise LettersUnreadable(f"{FILE}: {name}: nothing holds on {day}")
    return max(begun, key=lambda row: row["since"])


def words() -> dict[str, Any]:
    """The office's own are read anew each time: what it changed holds at once."""
    own, known = own_words(), shipped()
    return {"ministry": own.get("ministry", known["ministry"]), "titles": known["titles"] | own.get("titles", {})}


@cache
def shipped() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((files("timpora.documents") / "reference" / FILE).read_bytes())
    return told


def own_words() -> dict[str, Any]:
    path = Path(settings.DATA_DIR) / FILE
    told = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else None
    if told is None:
        return {}
    if not isinstance(told, dict) or not set(told) <= {"ministry", "titles"}:
        raise LettersUnreadable(f"{FILE}: expected `ministry` or `titles`, found {told!r:.80}")
    titles = told.get("titles", {})
    if not isinstance(titles, dict):
        raise LettersUnreadable(f"{FILE}: titles: expected kinds of letters, found {titles!r:.80}")
    check("ministry", told.get("ministry", []), "lines", list)
    for kind, rows in titles.items():
        if kind not in shipped()["titles"]:
            raise LettersUnreadable(f"{FILE}: titles: {kind} is no kind of letter with a title")
        check(kind, rows, "words", str)
    return told


def check(name: str, rows: Any, key: str, kind: type) -> None:
    if not isinstance(rows, list):
        raise LettersUnreadable(f"{FILE}: {name}: expected a list, found {rows!r:.80}")
    for row in rows:
        if not isinstance(row, dict) or not isinstance(row.get("since"), date) or not isinstance(row.get(key), kind):
            raise LettersUnreadable(f"{FILE}: {name}: expected `since` (a day) and `{key}`, found {row!r:.80}")


@cache
def samples() -> dict[str, dict[str, Any]]:
    """Invented words for each kind, to look at a template and to test it."""
    told: dict[str, dict[str, Any]] = yaml.safe_load(
        (files("timpora.documents") / "reference" / "samples.yaml").read_bytes()
    )
    return told
