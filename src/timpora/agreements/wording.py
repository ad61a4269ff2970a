"""Clauses as sentences, with what each switches on right now and who will see it."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies.duties import DUTIES
from timpora.agencies.queries import members_who_may
from timpora.agreements.models import Clause
from timpora.agreements.queries import IN_FORCE
from timpora.agreements.reference import categories, purposes
from timpora.territory.queries import area_name

SHOWN = 30
GAP = "…………………"  # to be filled in with a pen
# What a category shows, by the names of its list.
COLUMNS: dict[str, str | Promise] = {
    "name": gettext_lazy("Nama"),
    "nationality": gettext_lazy("Kewarganegaraan"),
    "birth": gettext_lazy("Tanggal lahir"),
    "birth_year": gettext_lazy("Tahun lahir"),
    "permit_kind": gettext_lazy("Izin tinggal"),
    "permit_ends_on": gettext_lazy("Izin tinggal sampai"),
    "permit_source_as_of": gettext_lazy("Keadaan data per"),
    "employer": gettext_lazy("Perusahaan"),
    "work_permit_ends_on": gettext_lazy("RPTKA sampai"),
    "address_area": gettext_lazy("Wilayah alamat"),
    "sktt_reported_on": gettext_lazy("Lapor Dukcapil"),
    "sktt_issued_on": gettext_lazy("SKTT terbit"),
    "area": gettext_lazy("Wilayah"),
}


def said(clause: Clause) -> str:
    return _("%(giver)s memberikan %(what)s kepada %(receiver)s untuk %(purpose)s di wilayah %(areas)s.") % {
        "giver": clause.giver.name,
        "what": categories()[clause.category],
        "receiver": clause.receiver.name,
        "purpose": purposes()[clause.purpose],
        "areas": ", ".join(area_name(area) for area in clause.areas),
    }


@dataclass(frozen=True, slots=True)
class Effect:
    """One clause on the page: its sentence, what it switches on, and the people who will see it."""

    clause: Clause
    sentence: str
    switches: str
    columns: tuple[str, ...]
    readers: tuple[str, ...]
    more: int


def effect_of(clause: Clause, state: str, at: datetime) -> Effect:
    category = categories()[clause.category]
    if category.files:
        on = _("%(giver)s dapat mengirim berkas ini kepada kantor imigrasi.") % {"giver": clause.giver.short_name}
        return Effect(clause, said(clause), on if state == IN_FORCE else off(state), (), (), 0)
    on = _("%(receiver)s melihatnya di halaman Data bersama.") % {"receiver": clause.receiver.short_name}
    members = members_who_may([category.verb], clause.receiver, at)
    readers = tuple(f"{member.account.name}, {DUTIES[member.duty].label}" for member in members[:SHOWN])
    switches = on if state == IN_FORCE else off(state)
    return Effect(
        clause,
        said(clause),
        switches,
        tuple(str(COLUMNS[name]) for name in category.shows),
        readers,
        max(0, len(members) - SHOWN),
    )


def off(state: str) -> str:
    return _("Belum membuka apa pun.") if state in ("draft", "not_yet") else _("Tidak lagi membuka apa pun.")


def day_words(day: date | None) -> str:
    """For papers, which are Indonesian whatever the screen speaks."""
    return str(format_date(day, "d MMMM y", locale="id")) if day else GAP
