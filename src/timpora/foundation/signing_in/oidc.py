"""Signing in through the office's identity server. allauth walks the code flow; the account must be here already."""

from collections.abc import Callable
from typing import Any

from allauth.socialaccount.providers.openid_connect.views import callback, login
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from requests import RequestException

from timpora.foundation import events
from timpora.foundation.models import Account
from timpora.foundation.signing_in import limits
from timpora.foundation.signing_in.doors import proven, safe_target
from timpora.foundation.views import public

PROVIDER = "kantor"
NEXT = "oidc_next"


def only_where_set() -> None:
    if not settings.OIDC_URL:
        raise Http404


@public
def oidc_start(request: HttpRequest) -> HttpResponse:
    only_where_set()
    request.session[NEXT] = safe_target(request)
    return through(login, request, PROVIDER)


@public
def oidc_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The name of this address and its argument are allauth's; the argument is always the same."""
    only_where_set()
    return through(callback, request, provider_id)


def through(step: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    """One step of allauth's. A server that is down or does not describe itself is no failure of ours."""
    try:
        return step(request, provider_id)
    except (RequestException, KeyError):
        return failed(request)


def matched(request: HttpRequest, told: dict[str, Any]) -> HttpResponse:
    """The claim must equal a sign-in name here; nobody is added because an identity server knows them."""
    claims = told.get("userinfo") or told.get("id_token") or told
    name = claims.get(settings.OIDC_CLAIM)
    account = Account.objects.filter(sign_in=name, is_active=True).first() if isinstance(name, str) and name else None
    if account is None:
        words: dict[str, object] = {"typed": limits.typed(str(name)), "by": "oidc"}
        request.afterwards.append(lambda: events.emit(events.SIGN_IN_FAILED, by=None, words=words))  # type: ignore[attr-defined]
        return back_to_door(
            request,
            _("Akun kantor Anda dikenali, tetapi belum terdaftar di Timpora. Mintalah kepada admin di instansi Anda."),
        )
    return proven(request, account, target=request.session.pop(NEXT, "/"), at=timezone.now())


def failed(request: HttpRequest) -> HttpResponse:
    return back_to_door(
        request, _("Masuk dengan akun kantor tidak berhasil. Coba sekali lagi, atau masuk dengan kata sandi.")
    )


def back_to_door(request: HttpRequest, words: str) -> HttpResponse:
    messages.error(request, words)
    return redirect("sign_in")
