"""The embedded server is started by the first program, shared by all, and stopped by the last."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, ClassVar, Self

import pytest

from timpora.embedded import EmbeddedServerError
from timpora.embedded.binaries import PACKAGE, WHEEL, find
from timpora.embedded.errors import from_output
from timpora.embedded.place import home_folder

SOURCES = Path(__file__).parents[2]
NOBODY = 65534

# Says what it found, then stays in until its input is closed.
PROGRAM = """
import json, os, sys, time
import psycopg
from timpora.embedded import EmbeddedServerError, ensure_server

if user := int(os.environ.get("RUN_AS", "0")):
    os.setgroups([]), os.setgid(user), os.setuid(user)
began = time.monotonic()
try:
    server = ensure_server()
except EmbeddedServerError as error:
    print(json.dumps({"error": str(error)}), flush=True)
    sys.exit(2)
said = {"seconds": time.monotonic() - began, "data": str(server.data_dir)}
with psycopg.connect(server.url("timpora_owner", "timpora")) as base:
    for statement in sys.argv[1:]:
        found = base.execute(statement)
        said[statement] = [list(row) for row in found] if found.description else []
print(json.dumps(said), flush=True)
sys.stdin.read()
"""

FORKING = """
import os, sys
from timpora.embedded import ensure_server

ensure_server()
inside, outside = os.pipe()
if os.fork() == 0:
    ensure_server()
    os.write(outside, b"x")
    sys.stdin.read()
    sys.exit()
os.read(inside, 1)
print("forked", flush=True)
"""


class Program:
    """A program of its own that uses the server."""

    begun: ClassVar[list[Self]] = []

    def __init__(self, home: Path, *statements: str, code: str = PROGRAM, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *statements],
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCES), "TIMPORA_DATA": str(home), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.begun.append(self)

    def says(self) -> dict[str, Any]:
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def leave(self) -> int:
        self.process.communicate(timeout=60)
        return self.process.returncode

    def kill(self, number: int = signal.SIGKILL) -> int:
        self.process.send_signal(number)
        return self.leave()


@pytest.fixture
def home() -> Iterator[Path]:
    """A short path, since a socket's is limited, that the server's own user can reach."""
    folder = Path(tempfile.mkdtemp(prefix="tp", dir="/tmp"))
    yield folder / "d"
    while Program.begun:
        if (program := Program.begun.pop()).process.returncode is None:
            program.kill()
    if pid := server_pid(folder / "d"):
        os.kill(pid, signal.SIGQUIT)
        wait_until(lambda: not is_running(pid))
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _can_be_entered(home: Path) -> None:
    home.parent.chmod(0o711)


def server_pid(home: Path) -> int | None:
    found = list(home.glob("pg[0-9][0-9]/postmaster.pid"))
    return int(found[0].read_text().split()[0]) if found else None


def is_running(pid: int) -> bool:
    try:
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_path_with_spaces_quotes_and_accents_is_fine(home):
    program = Program(home.with_name("Data's 100 % é"))
    assert "error" not in program.says()
    assert program.leave() == 0


def test_the_first_start_makes_roles_and_database_and_opens_no_network(home):
    settings = ("listen_addresses", "fsync", "synchronous_commit", "data_checksums", "server_encoding")
    role = "select rolcreatedb, rolsuper from pg_roles where rolname = current_user"
    members = "select pg_has_role('timpora_' || name, 'set') from unnest('{web,worker,auditor}'::text[]) name"
    owner = "select datdba::regrole::text from pg_database where datname = 'timpora'"
    program = Program(home, *(f"show {name}" for name in settings), role, members, owner)
    said = program.says()
    assert [said[f"show {name}"][0][0] for name in settings] == ["", "on", "on", "on", "UTF8"]
    assert said[role] == [[True, False]]
    assert said[members] == [[True]] * 3
    assert said[owner] == [["timpora_owner"]]
    assert Path(said["data"]).stat().st_mode & 0o777 == 0o700
    assert {folder.stat().st_mode & 0o777 for folder in home.glob("run*")} == {0o700}
    assert program.leave() == 0


def test_a_second_program_joins_and_the_last_one_out_stops_the_server(home):
    first = Program(home)
    first.says()
    pid = server_pid(home)
    second = Program(home)
    assert second.says()["seconds"] < 0.5
    assert server_pid(home) == pid
    first.leave()
    assert pid
    assert is_running(pid)
    second.leave()
    assert server_pid(home) is None
    assert not is_running(pid)


def test_programs_that_begin_together_share_one_server(home):
    programs = [Program(home, "select pg_postmaster_start_time()::text") for _ in range(4)]
    began = {str(program.says()["select pg_postmaster_start_time()::text"]) for program in programs}
    assert len(began) == 1
    for program in programs:
        assert program.leave() == 0
    assert server_pid(home) is None


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_program_ended_politely_stops_the_server_behind_it(home, number):
    program = Program(home)
    program.says()
    program.kill(number)
    assert server_pid(home) is None


def test_after_a_killed_program_the_next_goes_on_with_the_running_server(home):
    program = Program(home)
    program.says()
    pid = server_pid(home)
    program.kill()
    assert server_pid(home) == pid
    after = Program(home)
    after.says()
    assert server_pid(home) == pid
    after.leave()
    assert server_pid(home) is None


def test_a_crashed_server_comes_back_with_what_was_committed(home):
    first = Program(home, "create table kept as select 7 as number")
    first.says()
    pid = server_pid(home)
    assert pid
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not is_running(pid))
    second = Program(home, "select number from kept")
    assert second.says()["select number from kept"] == [[7]]
    first.leave()
    assert server_pid(home) != pid
    second.leave()
    assert server_pid(home) is None


def test_an_old_pid_file_that_names_another_program_is_no_hindrance(home):
    program = Program(home)
    program.says()
    pid_file = next(home.glob("pg*/postmaster.pid"))
    text = pid_file.read_text()
    program.leave()
    pid_file.write_text(re.sub(r"^\d+", str(os.getpid()), text))
    again = Program(home)
    assert "error" not in again.says()
    again.leave()


def test_an_empty_pid_file_left_by_a_full_disk_is_no_hindrance(home):
    program = Program(home)
    program.says()
    program.leave()
    next(home.glob("pg*/PG_VERSION")).with_name("postmaster.pid").touch()
    again = Program(home)
    assert "error" not in again.says()
    again.leave()


def test_a_first_start_that_was_interrupted_leaves_nothing_half_made(home):
    first = Program(home)
    wait_until(lambda: bool(list(home.glob(".pg*-*/*"))))
    first.kill()
    second = Program(home)
    assert "error" not in second.says()
    second.leave()
    again = Program(home)
    again.says()
    again.leave()
    assert not list(home.glob(".pg*-*/PG_VERSION"))


def test_a_forked_child_keeps_the_server_it_asked_for(home):
    program = Program(home, code=FORKING)
    assert program.process.stdout
    program.process.stdout.readline()
    program.process.wait(timeout=60)
    pid = server_pid(home)
    assert pid
    assert is_running(pid)
    program.leave()
    wait_until(lambda: server_pid(home) is None)


@pytest.fixture
def open_packages(home: Path) -> Path:
    """The wheel where every user can read it: the environment may lie below /root."""
    packages = home.parent / "packages"
    binaries = find(home)
    assert binaries.package
    for name in (PACKAGE, f"{PACKAGE}.libs"):
        ignored = shutil.ignore_patterns("include")
        if (source := binaries.package.with_name(name)).exists():
            shutil.copytree(source, packages / name, ignore=ignored)
    info = Path(str(metadata.distribution(WHEEL).locate_file(f"{PACKAGE}-{binaries.version}.dist-info")))
    shutil.copytree(info, packages / info.name)
    return packages


@pytest.mark.skipif(os.geteuid() != 0, reason="every other test here already runs as a normal user")
def test_a_normal_user_owns_data_and_server(home, open_packages):
    home.parent.chmod(0o777)
    paths = f"{open_packages}:{SOURCES}"
    first = Program(home, RUN_AS=str(NOBODY), PYTHONPATH=paths)
    assert "error" not in first.says()
    second = Program(home, RUN_AS=str(NOBODY), PYTHONPATH=paths)
    assert second.says()["seconds"] < 0.5
    assert home.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_uid for path in home.iterdir()} == {NOBODY}
    first.leave()
    second.leave()
    assert server_pid(home) is None


@pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another user")
def test_a_folder_the_servers_user_cannot_reach_is_named(home):
    home.parent.chmod(0o700)
    program = Program(home)
    assert "chmod o+x" in program.says()["error"]
    assert program.leave() == 2


@pytest.mark.parametrize("name", ["x" * 100, "a,b", 'a"b', "a$b", "a\nb"])
def test_a_path_that_cannot_hold_a_server_is_refused_with_what_to_do(monkeypatch, name):
    monkeypatch.setenv("TIMPORA_DATA", f"/tmp/{name}")
    with pytest.raises(EmbeddedServerError, match="set TIMPORA_DATA to a path of at most"):
        home_folder()


def test_a_file_in_the_place_of_the_data_folder_is_named(home, monkeypatch):
    home.touch()
    monkeypatch.setenv("TIMPORA_DATA", str(home / "data"))
    with pytest.raises(EmbeddedServerError, match="a file stands where a folder is needed"):
        home_folder()


def test_data_of_another_version_are_never_passed_over_in_silence(home):
    (home / "pg14").mkdir(parents=True)
    (home / "pg14/PG_VERSION").touch()
    with pytest.raises(EmbeddedServerError, match="belong to PostgreSQL 14"):
        find(home)


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ('FATAL:  could not write lock file "postmaster.pid": No space left on device', "free some space"),
        ("initdb: error while loading shared libraries: libz.so.1: cannot open", "system library libz.so.1 is missing"),
        ("FATAL:  could not create shared memory segment: Cannot allocate memory", "too little shared memory"),
        ("LOG:  hello\nFATAL:  something nobody foresaw", "something nobody foresaw."),
        ("", "no message."),
    ],
)
def test_what_postgresql_prints_becomes_one_sentence(printed, told):
    assert told in str(from_output("pg_ctl", printed, Path("start.log")))
