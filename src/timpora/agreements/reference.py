"""What flows by law, and the closed lists of data categories and purposes, read from the files beside it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language


class Worded:
    """Something of a list with its words in both languages."""

    words: dict[str, str]

    def __str__(self) -> str:
        return in_language(self.words)


def in_language(words: dict[str, str]) -> str:
    return words.get((get_language() or "id")[:2], words["id"])


@dataclass(frozen=True, slots=True)
class Flow:
    """One row of what may flow without an agreement. Empty `kinds`: from whichever agency it comes."""

    code: str
    giver: dict[str, str]
    receiver: dict[str, str]
    what: dict[str, str]
    ground: str
    confidence: str
    valid_from: date
    valid_until: date | None
    files: tuple[str, ...]
    kinds: tuple[str, ...]

    @property
    def is_read_in_law(self) -> bool:
        return self.confidence == "A"

    def said(self) -> dict[str, str]:
        return {name: in_language(getattr(self, name)) for name in ("giver", "receiver", "what")}


@dataclass(frozen=True)
class Category(Worded):
    """Data that a clause may open: columns that are shown (outward), or a kind of file that is taken (inward)."""

    code: str
    words: dict[str, str]
    givers: tuple[str, ...]
    needs: str
    shows: tuple[str, ...]
    files: str

    @property
    def verb(self) -> str:
        return f"shared.{self.code}"


@dataclass(frozen=True)
class Purpose(Worded):
    code: str
    words: dict[str, str]


def listed(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load(files("timpora.agreements").joinpath(f"reference/{name}.yaml").read_bytes())


@cache
def flows() -> tuple[Flow, ...]:
    return tuple(
        Flow(
            row["code"], row["from"], row["to"], row["what"], row["ground"], row["confidence"], row["valid_from"],
            row.get("valid_until"), tuple(row.get("files", ())), tuple(row.get("kinds", ())),
        )
        for row in listed("flows")
    )  # fmt: skip


def grounds_on(day: date) -> list[Flow]:
    """The flows that the law itself opens on a day."""
    return [flow for flow in flows() if flow.valid_from <= day and (not flow.valid_until or day <= flow.valid_until)]


@cache
def categories() -> dict[str, Category]:
    return {
        row["code"]: Category(
            row["code"], {"id": row["id"], "en": row["en"]}, tuple(row["givers"]), row.get("needs", ""),
            tuple(row.get("shows", ())), row.get("files", ""),
        )
        for row in listed("categories")
    }  # fmt: skip


@cache
def purposes() -> dict[str, Purpose]:
    return {row["code"]: Purpose(row["code"], {"id": row["id"], "en": row["en"]}) for row in listed("purposes")}
