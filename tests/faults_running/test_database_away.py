"""A database that restarts under requests, or is slow: 503 and a time to come back, and all goes on by itself."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID, uuid4

import psycopg

from tests.faults_running.running import (
    Web,
    asked,
    connected,
    is_whole,
    send_report,
    serving,
    token,
    working,
)
from tests.faults_running.sizes import IS_FULL
from tests.running.place import Place
from timpora.embedded.cluster import Cluster

SENDERS, WORKERS = 4, 2
CONNECTIONS = (
    "select count(*) from pg_stat_activity"
    " where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()"
)
UNSEALED = "select count(*) from foundation_event where seal_no is null"
WAITING = "select count(*) from procrastinate_jobs where status in ('todo', 'doing') and queueing_lock is null"
UNDRAWN = "select count(*) from intake_report where drawn_at is null"


class Senders:
    """Some who send without a pause, and what each was answered when."""

    def __init__(self, web: Web, secret: str) -> None:
        self.web, self.secret = web, secret
        self.answers: list[tuple[float, float, int, UUID]] = []  # begun, answered
        self.stop = threading.Event()

    @contextmanager
    def at_work(self, count: int = SENDERS) -> Iterator["Senders"]:
        threads = [threading.Thread(target=self.send) for _ in range(count)]
        for thread in threads:
            thread.start()
        try:
            yield self
        finally:
            self.stop.set()
            for thread in threads:
                thread.join()

    def send(self) -> None:
        while not self.stop.is_set():
            key, begun = uuid4(), time.monotonic()
            status, _body = send_report(self.web, self.secret, key, f"Laporan {key}.")
            self.answers.append((begun, time.monotonic(), status, key))
            self.stop.wait(0.05)

    def came(self, begin: float = 0.0, end: float = float("inf")) -> Counter[int]:
        return Counter(status for _begun, at, status, _key in self.answers if begin <= at < end)

    def came_to(self, begin: float) -> Counter[int]:
        """What was answered to those that were sent since."""
        return Counter(status for begun, _at, status, _key in self.answers if begun >= begin)

    def kept(self) -> list[UUID]:
        return [key for _begun, _at, status, key in self.answers if status == 201]


def until(is_so: Callable[[], bool], seconds: float, what: str) -> float:
    begun = time.monotonic()
    while not is_so():
        assert time.monotonic() - begun < seconds, f"not within {seconds} s: {what}"
        time.sleep(0.2)
    return time.monotonic() - begun


def is_at_rest(place: Place) -> bool:
    return asked(place, UNSEALED) == [(0,)] and asked(place, WAITING) == [(0,)]


def goes_on(place: Place) -> bool:
    return asked(place, UNSEALED) == [(0,)] == asked(place, UNDRAWN)


def test_a_restart_in_the_middle_of_requests(apart: Place, cluster: Cluster, figures):
    secret = token(apart)
    with serving(apart, workers=WORKERS) as web, working(apart) as worker:
        web.until(200, "/healthz", 60)
        with Senders(web, secret).at_work() as senders:
            time.sleep(2)
            down_at = time.monotonic()
            cluster.stop()
            time.sleep(2)
            assert web.status("/healthz") == 503
            cluster.start()
            up_at = time.monotonic()
            web.until(200, "/healthz", 10)
            well = time.monotonic() - up_at
            time.sleep(3)
        assert worker.poll() is None
        rest = until(lambda: goes_on(apart), 60, "the worker and the sealer take up their work")
        if IS_FULL:  # a job that lost its database in the middle is taken up when its worker is known to be gone
            rest = until(lambda: is_at_rest(apart), 300, "every job was taken up")
    assert well < 10
    assert senders.came(end=down_at).keys() == {201}
    assert senders.came(down_at, up_at).keys() <= {201, 503, 429}
    assert senders.came(up_at).keys() <= {201, 503, 429}
    after = senders.came_to(up_at)
    assert after[503] <= WORKERS, "one error a connection"
    assert after[201] > 0
    kept = senders.kept()
    there = {key for (key,) in asked(apart, "select key from intake_report")}
    assert set(kept) <= there, "what was answered as taken is there"
    assert is_whole(apart)
    figures(before=dict(senders.came(end=down_at)), down=dict(senders.came(down_at, up_at)), after=dict(after),
            healthy_seconds=well, at_rest_seconds=rest)  # fmt: skip


@contextmanager
def held(place: Place, table: str) -> Iterator[psycopg.Connection]:
    with connected(place) as other, other.transaction():
        other.execute(f"lock table {table} in access exclusive mode")
        yield other


def test_a_table_that_somebody_holds(place: Place, figures):
    secrets, came = [token(place, member) for member in ("dewa", "ayu", "budi", "citra")], []

    def send(secret: str) -> None:
        headers = {"Authorization": f"Bearer {secret}", "Content_Type": "application/json"}
        body = '{"area": "63.10.02.2002", "seen_at": "2026-11-01T04:00:00Z", "sight": "works", "words": "Satu."}'
        begun = time.monotonic()
        status, told, _ = web.ask("POST", "/api/v1/reports", body, Idempotency_Key=str(uuid4()), **headers)
        came.append((status, told["Retry-After"], time.monotonic() - begun))

    with serving(place, workers=WORKERS) as web:
        with held(place, "intake_report"):
            threads = [threading.Thread(target=send, args=(secret,)) for secret in secrets]
            for thread in threads:
                thread.start()
            time.sleep(1)
            connections = asked(place, CONNECTIONS)[0][0]
            for thread in threads:
                thread.join()
        assert [(status, int(again) > 0) for status, again, _seconds in came] == [(503, True)] * len(threads)
        slowest = max(seconds for _status, _again, seconds in came)
        assert slowest < 2 * 5 + 5, "each waits five seconds for the table, and two take turns in one process"
        assert connections <= WORKERS + 1, "who waits in the queue takes no connection"
        begun = time.monotonic()
        assert send_report(web, secrets[0], uuid4(), "Sesudahnya.")[0] == 201
        after = time.monotonic() - begun
        assert after < 5
    assert asked(place, "select count(*) from intake_report") == [(1,)]
    figures(slowest=slowest, connections=connections, first_after=after)
