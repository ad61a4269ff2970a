"""Limits on guessing: who guesses waits, the office behind the same address does not.

A failure counts under up to three keys. Where this account has signed in from this address before, only the pair
counts: neither a stranger elsewhere nor a guessing machine in the same building shuts its owner out.
"""

import ipaddress
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.foundation import events
from timpora.foundation.acting import Acting
from timpora.foundation.crypto import key_ring
from timpora.foundation.models import Account, FailedSignIns
from timpora.foundation.signing_in.events import LIMIT_REACHED


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures within a window; then the rest of the window is waited out."""

    code: str
    most: int
    window: timedelta


# Practice, dapat diubah. An office of 40 mistypes less than this of a morning; a sprayer needs far more.
PAIR = Limit("pair", 8, timedelta(minutes=15))
ADDRESS = Limit("address", 60, timedelta(minutes=15))
ACCOUNT = Limit("account", 50, timedelta(hours=1))
CODE = Limit("code", 6, timedelta(minutes=15))
FAMILIAR = Limit("familiar", 0, timedelta(days=90))  # this account signed in from this address
KEPT_AT_ONCE = 20  # rows past their window that one failure sweeps away

Key = tuple[Limit, str]


def address_of(request: HttpRequest) -> str:
    """The network the request came from. Of IPv6 the /64: one household owns all of it."""
    found, passed = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    if settings.TRUSTED_PROXIES and len(passed) >= settings.TRUSTED_PROXIES:
        found = passed[-settings.TRUSTED_PROXIES].strip()
    try:
        address = ipaddress.ip_address(found)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


def digest(limit: Limit, *parts: str) -> str:
    return key_ring().blind_index("\n".join((f"sign-in {limit.code}", *parts)))


def typed(name: str) -> str:
    """A name that may be no account's (or a password in the wrong field), as the record may hold it."""
    return key_ring().blind_index(f"sign-in name\n{name}")


def keys_of(name: str, address: str, at: datetime) -> list[Key]:
    name = name.casefold()
    pair = (PAIR, digest(PAIR, name, address))
    if FailedSignIns.objects.filter(key=digest(FAMILIAR, name, address), until__gt=at).exists():
        return [pair]
    return [pair, (ADDRESS, digest(ADDRESS, address)), (ACCOUNT, digest(ACCOUNT, name))]


def keys_of_code(account: Account) -> list[Key]:
    """Codes have six digits: they are counted by account, wherever they are typed."""
    return [(CODE, digest(CODE, str(account.pk)))]


def wait(keys: Sequence[Key], at: datetime) -> int:
    """Seconds until the next try; 0 when it may be now."""
    most = {key: limit.most for limit, key in keys}
    rows = FailedSignIns.objects.filter(key__in=most, until__gt=at)
    return max(
        (math.ceil((row.until - at).total_seconds()) for row in rows if row.failures >= most[row.key]), default=0
    )


COUNT = """
insert into foundation_failedsignins as known (key, failures, until) values (%(key)s, 1, %(until)s)
on conflict (key) do update set
    failures = case when known.until > %(at)s then known.failures + 1 else 1 end,
    until = case when known.until > %(at)s then known.until else excluded.until end
returning failures
"""


def count(keys: Sequence[Key], at: datetime, account: Account | None) -> None:
    """One more failure. In a transaction of its own, so that it stays whatever became of the request."""
    for limit, key in sorted(keys, key=lambda pair: pair[1]):  # one order of locks for all
        with connection.cursor() as cursor:
            cursor.execute(COUNT, {"key": key, "until": at + limit.window, "at": at})
            (failures,) = cursor.fetchone()
        if failures == limit.most:
            by = Acting(account.pk) if account is not None and limit is not ADDRESS else None
            events.emit(LIMIT_REACHED, by=by, words={"limit": limit.code})
    old = FailedSignIns.objects.filter(until__lte=at).values("key")[:KEPT_AT_ONCE]
    FailedSignIns.objects.filter(key__in=list(old.values_list("key", flat=True))).delete()


def succeeded(name: str, address: str, at: datetime) -> None:
    """The pair begins anew, and the address is this account's own from now on."""
    name = name.casefold()
    FailedSignIns.objects.filter(key=digest(PAIR, name, address)).update(failures=0)
    familiar = {"until": at + FAMILIAR.window, "failures": 0}
    FailedSignIns.objects.update_or_create(key=digest(FAMILIAR, name, address), defaults=familiar)


def code_succeeded(account: Account) -> None:
    FailedSignIns.objects.filter(key=digest(CODE, str(account.pk))).update(failures=0)


def told_to_wait(request: HttpRequest, seconds: int) -> HttpResponse:
    minutes = math.ceil(seconds / 60)
    words = ngettext(
        "Terlalu banyak percobaan yang gagal. Tunggu %(n)s menit, lalu coba lagi.",
        "Terlalu banyak percobaan yang gagal. Tunggu %(n)s menit, lalu coba lagi.",
        minutes,
    )
    context = {"words": words % {"n": minutes}, "title": _("Tunggu sebentar")}
    response = render(request, "account/wait.html", context, status=429)
    response["Retry-After"] = str(seconds)
    return response
