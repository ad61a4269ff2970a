"""Why a member looks: from where one came, else asked once a person and day, and kept in the session till then."""

import re
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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
CAME_FROM = re.compile(r"(?P<purpose>check|task|match|report|meeting):[0-9A-Za-z-]{1,40}")
SEARCH = "search"


@dataclass(frozen=True, slots=True)
class Purpose:
    code: str
    came_from: str = ""

    @property
    def words(self) -> dict[str, object]:
        return {"from": self.came_from} if self.came_from else {}


def came_from(request: HttpRequest) -> Purpose | None:
    """`?from=task:17`: the work that leads here is the purpose."""
    match = CAME_FROM.fullmatch(request.GET.get("from", ""))
    return Purpose(match["purpose"], match.group()) if match else None


def purpose_of(request: HttpRequest, subject: str) -> Purpose | None:
    return came_from(request) or remembered(request, subject)


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
