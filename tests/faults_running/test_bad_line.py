"""A line to the database that is slow and breaks: every answer is right or says when to come again, and a report that
is sent again with its key until it is taken is there once."""

import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPMessage
from uuid import UUID, uuid4

import pytest

from tests.faults_running.desk import Browser
from tests.faults_running.line import Line, bad_line
from tests.faults_running.running import Web, asked, children, is_whole, report, serving, token, working
from tests.faults_running.sizes import IS_FULL, SIZES
from tests.running.place import Place

MEMBERS = ("dewa", "ayu", "budi", "citra")
PAGES = ("/", "/laporan/", "/orang-asing/?purpose=quality&q=Kim", "/temuan/", "/tugas/")
WORKERS = 2
SERVER_ENDS = 60  # seconds, after which the server would end a process without an answer
KEYS = "select key, id from intake_report"

Answer = tuple[int, HTTPMessage, bytes]


@pytest.fixture
def line_and_web(place: Place) -> Iterator[tuple[Line, Web]]:
    with bad_line(place) as (line, seen), serving(seen, workers=WORKERS) as web, working(place):
        web.until(200, "/healthz", 60)
        yield line, web


def post(web: Web, secret: str, key: UUID) -> Answer:
    headers = {"Authorization": f"Bearer {secret}", "Content_Type": "application/json", "Idempotency_Key": str(key)}
    return web.ask("POST", "/api/v1/reports", report(f"Laporan {key}."), patience=2 * SERVER_ENDS, **headers)


def tells_when_to_come_again(answer: Answer) -> bool:
    return answer[0] in (429, 503) and int(answer[1]["Retry-After"]) > 0


def test_every_answer_of_the_database_takes_long(place: Place, line_and_web, figures):
    line, web = line_and_web
    desk, secret, key = Browser(web), token(place), uuid4()
    desk.sign_in("ayu")
    line.delay, begun = (2.0 if IS_FULL else 0.2), time.monotonic()
    with ThreadPoolExecutor(WORKERS) as pool:  # as many as there are processes
        page, sent = pool.submit(desk.answered, "/"), pool.submit(post, web, secret, key)
        answers = [page.result(), sent.result()]
    seconds = time.monotonic() - begun
    assert seconds < SERVER_ENDS
    for answer in answers:
        assert answer[0] in (200, 201) or tells_when_to_come_again(answer), answer
    line.delay = 0.0
    assert web.until(200, "/healthz", 10) < 10
    assert post(web, secret, key)[0] == 201
    assert [found for found, _id in asked(place, KEYS)] == [key]
    assert line.most <= WORKERS, "one connection a process"
    figures(answers=[answer[0] for answer in answers], seconds=seconds)


# The one is taken, and the server cannot know; the other is the line of the job queue, which has errors of its own.
LAST_WORDS = {b"COMMIT": 1, b"procrastinate_defer_job": 0}


def test_the_line_breaks_after_certain_words(place: Place, line_and_web):
    line, web = line_and_web
    secret = token(place)
    for words, taken in LAST_WORDS.items():
        key, former = uuid4(), len(asked(place, KEYS))
        line.trap = words
        answer = post(web, secret, key)
        assert tells_when_to_come_again(answer), answer
        assert len(asked(place, KEYS)) == former + taken
        status, _headers, receipt = post(web, secret, key)
        assert (status, json.loads(receipt)["id"]) == (201, str(dict(asked(place, KEYS))[key]))
        assert len(asked(place, KEYS)) == former + 1


def test_of_twenty_pieces_one_is_lost(place: Place, line_and_web, figures):
    line, web = line_and_web
    desk, secrets, stop = Browser(web), [token(place, member) for member in MEMBERS], threading.Event()
    desk.sign_in("ayu")
    answers: list[Answer] = []

    def send(secret: str) -> dict[UUID, bytes]:
        receipts: dict[UUID, bytes] = {}
        while not stop.is_set():
            key = uuid4()
            while (answer := post(web, secret, key))[0] != 201:
                answers.append(answer)
                time.sleep(0.2)
            receipts[key] = answer[2]
        return receipts

    def look() -> int:
        shown = 0
        while not stop.is_set():
            for path in PAGES:
                answer = desk.answered(path)
                answers.append(answer)
                shown += answer[0] == 200
        return shown

    with ThreadPoolExecutor(len(MEMBERS) + 1) as pool:
        sent, shown = [pool.submit(send, secret) for secret in secrets], pool.submit(look)
        line.delay, line.loss = (2.0 if IS_FULL else 0.01), 0.05
        time.sleep(SIZES.load_seconds)
        stop.set()
        line.delay = line.loss = 0.0
        well = web.until(200, "/healthz", 10)
        receipts = {key: receipt for one in sent for key, receipt in one.result().items()}
    assert line.cuts > 10
    assert line.most <= WORKERS, "nothing piles up"
    wrong = [answer for answer in answers if answer[0] != 200 and not tells_when_to_come_again(answer)]
    assert not wrong, wrong[:3]
    assert {key: str(row) for key, row in asked(place, KEYS)} == {
        key: json.loads(receipt)["id"] for key, receipt in receipts.items()
    }
    assert len(asked(place, KEYS)) == len(receipts), "none twice"
    assert is_whole(place)
    figures(cuts=line.cuts, taken=len(receipts), shown=shown.result(), answers=len(answers), healthy_seconds=well)


def test_a_line_that_is_dead(place: Place, line_and_web):
    """Nothing comes any more, nor does the connection end: as it is when the server has waited for its sixty seconds,
    and tells the process to end."""
    line, web = line_and_web
    secret, key = token(place), uuid4()
    line.delay = 3600.0
    with ThreadPoolExecutor(1) as pool:
        sent = pool.submit(post, web, secret, key)
        time.sleep(1)
        for pid in children(web.process):
            os.kill(pid, signal.SIGABRT)
        answer = sent.result()
    assert tells_when_to_come_again(answer), answer
    line.delay = 0.0
    assert web.until(200, "/healthz", 10) < 10
    assert post(web, secret, key)[0] == 201
