"""The kinds of official paper: what each is called, what it must be told, and what it says where nothing was told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.documents import layouts
from timpora.documents.blocks import COMMON, SIGNATURE, fields_of, rows_of
from timpora.documents.reference import title_of

DAY, SIGN = COMMON["dated_words"], "${ttd_pengirim}"  # filled by TU in SRIKANDI, as the number is
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")  # no file of Word may hold them
PERSON = ("name", "staff_number", "rank", "position", "agency", "phone")


class UnknownTemplate(ValueError):
    pass


class FieldsMissing(ValueError):
    """The letter cannot be made: what it must be told was not told."""

    def __init__(self, kind: "Kind", missing: Iterable[str]) -> None:
        self.kind, self.missing = kind, tuple(missing)
        super().__init__(f"{kind.code}: expected {', '.join(kind.required)}; missing: {', '.join(self.missing)}")


@dataclass(frozen=True, slots=True)
class Kind:
    """`required` is the one place that says what this paper cannot do without."""

    code: str
    label: str | Promise
    required: tuple[str, ...]
    layout: layouts.Layout = ()  # without one the letter has a template of its own
    is_numbered: bool = False
    is_wide: bool = False

    @property
    def defaults(self) -> dict[str, Any]:
        return fields_of(self.layout)

    @property
    def fields(self) -> frozenset[str]:
        return frozenset(self.defaults) | {"is_practice"}

    def check(self, data: Mapping[str, Any]) -> None:
        missing = [name for name in self.required if not told(data.get(name))]
        if missing:
            raise FieldsMissing(self, missing)

    def complete(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """The same words for both forms: every field of the kind, rows with every name they may have."""
        defaults, rows = self.defaults, rows_of(self.layout)
        given = {name: value for name, value in data.items() if name in defaults and told(value)}
        full = defaults | {"title": title_of(self.code)} | {name: clean(value) for name, value in given.items()}
        full["kop"] = COMMON["kop"] | full["kop"]
        full["signature"] = signature(full["signature"])
        if self.is_numbered and not told(given.get("number")):  # day and signature come back with the number, from TU
            full["dated_words"], full["signature"]["mark"] = DAY, SIGN
        for name, keys in rows.items():
            if name == "sheets":
                full["sheets"] = sheets(clean(dict(data)), full["with_phone"])
            elif keys == SIGNATURE:
                full[name] = [signature(row) for row in full[name]]
            else:
                full[name] = [{key: row.get(key, "") for key in keys} for row in full[name]]
        if "charts" in rows:
            full["charts"] = [chart | {"rows": bars(chart["rows"] or [])} for chart in full["charts"]]
        return full


def told(value: object) -> bool:
    return value is not None and value != "" and value != [] and value != {}


def clean(value: Any) -> Any:
    """Signs that no paper can hold are left out; a tab is a blank."""
    if isinstance(value, str):
        return UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))
    if isinstance(value, Mapping):
        return {key: clean(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [clean(inner) for inner in value]
    return value


def signature(row: Mapping[str, Any]) -> dict[str, Any]:
    return dict(COMMON["signature"]) | {key: value for key, value in row.items() if key in SIGNATURE and value}


def sheets(data: Mapping[str, Any], has_phone: bool) -> list[dict[str, Any]]:
    """One sheet a day; signatures in zigzag, and blank rows after those who are named."""
    days = data.get("sheets") or [{"day": data.get("day") or "-", "people": data.get("people") or []}]
    blank, made = int(data.get("blank_rows") or 0), []
    for sheet in days:
        people = [*sheet.get("people", ()), *({} for _row in range(blank))]
        made.append({"day": sheet.get("day", "-"), "rows": [seat(*row, has_phone) for row in enumerate(people, 1)]})
    return made


def seat(number: int, person: Mapping[str, Any], has_phone: bool) -> dict[str, Any]:
    names = person | {"staff_number": person.get("staff_number") or person.get("number", "")}
    told = {key: str(names.get(key) or "") for key in PERSON}
    indent = "" if number % 2 else "\u2003" * 5
    return told | {"number": number, "phone": told["phone"] if has_phone else "", "sign": f"{indent}{number}. ........"}


def bars(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each with its share of the longest, so that whoever draws need not count."""
    rows = [dict(row) for row in rows]
    most = max((row["value"] for row in rows), default=0) or 1
    return [row | {"said": str(row.get("said") or row["value"]), "share": row["value"] / most} for row in rows]


KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        Kind("undangan", _("Undangan"), ("kop", "about", "addressees", "day", "clock", "place", "theme"),
             layouts.UNDANGAN, is_numbered=True),
        Kind("daftar_hadir", _("Daftar hadir"), ("kop", "theme", "place"), layouts.DAFTAR_HADIR, is_wide=True),
        Kind("susunan_acara", _("Susunan acara"), ("kop", "theme", "day", "programme"), layouts.SUSUNAN_ACARA),
        Kind("surat_tugas", _("Surat tugas"), ("kop", "bases", "officials", "tasks", "signature"),
             layouts.SURAT_TUGAS, is_numbered=True),
        Kind("bahan_rapat", _("Bahan rapat"), ("kop", "theme", "day", "as_of"), layouts.BAHAN_RAPAT),
        Kind("notula", _("Notula"), ("kop", "theme", "day", "place"), layouts.NOTULA),
        Kind("berita_acara", _("Berita acara kesepakatan"), ("kop", "opening", "agreed", "signatures"),
             layouts.BERITA_ACARA, is_numbered=True),
        Kind("laporan_kegiatan", _("Laporan kegiatan"),
             ("kop", "about", "theme", "day", "place", "activities", "results", "signatures"),
             layouts.LAPORAN_KEGIATAN, is_numbered=True),
        Kind("siaran_pers", _("Siaran pers"), ("kop", "headline", "opening", "signature"), layouts.SIARAN_PERS,
             is_numbered=True),
        Kind("tanda_terima", _("Tanda terima"), ("kop", "giver", "receiver", "day", "things", "signatures"),
             layouts.TANDA_TERIMA, is_numbered=True),
        Kind("sk_tim", _("SK Tim PORA"), ("kop", "about", "considering", "bases", "decisions", "seats", "signature"),
             layouts.SK_TIM, is_numbered=True),
        Kind("laporan_bulanan", _("Laporan bulanan"),
             ("kop", "about", "addressees", "opening", "table_title", "places", "signature"),
             layouts.LAPORAN_BULANAN, is_numbered=True),
        Kind("keadaan", _("Keadaan orang asing"), ("kop", "about", "month")),
        Kind("laporan_kesbangpol", _("Laporan Kesbangpol"), ("kop", "about", "month", "addressee"), is_numbered=True),
        Kind("perjanjian", _("Naskah perjanjian"), ("about",), is_numbered=True),
    )
}  # fmt: skip


def kind_of(template: str) -> Kind:
    if template not in KINDS:
        raise UnknownTemplate(f"expected one of {', '.join(KINDS)}; got {template!r}")
    return KINDS[template]
