"""No room on the disk: said in words, nothing half is left, and all goes on when there is room again."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.faults_running.desk import Browser
from tests.faults_running.running import asked, finished, is_whole, permits, serving, start
from tests.running.place import KEY_WORDS, Place

ROWS = 400  # more than the little disk takes, as a workbook of pictures would be


@contextmanager
def little_disk(folder: Path, size: str = "64k") -> Iterator[Path]:
    """A disk of its own that is soon full; where this machine lets nobody mount, the test is left out."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=False)
    if done.returncode:
        pytest.skip("nobody may mount here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def fill(path: Path) -> None:
    with suppress(OSError), open(path, "wb", buffering=0) as ballast:
        while True:
            ballast.write(b"x" * 4096)


def more_room(folder: Path) -> None:
    subprocess.run(["mount", "-o", "remount,size=64m", folder], check=True)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "izin.csv"
    path.write_bytes(permits(3_000))
    return path


def is_empty(place: Place) -> bool:
    return (
        asked(place, "select count(*) from foundation_storedfile")
        == [(0,)]
        == asked(place, "select count(*) from intake_batch")
    )


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_file_for_which_there_is_no_room(place: Place, file: Path):
    folder = place.folder / "state" / "files"
    with little_disk(folder), serving(place) as web:
        desk = Browser(web)
        desk.sign_in("ayu")
        status, page = desk.upload("/berkas/baru/", file, kind="permits", area="6310000000")
        assert status == 507
        assert "Penyimpanan penuh" in page
        assert is_empty(place)
        assert files_in(folder) == []
        assert desk.ask("GET", "/")[0] == 200, "all that needs no room goes on"

        _out, err = finished(start(place, "import", "permits", file, "--as", "ayu"), code=2)
        assert err.startswith("timpora: ")
        assert "No space left" in err
        assert "Traceback" not in err
        assert is_empty(place)
        assert files_in(folder) == []

        more_room(folder)
        assert desk.upload("/berkas/baru/", file, kind="permits", area="6310000000")[0] == 302
        out, _err = finished(start(place, "import", "permits", file, "--as", "ayu", "--json"))
        assert json.loads(out)["accepted"] == 3_000
    assert is_whole(place)


def test_a_backup_for_which_there_is_no_room(place: Place, tmp_path: Path):
    key = tmp_path / "kunci"
    key.write_text(KEY_WORDS)
    with little_disk(tmp_path / "cadangan", "3m") as disk:
        former, tonight, ballast = disk / "kemarin", disk / "malam-ini", disk / "lain"
        finished(start(place, "backup", former, "--key", key))
        kept = {path: path.read_bytes() for path in files_in(former)}
        fill(ballast)
        out, err = finished(start(place, "backup", tonight, "--key", key), code=1)
        assert (out, "Traceback" in err) == ("", False)
        assert "No space left" in err
        assert {path: path.read_bytes() for path in files_in(former)} == kept
        assert [path.name for path in disk.iterdir() if path.is_dir()] == ["kemarin"]
        ballast.unlink()
        more_room(disk)
        finished(start(place, "backup", tonight, "--key", key))


def test_a_log_for_which_there_is_no_room(place: Place, tmp_path: Path):
    with little_disk(tmp_path / "log", "16k") as disk:
        errors = disk / "log.json"
        with serving(place, errors=errors, TIMPORA_LOG_REQUESTS="INFO") as web:
            for _ in range(150):
                assert web.status("/masuk/") == 200
            assert errors.stat().st_size <= 16 * 1024, "the disk never was full: nothing was tried"
            before = errors.stat().st_size
            more_room(disk)
            assert web.status("/masuk/") == 200
            assert errors.stat().st_size > before, "it writes again"
