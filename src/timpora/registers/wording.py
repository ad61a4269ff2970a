"""Claims and current facts in words, with who told them and when."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from timpora.core.matching import country_name
from timpora.foundation.templatetags.timpora import tanggal_pendek, waktu
from timpora.registers.models import CurrentPerson, CurrentStay, Identifier, PermitClaim, Person
from timpora.registers.telling import Spoken
from timpora.territory.queries import area_name, day_at, zone_of

SEXES = {"M": gettext_lazy("Laki-laki"), "F": gettext_lazy("Perempuan")}
KINDS = {
    "permits": gettext_lazy("data izin tinggal"),
    "workers": gettext_lazy("data tenaga kerja asing"),
    "residents": gettext_lazy("data penduduk orang asing"),
    "lodging": gettext_lazy("laporan penginapan"),
    "sightings": gettext_lazy("data keberadaan"),
    "report": gettext_lazy("laporan lapangan"),
}
SIGHTS = {
    "lives": gettext_lazy("Tinggal di sini"),
    "stays": gettext_lazy("Menginap sementara"),
    "works": gettext_lazy("Bekerja"),
    "visits": gettext_lazy("Berkunjung atau berwisata"),
    "passes": gettext_lazy("Melintas"),
    "left": gettext_lazy("Sudah pergi dari tempat ini"),
}


def country(code: str) -> str:
    language = "en" if (get_language() or "id").startswith("en") else "id"
    return name_of_country(code, language) if code else ""


name_of_country = lru_cache(maxsize=1000)(country_name)  # fifty times a page


PERMITS = dict(PermitClaim.Kind.choices)


def permit_name(kind: str, index: str = "") -> str:
    label = str(PERMITS.get(kind, kind))
    return f"{label} ({kind} {index})".replace(f" ({kind} )", f" ({kind})") if label != kind else kind


def birth_text(year: int | None, month: int | None, day: int | None) -> str:
    """ISO, as far as known: the filters for dates read it."""
    parts = [f"{year:04}" if year else "", f"{month:02}" if month else "", f"{day:02}" if day else ""]
    return "-".join(part for part in parts if part)


def told_of(spoken: Spoken) -> dict[str, Any]:
    """One entry of the timeline."""
    sentences = [sentence for noun, say in SAY.items() for claim in spoken.of(noun) if (sentence := say(claim))]
    agency = _("menurut %(agency)s, %(day)s") % {
        "agency": spoken.source.agency_name, "day": tanggal_pendek(spoken.told_on),
    }  # fmt: skip
    kind = str(KINDS.get(spoken.mention.kind, spoken.mention.kind))
    if spoken.mention.handling:  # whoever reads it here must not pass it on
        kind += f" · {spoken.mention.get_handling_display()}"
    as_of = spoken.source.as_of
    return {
        "when": spoken.known[0],
        "text": " ".join(sentences) or _("Disebut dengan nama %(name)s.") % {"name": spoken.mention.name or "—"},
        "by": agency,
        "source": kind + (", " + _("keadaan %(day)s") % {"day": tanggal_pendek(as_of)} if as_of else ""),
    }


def say_permit(claim: Any) -> str:
    words = permit_name(claim.kind, claim.index_code) or _("Izin tinggal")
    if claim.ends_on:
        words = _("%(permit)s berlaku sampai %(day)s") % {"permit": words, "day": tanggal_pendek(claim.ends_on)}
    if claim.extension_filed_on:
        words += ", " + _("perpanjangan diajukan %(day)s") % {"day": tanggal_pendek(claim.extension_filed_on)}
    if claim.guarantor:
        words += ", " + _("penjamin %(name)s") % {"name": claim.guarantor}
    return words + "."


def say_crossing(claim: Any) -> str:
    entered = _("Masuk Indonesia %(day)s.") % {"day": tanggal_pendek(claim.entered_on)} if claim.entered_on else ""
    left = (
        _("Meninggalkan Indonesia %(day)s.") % {"day": tanggal_pendek(claim.departed_on)} if claim.departed_on else ""
    )
    return f"{entered} {left}".strip()


def say_residence(claim: Any) -> str:
    where = ", ".join(filter(None, (claim.address, area_name(claim.area))))
    words = _("Bertempat tinggal di %(where)s") % {"where": where}
    if claim.sktt_reported_on:
        words += ", " + _("melapor ke Disdukcapil %(day)s") % {"day": tanggal_pendek(claim.sktt_reported_on)}
    return words + "."


def say_presence(claim: Any) -> str:
    where = ", ".join(filter(None, (claim.place, area_name(claim.area))))
    if claim.checked_in_at:
        at = waktu(claim.checked_in_at, zone_of(claim.area))
        return _("Menginap di %(where)s sejak %(at)s.") % {"where": where, "at": at}
    if claim.seen_on:
        return _("Terlihat di %(where)s, %(day)s.") % {"where": where, "day": tanggal_pendek(claim.seen_on)}
    return _("Menginap di %(where)s.") % {"where": where}


def say_work(claim: Any) -> str:
    firm = claim.employer.name if claim.employer else ""
    if firm and claim.position:
        words = _("Bekerja pada %(firm)s sebagai %(position)s") % {"firm": firm, "position": claim.position}
    else:
        words = (
            _("Bekerja pada %(firm)s") % {"firm": firm}
            if firm
            else _("Bekerja sebagai %(position)s") % {"position": claim.position}
        )
    if claim.ends_on:
        words += ", " + _("pengesahan sampai %(day)s") % {"day": tanggal_pendek(claim.ends_on)}
    return words + "."


def say_activity(claim: Any) -> str:
    return ": ".join(filter(None, (str(SIGHTS.get(claim.code, "")), claim.words)))


SAY = {
    "permitclaim": say_permit, "crossingclaim": say_crossing, "residenceclaim": say_residence,
    "presenceclaim": say_presence, "workclaim": say_work, "activityclaim": say_activity,
}  # fmt: skip


def facts_of_page(person: Person, current: CurrentPerson, stay: CurrentStay) -> list[dict[str, Any]]:
    """The facts in the order in which an officer asks for them; each with its source, and what others say."""
    origins, contradictions = stay.origins, current.contradictions
    birth = birth_text(current.birth_year, current.birth_month, current.birth_day)
    permit = permit_name(stay.permit_kind, stay.permit_index)
    lines: list[tuple[Any, str, str, str]] = [
        # label, words, fact whose origin is shown, contradiction
        (_("Nama"), current.name, "name", "name"),
        (_("Jenis kelamin"), str(SEXES.get(current.sex, "")), "sex", "sex"),
        (_("Kewarganegaraan"), country(current.nationality), "nationality", "nationality"),
        (_("Tanggal lahir"), tanggal_pendek(birth), "birth", "birth"),
        (_("Izin tinggal"), permit, "permit_kind", "permit_kind"),
        (_("Berlaku sampai"), tanggal_pendek(stay.permit_ends_on), "permit_ends_on", "permit_ends_on"),
        (_("Perpanjangan diajukan"), tanggal_pendek(stay.extension_filed_on), "extension_filed_on", ""),
        (_("Masuk Indonesia"), tanggal_pendek(stay.entered_on), "entered_on", ""),
        (_("Berangkat"), tanggal_pendek(stay.departed_on), "departed_on", "departed_on"),
        (_("Terakhir terlihat"), seen(stay), "last_seen_on", ""),
        (_("Tempat tinggal"), place(stay.address_area), "address_area", ""),
        (_("Pemberi kerja"), current.employer, "employer", "employer"),
    ]
    always = {"name", "nationality", "birth", "permit_kind", "permit_ends_on", "last_seen_on"}
    facts = [
        {
            "label": label,
            "value": words,
            **source_of(origins.get(fact), person.area),
            "also": others(contradictions.get(contradiction, []), origins.get(fact), person.area),
        }
        for label, words, fact, contradiction in lines
        if words or fact in always
    ]
    if current.sort_key != current.name:  # as a passport's machine-readable lines would have it
        facts[0]["mrz"] = current.sort_key
    return facts


def seen(stay: CurrentStay) -> str:
    where = place(stay.origins.get("last_seen_on", {}).get("area"))
    return ", ".join(filter(None, (tanggal_pendek(stay.last_seen_on), where)))


def place(area: int | None) -> str:
    return area_name(area) if area else ""


def source_of(origin: dict[str, Any] | None, area: int) -> dict[str, Any]:
    return {"source": origin["agency"], "on": told_day(origin, area)} if origin else {"source": "", "on": None}


def told_day(origin: dict[str, Any], area: int) -> date:
    return day_at(area, datetime.fromisoformat(origin["told_at"]))


def others(values: list[dict[str, Any]], chosen: dict[str, Any] | None, area: int) -> list[dict[str, Any]]:
    """What other sources say, beside the value that is shown."""
    return [
        {"value": readable(value["value"])} | source_of(value, area)
        for value in values
        if not chosen or value["mention"] != chosen["mention"]
    ]


def readable(value: str) -> str:
    try:
        return tanggal_pendek(value) if value[:4].isdigit() and not value.isdigit() else str(SEXES.get(value, value))
    except ValueError:
        return value


def numbers_of(told: list[Spoken], *, sees_nik: bool) -> list[dict[str, Any]]:
    """Each number once, with all who tell it."""
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for spoken in told:
        for row in spoken.of("identifier"):
            line = lines.setdefault((row.kind, row.key), {
                "kind": Identifier.Kind(row.kind).label, "number": masked(row, sees_nik),
                "country": country(row.country),
                "valid_until": row.valid_until, "tellers": {},
            })  # fmt: skip
            line["valid_until"] = line["valid_until"] or row.valid_until
            line["tellers"].setdefault(spoken.source.agency_name, spoken.told_on)
    order = list(Identifier.Kind.values)
    return [lines[key] for key in sorted(lines, key=lambda key: (order.index(key[0]), key[1]))]


def masked(row: Identifier, sees_nik: bool) -> str:
    return row.number if sees_nik or row.kind != Identifier.Kind.NIK else "•••• " + row.key[-4:]
