"""What the program writes about itself: JSON lines without personal data.

A line names the route, never the address with its ids or the query. The words of an exception may quote what somebody
typed, and the database quotes whole rows: of an exception only the type, the place in the code and the names of the
constraint or table are kept.
"""

import json
import logging
import sysconfig
import time
import traceback
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from timpora.foundation.ids import uuid7

OUR_OWN = ("timpora", "root")
REQUESTS = logging.getLogger("timpora.requests")
INNERMOST = 3  # frames of libraries that are kept; of our own all
STANDARD = sysconfig.get_path("stdlib")
OWN_LIMITS = "/api/"  # refuses sooner, in words that programs read
BODY_LIMIT = 64 * 2**20  # bytes of one request: the largest file that is read, and its form


class JsonLines(logging.Formatter):
    """One line a record. The values that a library puts into its message stay out: only its words are kept."""

    def format(self, record: logging.LogRecord) -> str:
        is_ours = record.name.partition(".")[0] in OUR_OWN
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage() if is_ours else str(record.msg),
        }
        told |= getattr(record, "fields", {})
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            told |= {"request": id_of(request), "route": route_of(request)}
        if record.exc_info and record.exc_info[1] is not None:
            told["errors"] = list(described(record.exc_info[1]))
        return json.dumps(told, ensure_ascii=False, default=str)


def described(error: BaseException | None) -> Iterator[dict[str, object]]:
    """The error and those it came from, each without its words."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        frames = traceback.extract_tb(error.__traceback__)
        kept = [frame for frame in frames[:-INNERMOST] if not is_library(frame.filename)] + frames[-INNERMOST:]
        told: dict[str, object] = {"type": f"{type(error).__module__}.{type(error).__qualname__}"}
        diagnosis = getattr(error, "diag", None)
        if diagnosis is not None:
            names = ("sqlstate", "constraint_name", "table_name", "column_name")
            told |= {name: value for name in names if (value := getattr(diagnosis, name, None))}
        told["where"] = [f"{short(frame.filename)}:{frame.lineno} {frame.name}" for frame in kept]
        yield told
        error = error.__cause__ or error.__context__


def is_library(filename: str) -> bool:
    return "site-packages" in filename or filename.startswith(STANDARD)


def short(filename: str) -> str:
    return filename.rpartition("site-packages/")[2].rpartition("/src/")[2]


def id_of(request: HttpRequest) -> str:
    """Of the first event of this request, too: whoever may read events finds there who and what."""
    return str(getattr(request, "id", ""))


def route_of(request: HttpRequest) -> str:
    if request.path_info.startswith(settings.STATIC_URL):
        return "static"
    match = getattr(request, "resolver_match", None)
    return (match.view_name or match.route) if match else ""


class RequestLogMiddleware:
    """The outermost: an id and one line a request, and a body that is too large is refused before anybody reads it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun, request.id = time.perf_counter(), uuid7()  # type: ignore[attr-defined]
        is_too_large = body_length(request) > BODY_LIMIT and not request.path_info.startswith(OWN_LIMITS)
        response = HttpResponse(status=413) if is_too_large else self.get_response(request)
        fields = {
            "request": id_of(request), "method": request.method, "route": route_of(request),
            "status": response.status_code, "ms": round((time.perf_counter() - begun) * 1000, 1),
        }  # fmt: skip
        REQUESTS.info("request", extra={"fields": fields})
        return response


def body_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return BODY_LIMIT + 1
