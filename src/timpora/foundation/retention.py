"""The retention table: for every class that a model names, how long its rows are kept, by which ground."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from django.apps import apps


@dataclass(frozen=True, slots=True)
class Retention:
    """One row. `months` is None where rows are kept as long as the installation is used."""

    code: str
    title: str
    months: int | None
    counted_from: str
    ground: str
    confidence: str  # "peraturan" or "praktik, dapat diubah kantor"


@cache
def table() -> dict[str, Retention]:
    text = (files("timpora.foundation") / "reference" / "retention.yaml").read_text(encoding="utf-8")
    return {code: Retention(code=code, **row) for code, row in yaml.safe_load(text).items()}


def classes_in_use() -> set[str]:
    """What the models of this program declare; tables of Django and of the job queue hold no record."""
    return {model.retention for model in apps.get_models() if hasattr(model, "retention")}


def gaps_in_table() -> list[str]:
    return sorted(classes_in_use() - set(table()))
