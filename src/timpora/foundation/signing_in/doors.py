"""From the password to the session, with the second factor between them where the account has one; and out again."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from timpora.foundation import events
from timpora.foundation.acting import Acting
from timpora.foundation.forms import SignInForm
from timpora.foundation.models import Account
from timpora.foundation.signing_in import factors, limits, sessions
from timpora.foundation.signing_in.events import CODE_FAILED
from timpora.foundation.signing_in.forms import SecondForm
from timpora.foundation.signing_in.passkeys import asked
from timpora.foundation.views import SIGNED_IN_ONLY, comes_first, public, requires

HALF = "half_signed_in"
HALF_LASTS = timedelta(minutes=10)


def safe_target(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = target.startswith("/") and url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if is_ours else "/"


@public
@sensitive_post_parameters()
def sign_in(request: HttpRequest) -> HttpResponse:
    target, at = safe_target(request), timezone.now()
    if getattr(request, "acting", None) is not None and request.method == "GET":
        return redirect(target)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        name, address = form.cleaned_data["sign_in"], limits.address_of(request)
        keys = limits.keys_of(name, address, at)
        if seconds := limits.wait(keys, at):
            return limits.told_to_wait(request, seconds)
        account = authenticate(request, username=name, password=form.cleaned_data["password"])
        if isinstance(account, Account):
            limits.succeeded(name, address, at)
            return proven(request, account, target=target, at=at)
        failed_password(request, name, keys, at)
        form.add_error(None, _("Nama masuk dan kata sandi tidak cocok. Periksa lagi, lalu coba sekali lagi."))
    context = {"form": form, "next": target, "office_label": settings.OIDC_LABEL if settings.OIDC_URL else ""}
    return render(request, "foundation/sign_in.html", context)


@comes_first
@requires(SIGNED_IN_ONLY)
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    events.emit(events.SIGNED_OUT, by=request.acting)  # type: ignore[attr-defined]
    logout(request)
    return redirect("sign_in")


def failed_password(request: HttpRequest, name: str, keys: list[limits.Key], at: datetime) -> None:
    """On record and counted after the request, whatever becomes of it. A name that is nobody's is kept as a digest."""
    account = Account.objects.filter(sign_in=name).first()
    words: dict[str, object] | None = None if account else {"typed": limits.typed(name)}

    def record() -> None:
        events.emit(events.SIGN_IN_FAILED, by=None, subject=account, words=words)
        limits.count(keys, at, account)

    request.afterwards.append(record)  # type: ignore[attr-defined]


def proven(request: HttpRequest, account: Account, *, target: str, at: datetime) -> HttpResponse:
    """The password, or the office's identity server, proved who this is."""
    with factors.own(account):
        has_factor = factors.factors_of(account).any
    if not has_factor:
        sessions.begin(request, account, factor="")
        return HttpResponseRedirect(target)
    request.session.flush()  # of whatever stood in this browser nothing goes on
    request.session[HALF] = {"account": str(account.pk), "at": at.timestamp(), "next": target}
    return redirect("second_factor")


def half_signed_in(request: HttpRequest, at: datetime) -> Account | None:
    half = request.session.get(HALF)
    if half is None or at.timestamp() - half["at"] > HALF_LASTS.total_seconds():
        return None
    return Account.objects.filter(pk=half["account"], is_active=True).first()


@public
@sensitive_post_parameters()
def second_factor(request: HttpRequest) -> HttpResponse:
    at = timezone.now()
    account = half_signed_in(request, at)
    if account is None:
        return redirect("sign_in")
    keys = limits.keys_of_code(account)
    if seconds := limits.wait(keys, at):
        return limits.told_to_wait(request, seconds)
    with factors.own(account):
        held = factors.factors_of(account)
        form = SecondForm(request.POST or None, takes_code=held.app is not None or held.codes is not None)
        proof = accept(account, form) if request.method == "POST" and form.is_valid() else ""
    if proof:
        target = request.session[HALF]["next"]
        limits.code_succeeded(account)
        sessions.begin(request, account, factor=proof)
        return HttpResponseRedirect(target)
    if request.method == "POST" and form.is_valid():
        form.add_error(
            None, _("Kode atau kunci ini tidak cocok, atau sudah dipakai. Tunggu kode berikutnya, lalu coba lagi.")
        )
        request.afterwards.append(lambda: failed_code(account, keys, at))  # type: ignore[attr-defined]
    with factors.own(account):
        options = asked(account) if held.passkeys else ""
    context = {"form": form, "held": held, "options": options}
    return render(request, "account/second_factor.html", context, status=422 if form.errors else 200)


def accept(account: Account, form: SecondForm) -> str:
    given = form.cleaned_data
    if given.get("answer"):
        return factors.accept_passkey(account, given["answer"])
    return factors.accept_code(account, given.get("code", ""))


def failed_code(account: Account, keys: list[limits.Key], at: datetime) -> None:
    events.emit(CODE_FAILED, subject=account, by=Acting(account.pk))
    limits.count(keys, at, account)
