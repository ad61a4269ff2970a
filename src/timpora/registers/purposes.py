"""Why a member looks: from where one came, else asked once a person and day, and kept in the session till then."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from timpora.foundation.acting import Acting
from timpora.territory.queries import day_at

PURPOSES = {
    "check": _("Memeriksa data yang perlu diperiksa atau temuan"),
    "task": _("Mengerjakan permintaan atau tugas"),
    "match": _("Mencocokkan orang dalam laporan atau berkas"),
    "report": _("Menindaklanjuti laporan"),
    "field": _("Menyiapkan atau melaksanakan pengawasan lapangan"),
    "meeting": _("Menyiapkan rapat atau surat"),
    "service": _("Melayani orang yang bersangkutan atau penjaminnya"),
    "quality": _("Memperbaiki mutu data"),
}
URGENT = "urgent"  # never chosen: said by the access itself
LABELS = PURPOSES | {URGENT: _("Akses mendesak")}
CAME_FROM = re.compile(r"(?P<purpose>check|task|match|report|meeting):(?P<reference>[0-9A-Za-z-]{1,40})")
SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Work:
    """A record that leads to persons. `persons` is None where it names none: a meeting, a referral."""

    persons: frozenset[UUID] | None = None


# From the reference (a number or an id) to the record behind it; None where there is none that the member may see.
Resolver = Callable[[str, Acting], Work | None]
RESOLVERS: dict[str, Resolver] = {}


def register(purpose: str, resolver: Resolver) -> None:
    RESOLVERS[purpose] = resolver


def number(reference: str) -> int:
    """A number as an address gives it; what cannot be one fits no record."""
    return int(reference) if reference.isdecimal() and len(reference) <= 18 else -1


@dataclass(frozen=True, slots=True)
class Purpose:
    code: str
    came_from: str = ""

    @property
    def words(self) -> dict[str, object]:
        return {"from": self.came_from} if self.came_from else {}


def came_from(request: HttpRequest, subject: str) -> Purpose | None:
    """`?from=task:17`: the work that leads here is the purpose, if it is there for the member and about this person."""
    match = CAME_FROM.fullmatch(request.GET.get("from", ""))
    resolver = RESOLVERS.get(match["purpose"]) if match else None
    if match is None or resolver is None:
        return None
    work = resolver(match["reference"], request.acting)  # type: ignore[attr-defined]
    if work is None or (subject != SEARCH and work.persons is not None and UUID(subject) not in work.persons):
        return None
    return Purpose(match["purpose"], match.group())


def purpose_of(request: HttpRequest, subject: str) -> Purpose | None:
    return came_from(request, subject) or remembered(request, subject)


def remembered(request: HttpRequest, subject: str) -> Purpose | None:
    code = asked_today(request).get(subject)
    return Purpose(code) if code in PURPOSES else None


def remember(request: HttpRequest, subject: str, code: str) -> Purpose:
    asked = asked_today(request) | {subject: code}
    request.session["purposes"] = {"day": today(request), "asked": asked}
    return Purpose(code)


def asked_today(request: HttpRequest) -> dict[str, str]:
    """Of this duty only: another duty looks for its own reasons."""
    kept = request.session.get("purposes", {})
    return dict(kept.get("asked", {})) if kept.get("day") == today(request) else {}


def today(request: HttpRequest) -> str:
    acting = request.acting  # type: ignore[attr-defined]
    return f"{day_at(acting.area or 0, request.acting_at)} {acting.membership}"  # type: ignore[attr-defined]
