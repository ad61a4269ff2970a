"""Real processes on a database of their own: started, asked, killed, and what they left behind."""

import csv
import http.client
import io
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import psycopg

from tests.faults_running.sizes import IS_FULL
from tests.running.place import ROOT, Place

PATIENCE = 3_600 if IS_FULL else 120  # seconds for one process
PASSWORD = "rahasia-latihan-2026"
START = "import django; django.setup();"
MEMBERS = f"""{START}
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, VILLAGE, agency, member
kanim = agency("kanim", "Kantor Imigrasi Kelas II TPI Batulicin", is_vertical=True)
for sign_in, name, duty, at, areas in (
    ("ayu", "Ayu Lestari", "pelaksana", kanim, (TANAH_BUMBU, KOTABARU)),
    ("budi", "Budi Santoso", "kasi", kanim, (TANAH_BUMBU, KOTABARU)),
    ("citra", "Citra Dewanti", "instansi", agency("disnaker", "Disnaker Tanah Bumbu"), (TANAH_BUMBU,)),
    ("dewa", "Dewa Saputra", "kades", agency("desa", "Desa Betung", VILLAGE), (VILLAGE,)),
):
    account = member(sign_in, name, duty, at, *areas)
    account.set_password({PASSWORD!r}); account.save()
from timpora.foundation.installation import current
row = current(); row.is_demo = True; row.save()  # invented accounts: no second factor is asked for
"""
SETTLE = f"{START} from timpora.foundation.jobs import settle; settle()"
SEAL = f"{START} from timpora.foundation.sealing import seal_all; seal_all()"
HEADERS = ("No", "Nama Lengkap", "L/P", "Kewarganegaraan", "Tgl. Lahir", "No. Paspor", "Izin Tinggal", "Berlaku s.d.",
           "Kecamatan")  # fmt: skip
GIVEN = (
    "Anna",
    "Bram",
    "Chika",
    "Daan",
    "Eiji",
    "Femke",
    "Goro",
    "Hana",
    "Ivo",
    "Jiro",
    "Karel",
    "Lotte",
    "Min",
    "Noor",
)
FAMILY = (
    "Abe",
    "Bakker",
    "Choi",
    "Dijkstra",
    "Endo",
    "Faber",
    "Goto",
    "Huisman",
    "Ito",
    "Jansen",
    "Kim",
    "Lim",
    "Mulder",
)


def permits(rows: int) -> bytes:
    """A list of the permit office: everybody with a passport and a birth date of their own, in two districts."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADERS)
    for number in range(rows):
        name = f"{GIVEN[number % len(GIVEN)]} {FAMILY[number // 14 % len(FAMILY)]}{'' if number < 182 else number}"
        born = f"{1 + number % 28:02}/{1 + number // 28 % 12:02}/{1960 + number // 336 % 40}"
        place = ("Simpang Empat", "Kusan Hilir")[number % 2]
        nation = ("Korea Selatan", "Belanda", "Jepang")[number % 3]
        writer.writerow(
            (number + 1, name, "LP"[number % 2], nation, born, f"M{number:08}", "ITAS", "31/03/2027", place)
        )
    return text.getvalue().encode()


def start(place: Place, *words: object, limits: str = "", **more: str) -> subprocess.Popen[str]:
    """A program as an office runs it, in a process group of its own. `limits` are those of the shell's ulimit."""
    command = [sys.executable, "-P", "-m", "timpora", *map(str, words)]
    if limits:
        command = ["bash", "-c", f'ulimit {limits}; exec "$@"', "bash", *command]
    return popen(command, place.environment(**more))


def start_script(place: Place, text: str, *, role: str = "worker") -> subprocess.Popen[str]:
    return popen([sys.executable, "-P", "-c", text], place.environment(TIMPORA_ROLE=role))


def popen(command: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        cwd=ROOT,
    )  # fmt: skip


def finished(process: subprocess.Popen[str], *, code: int | None = 0) -> tuple[str, str]:
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        kill(process)
        raise
    assert code is None or process.returncode == code, (process.returncode, err[-2000:])
    return out, err


def kill(process: subprocess.Popen[str]) -> bool:
    """As the machine does when memory ends: no word is left to say. Whether there was something to kill."""
    was_alive = process.poll() is None
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate(timeout=30)
    return was_alive


def children(process: subprocess.Popen[str]) -> list[int]:
    return [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


def asked(place: Place, words: str, *values: object) -> list[tuple]:
    """As the owner of the tables, past every policy of the web."""
    with connected(place) as base:
        return base.execute(words, values).fetchall()


def connected(place: Place) -> psycopg.Connection:
    server = place.server
    return psycopg.connect(
        host=server.host, port=server.port, user=server.user, dbname=place.database, autocommit=True
    )  # fmt: skip


def is_whole(place: Place) -> bool:
    finished(start_script(place, SEAL))
    out, _err = finished(start(place, "audit", "verify", "--json"), code=None)
    return json.loads(out)["is_whole"]


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Web:
    """The server as it is run, and who asks it."""

    def __init__(self, place: Place, process: subprocess.Popen[str], port: int) -> None:
        self.place, self.process, self.port = place, process, port

    def ask(
        self, method: str, path: str, body: bytes | str = b"", *, patience: float = 30, **headers: str
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=patience)
        try:
            line.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read()
        finally:
            line.close()

    def status(self, path: str, **how: object) -> int:
        """0: no answer at all."""
        try:
            return self.ask("GET", path, **how)[0]
        except (OSError, http.client.HTTPException):
            return 0

    def until(self, wanted: int, path: str, seconds: float, **how: object) -> float:
        begun = time.monotonic()
        while (came := self.status(path, **how)) != wanted:
            assert self.process.poll() is None, self.process.communicate()[1]
            assert time.monotonic() - begun < seconds, f"expected {wanted} within {seconds} s, last came {came}"
            time.sleep(0.1)
        return time.monotonic() - begun


@contextmanager
def serving(
    place: Place, *, workers: int = 2, limits: str = "", errors: Path | None = None, **more: str
) -> Iterator[Web]:
    port = free_port()
    words = ("serve", "--port", port, "--workers", workers)
    command = [sys.executable, "-P", "-m", "timpora", *map(str, words)]
    if limits:
        command = ["bash", "-c", f'ulimit {limits}; exec "$@"', "bash", *command]
    told = open(errors or place.folder / "serve.log", "ab")  # noqa: SIM115 closed below
    process = subprocess.Popen(
        command, env=place.environment(**more), stdout=told, stderr=told, start_new_session=True, cwd=ROOT
    )
    web = Web(place, process, port)
    try:
        web.until(200, "/masuk/", 60)
        yield web
    finally:
        told.close()
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(10)


@contextmanager
def working(place: Place) -> Iterator[subprocess.Popen]:
    """The worker with the sealer."""
    command = [sys.executable, "-P", "-m", "timpora", "work"]
    with open(place.folder / "work.log", "ab") as told:
        process = subprocess.Popen(
            command, env=place.environment(), stdout=told, stderr=told, start_new_session=True, cwd=ROOT
        )
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


def token(place: Place, member: str = "dewa") -> str:
    out, _err = finished(start(place, "token", "make", "--as", member, "--name", "Uji", "--use", "reports"))
    return out.strip().splitlines()[0]


def report(words: str) -> str:
    return json.dumps({"area": "63.10.02.2002", "seen_at": "2026-11-01T04:00:00Z", "sight": "works", "words": words})


def send_report(web: Web, secret: str, key: UUID, words: str, *, patience: float = 30) -> tuple[int, bytes]:
    """0: no answer came; the sender cannot know whether the report was taken."""
    headers = {"Authorization": f"Bearer {secret}", "Content_Type": "application/json", "Idempotency_Key": str(key)}
    try:
        status, _headers, body = web.ask("POST", "/api/v1/reports", report(words), patience=patience, **headers)
    except (OSError, http.client.HTTPException):
        return 0, b""
    return status, body
