"""Find the rulebook's files, in the installed package or in the checkout, and read them into a rulebook."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from timpora.core.rules import RULES
from timpora.core.rules.rulebook import Rulebook, RulebookError, misfits, read_rulebook


class StrictLoader(yaml.SafeLoader):
    """YAML keeps the last of two equal keys without a word; in law that would hide a line."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[object] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {key.value!r} stands twice", key.start_mark
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def rulebook_folder() -> Traversable:
    """Installed, the rulebook lies inside the package; in a checkout at its root."""
    installed = files("timpora") / "rulebook"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[2] / "rulebook"


def load(folder: Traversable | None = None) -> Rulebook:
    """Raises RulebookError, in one sentence, for a folder or file that cannot be read."""
    place = folder if folder is not None else rulebook_folder()
    if not place.is_dir():
        raise RulebookError(f"expected a folder with a rulebook, found none at {place}")
    documents = {path.removesuffix(".yaml"): read_yaml(file) for path, file in yaml_files(place)}
    if not documents:
        raise RulebookError(f"the folder {place} holds no .yaml file")
    rulebook = read_rulebook(documents)
    for misfit in misfits(rulebook, RULES.values()):
        raise RulebookError(misfit)
    return rulebook


def yaml_files(folder: Traversable, prefix: str = "") -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from yaml_files(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            yield f"{prefix}{entry.name}", entry


def read_yaml(file: Traversable) -> Any:
    """YAML, and so JSON too. Raises RulebookError naming the file and line."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), StrictLoader)  # noqa: S506  (a SafeLoader, only stricter)
    except (OSError, UnicodeDecodeError) as error:
        raise RulebookError(f"{file} cannot be read ({error})") from error
    except yaml.YAMLError as error:
        raise RulebookError(f"{file} is no valid YAML ({' '.join(str(error).split())})") from error
    except ValueError as error:  # such as 2026-02-30
        raise RulebookError(f"{file} holds a value that cannot be ({error})") from error
