"""A small demo world with its backup, made once; and an empty place to bring it to."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.place import GROUND, KEY_WORDS, Place, grounded_place, new_place, suites_server

BUILD = GROUND + "from timpora.demo.build import build; build(factor=0.04, within=('63.10', '63.02'))"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with grounded_place(tmp_path_factory.mktemp("world")) as place:
        place.script(GROUND, role="owner")
        place.script(BUILD.replace(GROUND, "import django; django.setup();"), role="worker")
        yield place


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("kunci") / "backup.key"
    path.write_text(KEY_WORDS)
    return path


@pytest.fixture(scope="session")
def kept(world: Place, key: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cadangan") / "malam-ini"
    told = world.said("backup", folder, "--key", key)
    assert told["missing"] == []
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Place]:
    with new_place(tmp_path / "data", suites_server()) as place:
        yield place


@pytest.fixture
def grounded(tmp_path: Path) -> Iterator[Place]:
    with grounded_place(tmp_path / "data") as place:
        yield place


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """The path of a socket has some hundred bytes, and the server's own user must get in."""
    with tempfile.TemporaryDirectory(prefix="timpora-") as name:
        Path(name).chmod(0o711)
        yield Path(name)
