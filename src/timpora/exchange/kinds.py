"""The closed list of kinds of campaigns: the tags of each, and whom its data questions go to."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from timpora.agreements.reference import in_language


@dataclass(frozen=True, slots=True)
class Kind:
    code: str
    words: dict[str, str]
    asks: tuple[str, ...]  # kinds of agencies
    tags: dict[str, dict[str, str]]

    def __str__(self) -> str:
        return in_language(self.words)

    def tag(self, code: str) -> str:
        return in_language(self.tags[code])


@cache
def kinds() -> dict[str, Kind]:
    listed = yaml.safe_load(files("timpora.exchange").joinpath("reference/campaigns.yaml").read_bytes())
    return {
        row["code"]: Kind(row["code"], {"id": row["id"], "en": row["en"]}, tuple(row["asks"]), row["tags"])
        for row in listed
    }
