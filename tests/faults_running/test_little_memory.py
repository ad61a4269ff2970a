"""A process with little memory, and whoever sends too much of everything: bounded, answered, never dead."""

import json
import time
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.faults_running.desk import Browser
from tests.faults_running.running import Web, children, finished, permits, serving, start, token
from tests.running.place import Place

HALF = "-v 524288"  # kilobytes of address space: 512 MB
LONG = 10.0  # seconds: no answer may take longer, on a busy machine


def peak(pid: int) -> int:
    """Megabytes that a process held at most."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) // 1024
    return 0


def test_a_file_comes_in_within_half_a_gigabyte(place: Place, tmp_path: Path):
    file = tmp_path / "izin.csv"
    file.write_bytes(permits(5_000))
    out, _err = finished(start(place, "import", "permits", file, "--as", "ayu", "--json", limits=HALF))
    assert json.loads(out)["accepted"] == 5_000


def deep(levels: int) -> str:
    return "[" * levels + "]" * levels


BODIES = {
    "a deep list": deep(30_000),
    "a deep object": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "a number without end": '{"people": ' + "9" * 50_000 + "}",
    "a string of zeros": json.dumps({"words": "\0" * 5_000}),
    "many keys": json.dumps({str(number): number for number in range(4_000)}),
}


@pytest.fixture
def pids(web: Web) -> list[int]:
    return children(web.process)


@pytest.fixture
def web(place: Place):
    with serving(place, limits="-v 1048576") as web:
        yield web


def test_too_much_of_everything(place: Place, web: Web, pids: list[int], tmp_path: Path, figures):
    headers = {"Authorization": f"Bearer {token(place)}", "Content_Type": "application/json"}
    slowest = 0.0
    for name, body in BODIES.items():
        begun = time.monotonic()
        status, _headers, _body = web.ask("POST", "/api/v1/reports", body, **headers)
        slowest = max(slowest, time.monotonic() - begun)
        assert 400 <= status < 500, name
    desk = Browser(web)
    desk.sign_in("ayu")
    for words in ("A" * 6_000, "WANG " * 900, "(a+)+$" * 500, "%" * 2_000, "'" * 4_000, "李" * 800, "WANG"):
        begun = time.monotonic()
        status, _page = desk.ask("GET", f"/orang-asing/?purpose=quality&q={quote(words)}"[:8_000])
        slowest = max(slowest, time.monotonic() - begun)
        assert status < 500, words[:20]
    assert slowest < LONG
    assert children(web.process) == pids, "no process died of it"
    figures(slowest=slowest, peak_megabytes=[peak(pid) for pid in pids])


def test_a_file_of_fifty_megabytes(place: Place, web: Web, pids: list[int], tmp_path: Path, figures):
    """Too many rows, or one endless row: refused in a sentence, by processes that have little memory."""
    head, *rows = permits(2_000).splitlines(keepends=True)
    for name, content in {
        "rows": head + b"".join(rows) * (49 * 2**20 // sum(map(len, rows))),
        "one row": head + b"1;" + b"A" * (49 * 2**20),
        "columns": b";".join([b"Nama"] * (2 * 2**20)) + b"\n",
        "too large": head + b"x" * (51 * 2**20),
    }.items():
        file = tmp_path / f"{name}.csv"
        file.write_bytes(content)
        desk = Browser(web)
        desk.sign_in("ayu")
        begun = time.monotonic()
        status, _page = desk.upload("/berkas/baru/", file, kind="permits", area="6310000000")
        seconds = time.monotonic() - begun
        assert status in (413, 422), (name, (place.folder / "serve.log").read_text()[-1500:])
        assert seconds < 55, f"{name}: the server ends a request after 60 s"
        figures(file=name, status=status, seconds=seconds)
    assert children(web.process) == pids, "no process died of it"
    assert max(peak(pid) for pid in pids) < 512, "megabytes"
