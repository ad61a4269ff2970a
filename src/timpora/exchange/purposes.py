"""The closed list of purposes, and which kinds of open work each may name."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from timpora.agreements.reference import in_language


@dataclass(frozen=True, slots=True)
class Purpose:
    code: str
    words: dict[str, str]
    names: tuple[str, ...]

    def __str__(self) -> str:
        return in_language(self.words)


@cache
def purposes() -> dict[str, Purpose]:
    listed = yaml.safe_load(files("timpora.exchange").joinpath("reference/purposes.yaml").read_bytes())
    return {
        row["code"]: Purpose(row["code"], {"id": row["id"], "en": row["en"]}, tuple(row["names"])) for row in listed
    }
