"""Doors that fail closed: a view says `@requires(verb)` or `@public`. Also sign-in and files."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from timpora.foundation import events, files
from timpora.foundation.acting import Acting
from timpora.foundation.models import StoredFile

View = Callable[..., HttpResponse]
SHOWN_IN_PAGE = ("image/jpeg", "image/png", "image/webp")
SIGNED_IN_ONLY = "account.any"  # every signed-in member may: own drafts, sign-out, choosing the duty


class Refused(PermissionDenied):
    """The member's duty does not hold the verb; the page says which one and how to ask."""

    def __init__(self, verb: str) -> None:
        super().__init__(verb)
        self.verb = verb


class ActingRequest(Protocol):
    acting: Acting


def requires(verb: str) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @wraps(view)
        def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            acting: Acting | None = getattr(request, "acting", None)
            if acting is None:
                return redirect(f"/masuk/?{urlencode({'next': request.get_full_path()}, safe='/')}")
            if verb != SIGNED_IN_ONLY and not acting.may(verb):
                raise Refused(verb)
            return view(request, *args, **kwargs)

        checked.requires = verb  # type: ignore[attr-defined]
        return checked

    return declare


def comes_first(view: View) -> View:
    """Open also to a member who still owes something (see `Acting.owes`), and in whatever duty its form was opened."""
    view.comes_first = True  # type: ignore[attr-defined]
    return view


def public(view: View) -> View:
    view.public = True  # type: ignore[attr-defined]
    return view


def served(file: StoredFile, *, by: Acting) -> HttpResponse:
    """A stored file to somebody whom its own room let in; never run in the page, always on record."""
    events.emit(events.FILE_OPENED, subject=file, by=by)
    response = HttpResponse(files.read(file), content_type=file.media_type)
    disposition = "inline" if file.media_type in SHOWN_IN_PAGE else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name)}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
