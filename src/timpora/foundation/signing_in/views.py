"""One's own ways of signing in: what there is, adding and removing, recovery codes."""

from base64 import b64encode
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from allauth.mfa.utils import decrypt, encrypt
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from timpora.foundation.models import Account
from timpora.foundation.signing_in import factors, limits, sessions
from timpora.foundation.signing_in.doors import failed_password, safe_target
from timpora.foundation.signing_in.forms import AppForm, ConfirmForm, PasskeyForm
from timpora.foundation.signing_in.passkeys import offered
from timpora.foundation.views import SIGNED_IN_ONLY, comes_first, requires

View = Callable[..., HttpResponse]
OWED = "security"  # the page a member is led to who has to set up a second factor first
PENDING = "app_being_set_up"  # in the session: its secret, encrypted


def confirmed_lately(view: View) -> View:
    """A change to how one signs in needs a password typed just now: an unwatched screen is not enough."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if sessions.is_confirmed(request.session, timezone.now()):
            return view(request, *args, **kwargs)
        target = request.path if request.method == "GET" else "/akun/keamanan/"
        return confirm_shown(request, ConfirmForm(), target)

    return checked


def confirm_shown(request: HttpRequest, form: ConfirmForm, target: str) -> HttpResponse:
    context = {"form": form, "next": target, "has_password": own_account(request).has_usable_password()}
    return render(request, "account/confirm.html", context, status=422 if form.errors else 200)


def own_account(request: HttpRequest) -> Account:
    return get_object_or_404(Account, pk=request.acting.account)  # type: ignore[attr-defined]


@comes_first
@requires(SIGNED_IN_ONLY)
@sensitive_post_parameters()
def confirm(request: HttpRequest) -> HttpResponse:
    form, account, at = ConfirmForm(request.POST or None), own_account(request), timezone.now()
    if request.method == "POST" and form.is_valid():
        keys = limits.keys_of(account.sign_in, limits.address_of(request), at)
        if seconds := limits.wait(keys, at):
            return limits.told_to_wait(request, seconds)
        if account.check_password(form.cleaned_data["password"]):
            request.session["confirmed_at"] = at.timestamp()
            return redirect(safe_target(request))
        failed_password(request, account.sign_in, keys, at)
        form.add_error("password", _("Kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi."))
    return confirm_shown(request, form, safe_target(request))


@comes_first
@requires(SIGNED_IN_ONLY)
def security(request: HttpRequest) -> HttpResponse:
    context = {"held": factors.factors_of(own_account(request)), "must_set_up": request.acting.owes == OWED}  # type: ignore[attr-defined]
    return render(request, "account/security.html", context)


@comes_first
@requires(SIGNED_IN_ONLY)
@confirmed_lately
def app_new(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    if factors.factors_of(account).app is not None:
        messages.info(request, _("Aplikasi kode sudah terpasang. Cabut dahulu bila hendak memasang di ponsel lain."))
        return render(request, "account/security.html", {"held": factors.factors_of(account)})
    form = AppForm(request.POST or None)
    if request.method != "POST" or PENDING not in request.session:
        request.session[PENDING] = encrypt(generate_totp_secret())
    secret = decrypt(request.session[PENDING])
    if request.method == "POST" and form.is_valid():
        step = factors.step_of(secret, form.cleaned_data["code"], after=0)
        if step is not None:
            factors.add_app(account, secret=secret, step=step, by=request.acting)  # type: ignore[attr-defined]
            del request.session[PENDING]
            return added(request, account, factor="totp")
        form.add_error(
            "code", _("Kode tidak cocok. Pastikan jam ponsel Anda diatur otomatis, lalu isi kode yang terbaru.")
        )
    adapter = get_adapter()
    picture = adapter.build_totp_svg(adapter.build_totp_url(account, secret))
    context = {"form": form, "secret": secret, "picture": b64encode(picture.encode()).decode()}
    return render(request, "account/app_new.html", context, status=422 if form.errors else 200)


@comes_first
@requires(SIGNED_IN_ONLY)
@confirmed_lately
def passkey_new(request: HttpRequest) -> HttpResponse:
    account, form = own_account(request), PasskeyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            factors.add_passkey(account, name=given["name"], answer=given["answer"], by=request.acting)  # type: ignore[attr-defined]
            return added(request, account, factor="webauthn")
        except ValidationError:
            form.add_error(None, _("Kunci belum terpasang. Coba sekali lagi dari halaman ini."))
    context = {"form": form, "options": offered(account)}
    return render(request, "account/passkey_new.html", context, status=422 if form.errors else 200)


def added(request: HttpRequest, account: Account, *, factor: str) -> HttpResponse:
    """Other devices sign in again, now with the factor. With the first one come the recovery codes, shown once."""
    sessions.end_other_sessions(request, account, timezone.now(), factor=factor)
    messages.success(request, _("Terpasang. Mulai sekarang Anda diminta memakainya setiap kali masuk."))
    if factors.factors_of(account).codes is None:
        return codes_shown(request, account)
    return redirect("security")


def codes_shown(request: HttpRequest, account: Account) -> HttpResponse:
    codes = factors.make_codes(account, by=request.acting)  # type: ignore[attr-defined]
    return render(request, "account/codes.html", {"codes": [f"{code[:4]} {code[4:]}" for code in codes]})


@comes_first
@requires(SIGNED_IN_ONLY)
@require_POST
@confirmed_lately
def codes_new(request: HttpRequest) -> HttpResponse:
    account = own_account(request)
    if not factors.factors_of(account).any:
        return redirect("security")
    return codes_shown(request, account)


@comes_first
@requires(SIGNED_IN_ONLY)
@require_POST
@confirmed_lately
def factor_remove(request: HttpRequest) -> HttpResponse:
    account, wanted = own_account(request), request.POST.get("factor", "")
    found = factors.rows_of(account).exclude(type=factors.CODES)
    row = get_object_or_404(found, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 19 else 0)
    factors.remove(account, row, by=request.acting)  # type: ignore[attr-defined]
    left = factors.factors_of(account).any
    sessions.end_other_sessions(request, account, timezone.now(), factor=request.session["factor"] if left else "")
    messages.success(request, _("Dicabut. Perangkat lain yang memakai akun ini harus masuk lagi."))
    return redirect("security")
