"""How long one request waits for the database, all its statements together: then it is answered with 503.

A limit on each statement does not help where the line is slow: thirty quick ones are a minute, after which the server
would end the process without an answer.
"""

import threading
from collections.abc import Callable
from time import monotonic
from typing import Any

import psycopg
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.http import HttpRequest, HttpResponse
from procrastinate.exceptions import ConnectorException

PATIENCE = 25.0  # seconds; with one statement at its limit (15 s) and the way back it stays within the 60 of the server


class Waited(threading.local):
    seconds: float | None = None  # None: no request runs here, and nobody waits


_here = Waited()


class PatienceMiddleware:
    """What is answered in pieces after this, a file, nobody counts."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _here.seconds = 0.0
        try:
            return self.get_response(request)
        finally:
            _here.seconds = None


def counted(execute: Callable[..., Any], *statement: Any) -> Any:
    if _here.seconds is None:
        return execute(*statement)
    if _here.seconds > PATIENCE:
        raise OperationalError(f"the statements of this request took more than {PATIENCE:.0f} s")
    begun = monotonic()
    try:
        return execute(*statement)
    finally:
        _here.seconds += monotonic() - begun


def count_on(connection: BaseDatabaseWrapper, **_: object) -> None:
    if counted not in connection.execute_wrappers:
        connection.execute_wrappers.append(counted)


def is_away(error: BaseException | None) -> bool:
    """The database is not there, or took too long. The job queue hides that in an error of its own."""
    if isinstance(error, ConnectorException):
        return isinstance(error.__cause__, psycopg.OperationalError | psycopg.InterfaceError)
    return isinstance(error, OperationalError | InterfaceError)
