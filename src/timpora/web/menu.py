"""The menu by duty: what stands in the left column, at the bottom of a phone, and the button to report."""

from dataclasses import dataclass
from functools import cache

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.foundation.acting import Acting


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
    Entry("agreements", _("Perjanjian"), "agreement_list", "file-text", ("agreement.read",)),
    Entry("letters", _("Surat"), "letter_list", "mail", ("letter.make",)),
    Entry("shared", _("Data bersama"), "shared_index", "table", ("shared.read",)),
    Entry("totals", _("Jumlah bulanan"), "sheet_start", "list", ("total.read",)),
    Entry("status", _("Periksa status"), "status_check", "shield-search", ("status.check",)),
    Entry("bulletins", _("Buletin"), "bulletin_list", "bell", ("bulletin.read",)),
    Entry("questions", _("Pertanyaan"), "question_list", "help", ("question.read",)),
    Entry("guidance", _("Pustaka pedoman"), "guidance_list", "book-2", ("guidance.read",)),
    Entry("campaigns", _("Perhatian khusus"), "campaign_list", "flag", ("campaign.read",)),
    Entry("files", _("Berkas"), "batch_list", "file-import", ("batch.read",)),
    Entry("rules", _("Aturan"), "rule_list", "scale", ("rule.read",)),
    Entry("circles", _("Lingkar kerja"), "circle_list", "users-group", ("circle.read",)),
    Entry("members", _("Anggota"), "member_list", "users-group", ("member.edit",)),
    Entry("urgent", _("Akses mendesak"), "urgent_list", "alert-triangle", ("urgent.close", "event.read")),
    Entry("oversight", _("Pengawasan internal"), "oversight", "eye-check", ("event.read",)),
)
REPORT = Entry("report", _("Lapor"), "report_new", "plus", ("report.send",))


def entries(menu: tuple[Entry, ...], acting: Acting, path: str) -> list[dict[str, object]]:
    """The lines open to the duty."""
    shown = []
    for entry in menu:
        if entry.verbs and not any(acting.may(verb) for verb in entry.verbs):
            continue
        if not (url := address_of(entry.name)):
            continue
        shown.append(
            {"key": entry.key, "label": entry.label, "url": url, "icon": entry.icon, "phone": entry.phone,
             "active": is_active(url, path)}
        )  # fmt: skip
    return shown


@cache
def address_of(name: str) -> str:
    """Empty where its room is not installed."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def is_active(url: str, path: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def report_entry(acting: Acting, path: str) -> dict[str, object] | None:
    return next(iter(entries((REPORT,), acting, path)), None)
