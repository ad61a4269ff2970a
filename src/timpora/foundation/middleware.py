"""One request, one transaction, one member; refusals are on record after a rollback."""

import logging
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.events import REFUSED, REQUEST_ID, emit
from timpora.foundation.files import FileDamaged
from timpora.foundation.installation import is_demo
from timpora.foundation.opened_in import first_of_all
from timpora.foundation.signing_in import sessions
from timpora.foundation.signing_in.rules import rules_of
from timpora.foundation.views import Refused

log = logging.getLogger(__name__)
NOBODY = Acting(account=UUID(int=0))
# Views of packages that cannot declare themselves, each with its reason.
DECLARED_ELSEWHERE = {"django.views.i18n.set_language": "changes only the reader's language cookie"}


def named(setting: str) -> Callable[..., Any]:
    """A function of a room above, named in the settings: this room knows only that it exists."""
    module, _, name = setting.rpartition(".")
    return getattr(import_module(module), name)


def resolve(request: HttpRequest) -> Acting | None:
    """The duty in which the signed-in account acts now. Moments are shown and typed in the zone of its area."""
    timezone.deactivate()
    if hasattr(request, "bearer"):  # a door for programs said who asks: no session has a say there
        return in_its_zone(request.bearer)
    claimed = request.session.get(SESSION_KEY)  # Django forgets a session whose password changed; we say so
    if not request.user.is_authenticated:
        if claimed:
            sessions.close(request, claimed, sessions.lost(claimed))
        return None
    acting = named(settings.RESOLVE_ACTING)(request.user, request.session.get("membership"))
    rules = rules_of(acting)
    if why := sessions.over(request.session, request.user, rules.idle, timezone.now()):
        sessions.close(request, str(acting.account), why)
        return None
    if rules.needs_factor and not request.session.get("factor") and not is_demo():
        acting = replace(acting, owes="security")
    return in_its_zone(acting)


def in_its_zone(acting: Acting | None) -> Acting | None:
    if acting is not None and acting.area is not None:
        timezone.activate(named(settings.ZONE_OF_AREA)(acting.area))
    return acting


class ActingMiddleware:
    """Opens the transaction the view runs in. An exception or a 5xx rolls it back; the refusal is written after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        REQUEST_ID.set(request.id)
        request.acting = resolve(request)
        request.acting_at = timezone.now()
        request.failure = None
        request.afterwards = []  # what must stand even where the request is rolled back
        with acting_in_database(request.acting or NOBODY):
            response = self.get_response(request)
            if request.failure is not None or response.status_code >= 500:
                transaction.set_rollback(True)
        if isinstance(request.failure, Refused | Http404) and request.acting is not None:
            REQUEST_ID.set(request.id)  # an event before the refusal went with its transaction
            with acting_in_database(request.acting):
                words = {"path": request.path.replace("\0", "%00"), "status": response.status_code}
                emit(REFUSED, by=request.acting, area=request.acting.area, words=words)
        for act in request.afterwards:
            with acting_in_database(request.acting or NOBODY):
                act()
        REQUEST_ID.set(None)
        response.headers["X-Request-Id"] = str(request.id)
        if request.acting is not None:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        declared = getattr(view, "requires", None) or getattr(view, "public", False)
        if getattr(view, "bearer", None):  # opens to a token with that verb, and to nothing else
            return None
        if not declared and f"{view.__module__}.{getattr(view, '__name__', '')}" not in DECLARED_ELSEWHERE:
            raise RuntimeError(f"{view.__module__}.{view.__name__} declares neither @requires nor @public")
        return first_of_all(request, view) if declared else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        request.failure = exception
        if isinstance(exception, Refused):
            return render(request, "403.html", {"verb": exception.verb}, status=403)
        if isinstance(exception, FileDamaged):
            log.error("a stored file is lost or damaged", exc_info=exception)
            return render(request, "foundation/file_lost.html", {"file": str(exception)}, status=410)
        return None


class LanguageMiddleware:
    """Indonesian first, whatever the browser was bought with; another language is a choice, kept in the cookie.

    A door for programs (`request.bearer`) has answered in the language it was asked in already.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(translation.get_language() if hasattr(request, "bearer") else language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language())
        return response


CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)


class ContentSecurityPolicyMiddleware:
    """No inline script, no inline style, nothing from elsewhere."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        return response
