"""Reading a pasted list of officers: who holds which position in which kecamatan, with problems named by their line."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from timpora.agencies.models import Holding

COLUMNS = ("kecamatan", "nama", "jabatan", "nip", "hp")
HEADINGS = {
    "kecamatan": "kecamatan", "distrik": "kecamatan", "nama": "nama", "namapejabat": "nama", "jabatan": "jabatan",
    "nip": "nip", "nrp": "nip", "nipnrp": "nip", "hp": "hp", "nohp": "hp", "telepon": "hp", "nomortelepon": "hp",
}  # fmt: skip
# Which body of the kecamatan a position belongs to, by a word of its title; the first that is found.
KINDS = {
    "kapolsek": "polsek", "polsek": "polsek", "bhabinkamtibmas": "polsek", "danramil": "koramil", "koramil": "koramil",
    "babinsa": "koramil", "camat": "kecamatan", "trantib": "kecamatan", "ketenteraman": "kecamatan",
    "kecamatan": "kecamatan", "distrik": "kecamatan", "imigrasi": "secretariat", "inteldakim": "secretariat",
}  # fmt: skip
CAPACITY = re.compile(r"^(plt|plh)\.?\s+", re.IGNORECASE)
BEFORE = re.compile(r"^(kecamatan|kec\.?|distrik)\s+", re.IGNORECASE)
NUMBER = re.compile(r"^[\d\s./-]{4,40}$")
PHONE = re.compile(r"^\+?[\d\s().-]{8,24}$")
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Officer:
    line: int
    area: int
    name: str
    title: str
    capacity: str
    kind: str  # of the agency; "secretariat": the team's own
    number: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    line: int
    text: str
    words: str


class Unreadable(ValueError):
    """One line cannot be used; the message is the sentence for its sender."""


def folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", BEFORE.sub("", text.strip()).casefold())


def read_officers(text: str, districts: Mapping[int, str]) -> tuple[list[Officer], list[Problem]]:
    """`districts`: code → name of those that the decree makes. Each line is taken or named as a problem, none is lost.

    A line is "kecamatan; nama; jabatan; NIP; HP". Under a line that is only the name of a kecamatan the first part is
    left out. A first line of headings may put the columns in another order.
    """
    codes = {folded(name): code for code, name in districts.items()}
    columns, area = COLUMNS, None
    found: dict[tuple[int, str], Officer] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.splitlines(), start=1):
        cells = cells_of(line)
        if not any(cells):
            continue
        headings = [HEADINGS.get(folded(cell) or cell.casefold(), "") for cell in cells]
        if not found and not problems and {"nama", "jabatan"} <= set(headings):
            columns = tuple(headings)
            continue
        try:
            if len([cell for cell in cells if cell]) == 1:
                area = area_of(cells[0], codes, districts)
                continue
            officer = officer_of(number, cells, columns, area, codes, districts)
            same = found.setdefault((officer.area, folded(officer.title)), officer)
            if same.name != officer.name:
                raise Unreadable(
                    _("Jabatan “%(title)s” sudah diisi %(name)s pada baris %(line)d. Hapus salah satunya.")
                    % {"title": officer.title, "name": same.name, "line": same.line}
                )
        except Unreadable as error:
            problems.append(Problem(number, line.strip()[:LONGEST], str(error)))
    return list(found.values()), problems


def cells_of(line: str) -> list[str]:
    """Tab, semicolon or comma: names with titles hold commas, hence the comma last."""
    mark = next((mark for mark in ("\t", ";") if mark in line), ",")
    return [" ".join(cell.split()) for cell in next(csv.reader([line], delimiter=mark, skipinitialspace=True), [])]


def officer_of(
    line: int, cells: list[str], columns: tuple[str, ...], area: int | None, codes: Mapping[str, int],
    districts: Mapping[int, str],
) -> Officer:  # fmt: skip
    if area is not None and columns == COLUMNS:
        columns = COLUMNS[1:]
    told = dict(zip(columns, cells, strict=False))
    if "kecamatan" in columns:
        area = area_of(told.get("kecamatan", ""), codes, districts)
    elif area is None:
        raise Unreadable(_("Kecamatannya belum disebut. Tulis nama kecamatan di depan, atau sebagai baris sendiri."))
    name, title = told.get("nama", ""), told.get("jabatan", "")
    if not name or not title or len(name) > LONGEST or len(title) > 150:
        raise Unreadable(
            _("Setiap baris memerlukan nama dan jabatan, dipisahkan titik koma: kecamatan; nama; jabatan.")
        )
    capacity = CAPACITY.match(title)
    title = CAPACITY.sub("", title)
    return Officer(
        line, area, name, title, capacity.group(1).lower() if capacity else Holding.Capacity.DEFINITIF, kind_of(title),
        checked(told.get("nip", ""), NUMBER, _("NIP/NRP “%(told)s” bukan angka. Perbaiki atau kosongkan.")),
        checked(told.get("hp", ""), PHONE, _("Nomor HP “%(told)s” bukan nomor telepon. Perbaiki atau kosongkan.")),
    )  # fmt: skip


def area_of(told: str, codes: Mapping[str, int], districts: Mapping[int, str]) -> int:
    code = codes.get(folded(told))
    if code is not None:
        return code
    near = [districts[codes[key]] for key in get_close_matches(folded(told), list(codes), n=2, cutoff=0.6)]
    if near:
        words = _("Kecamatan “%(told)s” tidak ada di antara yang dipilih. Mungkin maksudnya: %(near)s.")
        raise Unreadable(words % {"told": told, "near": ", ".join(near)})
    raise Unreadable(
        _("Kecamatan “%(told)s” tidak ada di antara yang dipilih. Periksa namanya atau centang.") % {"told": told}
    )


def kind_of(title: str) -> str:
    known = next((kind for word, kind in KINDS.items() if word in title.casefold()), "")
    if not known:
        words = _(
            "Instansi jabatan “%(title)s” tidak dikenali. Yang dikenali: Camat, Kasi Trantib, Kapolsek, "
            "Bhabinkamtibmas, Danramil, Babinsa. Yang lain ditambahkan pada halaman timnya."
        )
        raise Unreadable(words % {"title": title})
    return known


def checked(told: str, shape: re.Pattern[str], words: str) -> str:
    if told and not shape.match(told):
        raise Unreadable(words % {"told": told})
    return told
