"""Two at once: threads with connections of their own, on a database that keeps what was written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

OVERLAP = 0.2  # seconds in which nobody can end what he began

Post = tuple[Client, str, dict[str, object]]


def at_once(posts: list[Post]) -> list[HttpResponse | Exception]:
    """All begin together, and no event can be written before all are under way: what is not locked is done twice."""
    start = Barrier(len(posts) + 1)

    def send(post: Post) -> HttpResponse | Exception:
        client, address, fields = post
        with connection.cursor() as cursor:
            cursor.execute("set role timpora_worker")
        start.wait(10)
        try:
            return client.post(address, fields)
        except Exception as failure:  # a server would answer 500
            return failure
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        answers = [pool.submit(send, post) for post in posts]
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("set local role none")
            cursor.execute("lock table foundation_event in share row exclusive mode")
            start.wait(10)
            sleep(OVERLAP)
        return [answer.result(30) for answer in answers]


@pytest.fixture
def together(transactional_db) -> Callable[[list[Post]], list[HttpResponse | Exception]]:
    return at_once
