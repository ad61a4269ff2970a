"""Doors that fail closed: a view says `@requires(verb)` or `@public`. Also sign-in, drafts, files."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol
from urllib.parse import quote, urlencode

from django.contrib.auth import authenticate, login, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from timpora.foundation import events, files
from timpora.foundation.acting import Acting
from timpora.foundation.forms import SignInForm
from timpora.foundation.models import Account, Draft, StoredFile

View = Callable[..., HttpResponse]
NEVER_KEPT = ("csrfmiddlewaretoken", "password", "old", "new", "again")  # of a form, in a draft
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


@requires(SIGNED_IN_ONLY)
@require_POST
def draft_save(request: HttpRequest, form: str) -> HttpResponse:
    """Keep what was typed. The body is the form's fields; files and secrets are never part of a draft."""
    account = request.acting.account  # type: ignore[attr-defined]
    if request.content_type == "application/json":
        try:
            words = json.loads(request.body or b"{}")
        except ValueError:
            return JsonResponse({"title": _("Isi konsep tidak terbaca.")}, status=400)
    else:
        words = {key: values if len(values) > 1 else values[0] for key, values in request.POST.lists()}
    if not isinstance(words, dict) or len(json.dumps(words)) > 100_000:
        return JsonResponse({"title": _("Isi konsep tidak terbaca.")}, status=400)
    words = {key: value for key, value in words.items() if key not in NEVER_KEPT}
    draft, _created = Draft.objects.update_or_create(account_id=account, form=form[:120], defaults={"words": words})
    return JsonResponse({"saved_at": draft.saved_at.isoformat()})


def draft_of(acting: Acting, form: str) -> dict[str, Any]:
    draft = Draft.objects.filter(account_id=acting.account, form=form).first()
    return draft.words if draft else {}


def drop_draft(acting: Acting, form: str) -> None:
    Draft.objects.filter(account_id=acting.account, form=form).delete()


def served(file: StoredFile, *, by: Acting) -> HttpResponse:
    """A stored file to somebody whom its own room let in; never run in the page, always on record."""
    events.emit(events.FILE_OPENED, subject=file, by=by)
    response = HttpResponse(files.read(file), content_type=file.media_type)
    disposition = "inline" if file.media_type in SHOWN_IN_PAGE else "attachment"
    response["Content-Disposition"] = f"{disposition}; filename*=UTF-8''{quote(file.name)}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
