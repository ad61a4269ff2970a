"""A session from signing in to its end: what it remembers, when it is over, and the sentence that says why."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.foundation import events
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import Account
from timpora.foundation.opened_in import keep_typed
from timpora.foundation.signing_in.events import SESSION_ENDED

BACKEND = "timpora.foundation.signing_in.store.Accounts"
LONGEST = timedelta(hours=12)  # one working day with its travel; practice, dapat diubah
RECENT = timedelta(minutes=10)  # how long a password just typed counts for changing a factor
NOTED_EVERY = 60  # seconds between two writes of "seen at"

WHY: dict[str, str | Promise] = {
    "duty": _("Tugas Anda di Timpora baru saja berubah, sehingga Anda perlu masuk lagi."),
    "password": _("Kata sandi akun ini diganti, sehingga Anda perlu masuk lagi."),
    "factor": _("Cara masuk akun ini diubah, sehingga Anda perlu masuk lagi."),
    "deactivated": _("Akun ini tidak aktif lagi. Bila ini keliru, hubungi admin di instansi Anda."),
    "age": _("Sudah 12 jam sejak Anda masuk. Silakan masuk lagi."),
    "idle": _("Anda dikeluarkan karena lama tidak ada kegiatan. Silakan masuk lagi."),
}
NOT_SENT = _("Yang baru saja Anda kirim belum diproses.")
DRAFTS_STAY = _("Konsep yang tersimpan muncul lagi setelah Anda masuk.")


def begin(request: HttpRequest, account: Account, *, factor: str) -> None:
    """Sign in fully. Django gives the session a new key, so that a key planted before is worth nothing."""
    login(request, account, backend=BACKEND)
    mark(request.session, factor=factor, at=timezone.now())
    events.emit(events.SIGNED_IN, by=Acting(account.pk), words={"factor": factor} if factor else None)


def mark(session: SessionBase, *, factor: str, at: datetime) -> None:
    """What a session remembers. `factor` is empty where none was asked for."""
    session["signed_in_at"] = session["seen_at"] = session["confirmed_at"] = at.timestamp()
    session["factor"] = factor


def end_sessions(account: Account, at: datetime, *, because: str) -> None:
    """Every session that signed in before `at` is over with its next request. A write of the caller's transaction."""
    if because not in WHY:
        raise ValueError(f"expected one of {', '.join(WHY)}; got {because!r}")
    earlier = Q(sessions_from=None) | Q(sessions_from__lt=at)
    Account.objects.filter(earlier, pk=account.pk).update(sessions_from=at, sessions_over_because=because)


def end_other_sessions(request: HttpRequest, account: Account, at: datetime, *, factor: str) -> None:
    """After a change to the ways of signing in: this session goes on, the others do not."""
    end_sessions(account, at, because="factor")
    mark(request.session, factor=factor, at=at)


def over(session: SessionBase, account: Account, idle: timedelta, at: datetime) -> str:
    """Why this session is over, a key of WHY; empty while it goes on, and then it is noted as seen."""
    signed_in_at, now = session.get("signed_in_at"), at.timestamp()
    if signed_in_at is None:
        return "age"
    if account.sessions_from is not None and signed_in_at < account.sessions_from.timestamp():
        return account.sessions_over_because or "duty"
    if now - signed_in_at > LONGEST.total_seconds():
        return "age"
    if now - session["seen_at"] > idle.total_seconds():
        return "idle"
    if now - session["seen_at"] > NOTED_EVERY:
        session["seen_at"] = now
    return ""


def lost(account_id: str) -> str:
    """Why Django itself gave up a session that named this account."""
    is_active = Account.objects.filter(pk=account_id, is_active=True).exists()
    return "password" if is_active else "deactivated"


def close(request: HttpRequest, account_id: str, why: str) -> None:
    """Sign out by force, on record, with a sentence on the next page. What was typed into the form sent is kept."""
    request.acting = acting = Acting(UUID(account_id))  # type: ignore[attr-defined]
    words = [WHY[why], DRAFTS_STAY]
    with acting_in_database(acting):
        if request.method == "POST":
            keep_typed(request)
            words.insert(1, NOT_SENT)
        events.emit(SESSION_ENDED, by=acting, words={"because": why})
    logout(request)
    messages.warning(request, " ".join(str(part) for part in words))


def is_confirmed(session: SessionBase, at: datetime) -> bool:
    """Whether who sits here proved lately to be who signed in."""
    return bool(at.timestamp() - session.get("confirmed_at", 0) < RECENT.total_seconds())


def signed_in_at(session: SessionBase) -> datetime:
    return datetime.fromtimestamp(session["signed_in_at"], UTC)
