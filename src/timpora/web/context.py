"""What every page knows: who acts, the menu by duty, the mode of the installation."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.agencies.acting import live_memberships
from timpora.agencies.duties import DUTIES
from timpora.foundation.acting import Acting
from timpora.territory.queries import area_name


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the menu: shown to duties that hold one of the verbs."""

    key: str
    label: str | Promise
    name: str
    icon: str
    verbs: tuple[str, ...] = ()
    phone: bool = False


MENU = (
    Entry("home", _("Beranda"), "home", "home", phone=True),
    Entry("reports", _("Laporan"), "report_list", "message-report", ("report.read",), phone=True),
    Entry("persons", _("Orang asing"), "person_list", "user-search", ("person.read",)),
    Entry("findings", _("Temuan"), "finding_list", "clipboard-check", ("check.read",)),
    Entry("tasks", _("Tugas"), "task_list", "checklist", ("task.read",), phone=True),
    Entry("meetings", _("Rapat"), "meeting_list", "calendar-event", ("meeting.read",), phone=True),
    Entry("teams", _("Tim & kerja sama"), "team_list", "users-group", ("team.read",)),
    Entry("areas", _("Wilayah"), "area_start", "map-pin", ("area.read",)),
)
MENU_MORE = (
    Entry("files", _("Berkas"), "batch_list", "file-import", ("batch.read",)),
    Entry("rules", _("Aturan"), "rule_list", "scale", ("rule.read",)),
    Entry("oversight", _("Pengawasan internal"), "oversight", "eye-check", ("event.read",)),
)


def entries(menu: tuple[Entry, ...], acting: Acting, path: str) -> list[dict[str, object]]:
    shown = []
    for entry in menu:
        if entry.verbs and not any(acting.may(verb) for verb in entry.verbs):
            continue
        try:
            url = reverse(entry.name)
        except NoReverseMatch:
            continue
        active = path == url if url == "/" else path.startswith(url)
        shown.append({"key": entry.key, "label": entry.label, "url": url, "icon": entry.icon, "active": active, "phone": entry.phone})
    return shown


def frame(request: HttpRequest) -> dict[str, object]:
    acting: Acting | None = getattr(request, "acting", None)
    context: dict[str, object] = {"mode": settings.MODE, "acting": None, "menu": [], "menu_more": []}
    if acting is None:
        return context
    choices = [
        {"id": m.pk, "duty_label": DUTIES[m.duty].label, "agency_label": m.agency.short_name, "area_label": area_name(m.areas[0]), "chosen": m.pk == acting.membership}
        for m in live_memberships(request.user, request.acting_at)
    ]  # fmt: skip
    current = next((choice for choice in choices if choice["chosen"]), None)
    return context | {
        "acting": {
            "name": acting.name,
            "duty": acting.duty,
            "may": acting.verbs,
            "duty_label": current["duty_label"] if current else "",
            "agency_label": current["agency_label"] if current else "",
            "area_label": current["area_label"] if current else "",
            "choices": choices,
        },
        "menu": entries(MENU, acting, request.path),
        "menu_more": entries(MENU_MORE, acting, request.path),
    }
