"""Second factors of an account: an authenticator app, passkeys, recovery codes. Kept and checked with allauth.mfa.

The database shows the web role only the rows of the account that acts: run these inside `own(account)` where nobody is
signed in yet, or where a keeper acts on somebody else's.
"""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from hmac import compare_digest
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt, encrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from timpora.foundation import events
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import Account
from timpora.foundation.signing_in.events import (
    CODES_MADE,
    FACTOR_ADDED,
    FACTOR_REMOVED,
    FACTORS_TAKEN_OFF,
    PASSKEY_USED,
    RECOVERY_CODE_USED,
)
from timpora.foundation.signing_in.sessions import end_sessions

APP, PASSKEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


def own(account: Account) -> AbstractContextManager[None]:
    return acting_in_database(Acting(account.pk))


@dataclass(frozen=True, slots=True)
class Factors:
    """What an account has. Recovery codes alone are no factor: they stand in for one that is lost."""

    app: Authenticator | None
    passkeys: list[Authenticator]
    codes: Authenticator | None

    @property
    def any(self) -> bool:
        return self.app is not None or bool(self.passkeys)

    @property
    def codes_left(self) -> int:
        return len(RecoveryCodes(self.codes).get_unused_codes()) if self.codes else 0


def rows_of(account: Account) -> QuerySet[Authenticator]:
    return Authenticator.objects.filter(user=account).order_by("created_at", "id")


def factors_of(account: Account) -> Factors:
    rows = list(rows_of(account))
    one = {row.type: row for row in rows}
    return Factors(one.get(APP), [row for row in rows if row.type == PASSKEY], one.get(CODES))


# Codes


def step_of(secret: str, code: str, *, after: int) -> int | None:
    """The thirty-second step whose code this is, later than the last one used: a code read over a shoulder is spent."""
    for step in totp.yield_hotp_counters_from_time():
        if step > after and compare_digest(code, totp.format_hotp_value(totp.hotp_value(secret, step))):
            return step
    return None


@transaction.atomic
def accept_code(account: Account, code: str) -> str:
    """The kind of factor this code proves; empty when it is none, spent, or not this account's."""
    row = rows_of(account).filter(type=APP).select_for_update().first()
    if row is not None:
        step = step_of(decrypt(row.data["secret"]), code, after=row.data["last_step"])
        if step is not None:
            row.data["last_step"] = step
            row.save(update_fields=["data"])
            row.record_usage()
            return str(APP)
    codes = rows_of(account).filter(type=CODES).first()
    if codes is not None and RecoveryCodes(codes).validate_code(code):
        events.emit(RECOVERY_CODE_USED, subject=account, by=Acting(account.pk))
        return str(CODES)
    return ""


def accept_passkey(account: Account, answer: dict[str, Any]) -> str:
    """As `accept_code`, for what a security key or a telephone answered."""
    try:
        webauthn.parse_authentication_response(answer)
        row = webauthn.complete_authentication(account, answer)
    except (ValidationError, KeyError):
        return ""
    row.record_usage()
    events.emit(PASSKEY_USED, subject=account, by=Acting(account.pk))
    return str(PASSKEY)


# Adding and removing


@transaction.atomic
def add_app(account: Account, *, secret: str, step: int, by: Acting) -> None:
    data = {"secret": encrypt(secret), "last_step": step}
    Authenticator.objects.create(user=account, type=APP, data=data)
    events.emit(FACTOR_ADDED, subject=account, by=by, words={"factor": str(APP)})


@transaction.atomic
def add_passkey(account: Account, *, name: str, answer: dict[str, Any], by: Acting) -> None:
    """Raises ValidationError where the answer does not fit what this session asked for."""
    try:
        webauthn.parse_registration_response(answer)
        webauthn.complete_registration(answer)
    except KeyError as missing:
        raise ValidationError("incomplete") from missing
    webauthn.WebAuthn.add(account, name, answer)
    events.emit(FACTOR_ADDED, subject=account, by=by, words={"factor": str(PASSKEY)})


@transaction.atomic
def make_codes(account: Account, *, by: Acting) -> list[str]:
    """Ten new recovery codes; those before are worth nothing from now on."""
    rows_of(account).filter(type=CODES).delete()
    codes: list[str] = RecoveryCodes.activate(account).generate_codes()
    events.emit(CODES_MADE, subject=account, by=by, count=len(codes))
    return codes


@transaction.atomic
def remove(account: Account, row: Authenticator, *, by: Acting) -> None:
    """With the last factor its recovery codes go as well."""
    kind = row.type
    row.delete()
    if not factors_of(account).any:
        rows_of(account).delete()
    events.emit(FACTOR_REMOVED, subject=account, by=by, words={"factor": str(kind)})


@transaction.atomic
def take_off(account: Account, *, by: Acting | None, at: datetime) -> int:
    """All factors of somebody who lost the device; every session of that account ends."""
    with own(account):
        gone: int = rows_of(account).delete()[0]
    if gone:
        events.emit(FACTORS_TAKEN_OFF, subject=account, by=by, area=by.area if by else None, count=gone)
        end_sessions(account, at, because="factor")
    return gone
