"""A server that dies in the middle of a report: the sender sends again with the same key, and there is one report."""

import os
import random
import signal
import threading
import time
from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from tests.faults_running.running import Web, asked, children, connected, is_whole, send_report, serving, token
from tests.faults_running.sizes import SIZES
from tests.running.place import Place

REPORTS = "select count(*) from intake_report where key = %s"
LINE = "select pg_advisory_lock(hashtextextended('reports ' || id, 0)) from foundation_account where sign_in = 'dewa'"
WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event = 'advisory'"


def kill_the_children(web: Web) -> None:
    for pid in children(web.process):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def in_the_background(web: Web, secret: str, key: UUID, words: str, came: list) -> threading.Thread:
    thread = threading.Thread(target=lambda: came.append(send_report(web, secret, key, words)))
    thread.start()
    return thread


def until_taken(web: Web, secret: str, key: UUID, words: str) -> bytes:
    """As a good sender does: the same key and content until an answer comes."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        status, body = send_report(web, secret, key, words)
        if status == 201:
            return body
        assert status in (0, 503), (status, body)
        time.sleep(0.2)
    pytest.fail("the server did not come back within 30 s")


def test_killed_while_the_report_is_written(place: Place):
    secret, key, words = token(place), uuid4(), "Dua orang di bengkel."
    with serving(place) as web:
        with connected(place) as other:
            other.execute(LINE)
            came: list[tuple[int, bytes]] = []
            sender = in_the_background(web, secret, key, words, came)
            while not asked(place, WAITING)[0][0]:
                time.sleep(0.02)
            kill_the_children(web)
            sender.join()
        assert came == [(0, b"")], "the sender cannot know"
        assert asked(place, REPORTS, key) == [(0,)], "nothing half is left"
        first = until_taken(web, secret, key, words)
        assert until_taken(web, secret, key, words) == first
        assert send_report(web, secret, key, "Lain sekali.")[0] == 409
    assert asked(place, REPORTS, key) == [(1,)]
    assert asked(place, "select count(*) from sources_source") == [(1,)]
    assert is_whole(place)


def test_killed_at_random_moments(place: Place, figures):
    secret, without_answer = token(place), 0
    with serving(place) as web:
        for number in range(SIZES.tries):
            key, words, came = uuid4(), f"Laporan ke-{number}.", []
            sender = in_the_background(web, secret, key, words, came)
            time.sleep(random.uniform(0, 0.06))
            kill_the_children(web)
            sender.join()
            without_answer += came[0][0] != 201
            receipt = until_taken(web, secret, key, words)
            assert receipt == came[0][1] or came[0][0] != 201
            assert until_taken(web, secret, key, words) == receipt
            assert asked(place, REPORTS, key) == [(1,)]
    assert asked(place, "select count(*) from intake_report") == [(SIZES.tries,)]
    figures(tries=SIZES.tries, without_answer=without_answer)
