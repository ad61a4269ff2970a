"""The staircase holds for foreign keys too: they point at the same room or at one below."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).parents[1]


def staircase() -> list[str]:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["type"] == "layers")
    return layers


def height(room: str) -> int:
    steps = staircase()
    return next(len(steps) - n for n, names in enumerate(steps) if room in [name.strip() for name in names.split(":")])


def room_of(model) -> str:
    """A door of `channels` is an app of its own and stands on the step of its room."""
    package = model.__module__.split(".")
    return package[1] if package[0] == "timpora" else model._meta.app_label


def our_models():
    return [model for model in apps.get_models() if model.__module__.startswith("timpora.")]


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    room = room_of(model)
    for field in model._meta.get_fields():
        if field.concrete and field.is_relation:
            target = room_of(field.related_model)
            assert target == room or height(target) < height(room), (
                f"{model._meta.label}.{field.name} points up to {target}"
            )


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_every_model_says_how_long_it_is_kept(model):
    assert getattr(model, "retention", ""), f"{model._meta.label} declares no retention class"


def test_no_module_names_the_workplace():
    for path in [*ROOT.glob("src/**/*.py"), *ROOT.glob("docs/**/*.md"), ROOT / "README.md"]:
        text = path.read_text()
        assert "../" + "shared" not in text, path


def test_records_of_decisions_are_short():
    for path in (ROOT / "docs" / "adr").glob("*.md"):
        assert len(path.read_text().splitlines()) <= 60, path
