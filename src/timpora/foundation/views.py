"""Doors that fail closed: a view says `@requires(verb)` or `@public`. Also sign-in and files."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation import events, files
from timpora.foundation.acting import Acting
from timpora.foundation.forms import SignInForm
from timpora.foundation.models import Account, StoredFile

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


def public(view: View) -> View:
    view.public = True  # type: ignore[attr-defined]
    return view


@public
def sign_in(request: HttpRequest) -> HttpResponse:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    if getattr(request, "acting", None) is not None and request.method == "GET":
        return redirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = authenticate(request, username=form.cleaned_data["sign_in"], password=form.cleaned_data["password"])
        if isinstance(account, Account):
            login(request, account)
            events.emit(events.SIGNED_IN, by=Acting(account.pk))
            return HttpResponseRedirect(target)
        form.add_error(None, _("Nama masuk dan kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi."))
        events.emit(events.SIGN_IN_FAILED, by=None)
    return render(request, "foundation/sign_in.html", {"form": form, "next": target})


@requires(SIGNED_IN_ONLY)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    events.emit(events.SIGNED_OUT, by=request.acting)  # type: ignore[attr-defined]
    logout(request)
    return redirect("sign_in")


def served(file: StoredFile, *, by: Acting) -> HttpResponse:
    """A stored file to somebody whom its own room let in; never run in the page, always on record."""
    events.emit(events.FILE_OPENED, subject=file, by=by)
    response = HttpResponse(files.read(file), content_type=file.media_type)
    disposition = "inline" if file.media_type in SHOWN_IN_PAGE else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name)}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
