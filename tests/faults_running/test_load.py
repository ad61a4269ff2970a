"""Ten times too many at once, and then as always; and long use leaves nothing behind."""

import os
import statistics
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

from tests.faults_running.desk import Browser
from tests.faults_running.running import Web, asked, children, send_report, serving, token, working
from tests.faults_running.sizes import IS_FULL, SIZES
from tests.faults_running.test_database_away import CONNECTIONS, Senders, is_at_rest, until
from tests.running.place import Place

IDLE_IN_TRANSACTION = (
    "select count(*) from pg_stat_activity where datname = current_database() and state like 'idle in transaction%%'"
    " and state_change < clock_timestamp() - interval '2 seconds'"
)
PAGES = (
    "/",
    "/orang-asing/?purpose=quality&q=Kim",
    "/temuan/",
    "/tugas/",
    "/laporan/",
    "/cocokkan/",
    "/berkas/",
    "/tidak-ada/",
)


def answer_time(web: Web) -> float:
    begun = time.monotonic()
    assert web.status("/masuk/") == 200
    return time.monotonic() - begun


def usual(web: Web) -> float:
    return statistics.median(answer_time(web) for _ in range(9))


def test_ten_times_too_many(place: Place, figures):
    secrets = [token(place, member) for member in ("dewa", "ayu", "citra")]
    with serving(place) as web, working(place):
        web.until(200, "/healthz", 60)
        before, pids = usual(web), children(web.process)
        crowd = [Senders(web, secret) for secret in secrets]
        begun = time.monotonic()
        with ExitStack() as at_work:
            for senders in crowd:
                at_work.enter_context(senders.at_work(SIZES.senders // len(crowd)))
            time.sleep(SIZES.load_seconds)
        came = sum((senders.came() for senders in crowd), Counter())
        seconds = time.monotonic() - begun
        back = until(lambda: answer_time(web) < 3 * before + 0.2, 60, "as quick as before")
        assert children(web.process) == pids, "no process was lost"
        kept = [key for senders in crowd for key in senders.kept()]
        there = [key for (key,) in asked(place, "select key from intake_report")]
        rest = until(lambda: is_at_rest(place), 600 if IS_FULL else 60, "the worker and the sealer came after")
    assert came.keys() <= {201, 429, 503, 0}
    assert kept, "some were taken"
    assert len(set(there)) == len(there)
    assert set(kept) <= set(there), "no report that was answered as taken is lost"
    figures(senders=SIZES.senders, seconds=seconds, answers=dict(came), back_to_normal_seconds=back, usual=before,
            at_rest_seconds=rest)  # fmt: skip


def handles(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def megabytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") // 2**20


def a_round(desk: Browser, web: Web, secret: str, number: int) -> None:
    status, _page = desk.ask("GET", PAGES[number % len(PAGES)])
    assert status in (200, 404), PAGES[number % len(PAGES)]
    if number % 10 == 0:
        assert send_report(web, secret, uuid4(), f"Laporan {number}.")[0] in (201, 429)


def test_long_use_leaves_nothing_behind(place: Place, figures):
    with serving(place) as web, working(place) as worker:
        desk, secret = Browser(web), token(place)
        desk.sign_in("ayu")
        for number in range(60):
            a_round(desk, web, secret, number)
        pids = [*children(web.process), worker.pid]
        begun, number = time.monotonic(), 0
        first = {pid: (handles(pid), megabytes(pid)) for pid in pids}
        connections = asked(place, CONNECTIONS)[0][0]
        while number < SIZES.soak_requests or time.monotonic() - begun < SIZES.soak_seconds:
            a_round(desk, web, secret, number)
            number += 1
        last = {pid: (handles(pid), megabytes(pid)) for pid in pids}
        assert asked(place, IDLE_IN_TRANSACTION) == [(0,)]
        assert asked(place, CONNECTIONS)[0][0] <= connections + 1
    for pid in pids:
        assert last[pid][0] <= first[pid][0] + 3, "open handles grow"
        assert last[pid][1] <= first[pid][1] + (64 if IS_FULL else 40), "memory grows"
    figures(requests=number, handles_and_megabytes_first=first, last=last, connections=connections)
