"""Before everything else on /api/: who asks is known from the token alone, and every failure is a problem detail."""

import logging
from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import get_language_from_request, override
from django.utils.translation import gettext as _

from timpora.channels.api import problems
from timpora.channels.api.problems import Problem
from timpora.channels.api.tokens import Unusable, acting_with
from timpora.foundation.events import ALONG
from timpora.foundation.signing_in.limits import address_of

log = logging.getLogger(__name__)
ROOT, PAGE = "/api/", "/api/v1/docs"
SMALL, LARGE = 64 * 1024, 8 * 1024 * 1024  # bytes of a body: one report; a thousand
BATCH = "/api/v1/reports/batch"
KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")


class BearerMiddleware:
    """A cookie never opens the API: it is taken off before anybody could read it. A token never opens a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(ROOT) or request.path == PAGE:
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        with override(get_language_from_request(request)):
            try:
                check_envelope(request)
                request.bearer, request.bearer_problem = bearer_of(request)
            except Problem as problem:
                return problems.answer(problem, request)
            except DatabaseError as error:
                connection.close()
                log.error("request %s: %s while reading the token", request.id, type(error).__name__)
                return problems.answer(unavailable(), request)
            try:
                return as_problem(self.get_response(request), request)
            finally:
                ALONG.set(None)


def check_envelope(request: HttpRequest) -> None:
    """What can be refused unread."""
    try:
        resolve(request.path_info)
    except Resolver404 as error:
        raise Problem("not_found") from error
    length = request.META.get("CONTENT_LENGTH") or "0"
    largest = LARGE if request.path == BATCH else SMALL
    if not length.isascii() or not length.isdigit():
        raise Problem("unreadable", _("Content-Length bukan angka."))
    if len(length) > len(str(LARGE)) or int(length) > largest:
        raise Problem("too_large", _("Paling besar %(bytes)s bita untuk alamat ini.") % {"bytes": largest})
    if not (request.accepts("application/json") or request.accepts(problems.MEDIA_TYPE)):
        raise Problem("not_acceptable", _("Kirim Accept: application/json."))


def bearer_of(request: HttpRequest) -> tuple[object, Problem | None]:
    """Who asks, or why nobody is known. A public answer is given to whoever asks, so this refuses nothing by itself."""
    scheme, _space, secret = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if not scheme:
        return None, Problem("not_signed_in", _("Kirim Authorization: Bearer <token>."))
    try:
        if scheme.lower() != "bearer":
            raise Unusable
        return acting_with(secret.strip(), address_of(request), timezone.now()), None
    except Unusable as unusable:
        if unusable.seconds:
            sentence = _("Token ini meminta lebih sering daripada yang diizinkan. Tunggu, lalu coba lagi.")
            raise Problem("too_many", sentence, seconds=unusable.seconds) from unusable
        sentence = _("Token ini tidak dikenal, sudah berakhir atau dicabut, atau dipakai dari alamat lain.")
        return None, Problem("not_signed_in", sentence)


def unavailable() -> Problem:
    return Problem("unavailable", _("Basis data tidak menjawab. Kirim lagi dengan kunci yang sama."), seconds=10)


def as_problem(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    """Whatever failed outside the operations (no such address, a bad host) answers in the same form."""
    if response.status_code < 400 or response.get("Content-Type") == problems.MEDIA_TYPE:
        return response
    code = problems.BY_STATUS.get(response.status_code, "failed" if response.status_code >= 500 else "unreadable")
    mended = problems.answer(Problem(code), request)
    for header in KEPT_HEADERS:
        if header in response:
            mended[header] = response[header]
    for header, value in response.items():
        mended.headers.setdefault(header, value)
    return mended
