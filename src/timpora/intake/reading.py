"""From a file to rows: which sheet, which columns, and for each row its facts or what is wrong with it."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from timpora.intake import cells
from timpora.intake.layouts import (
    AREA_PARTS,
    NAMES_A_PERSON,
    Column,
    Heading,
    columns,
    data,
    find_heading,
    layout,
)
from timpora.intake.places import Places, Range, WrongPlace
from timpora.intake.problems import Problem, Wrong
from timpora.intake.sheets import Sheet, Unreadable, read_sheets, text_of
from timpora.intake.workbooks import unescaped
from timpora.registers.claims import to_json


@dataclass(frozen=True, slots=True)
class Row:
    """`told` is the row as it stands there; `facts` are ready for JSON; a problem that is no note refuses the row."""

    number: int
    told: dict[str, str]
    facts: dict[str, Any]
    area: int | None
    problems: tuple[Problem, ...]
    hash: str
    is_duplicate: bool = False

    @property
    def is_rejected(self) -> bool:
        return any(not problem.is_note for problem in self.problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as understood. `skipped` counts lines that are no data: numbering and repeated headers."""

    kind: str
    sheet: str
    format: str
    heading: Heading
    rows: list[Row] = field(repr=False)
    skipped: int = 0

    @property
    def rejected(self) -> list[Row]:
        return [row for row in self.rows if row.is_rejected]

    @property
    def duplicates(self) -> list[Row]:
        return [row for row in self.rows if row.is_duplicate]

    @property
    def accepted(self) -> list[Row]:
        return [row for row in self.rows if not row.is_rejected and not row.is_duplicate]

    @property
    def problems(self) -> list[Problem]:
        """Refusals first, then notes, each in the order of the file."""
        return sorted((p for row in self.rows for p in row.problems), key=lambda p: (p.is_note, p.row))


def read_file(
    kind: str, content: bytes, *, ranges: tuple[Range, ...], zone: ZoneInfo, as_of: date | None,
    most_rows: int | None = None,
) -> Reading:  # fmt: skip
    """Raises Unreadable where the file as a whole is not one table of this kind."""
    sheet, head = choose(kind, read_sheets(content, most_rows))
    below = enumerate(sheet.rows[head.row :], start=head.row + 1)
    data_rows = [(number, [plain(cell) for cell in row]) for number, row in below if not is_blank(row)]
    kept = [(number, row) for number, row in data_rows if not is_layout(row, head)]
    reader = RowReader(kind, head, Places(ranges), zone, as_of)
    rows = list(mark_repeated(reader.read(number, row) for number, row in kept))
    return Reading(kind, sheet.name, sheet.format, head, rows, skipped=len(data_rows) - len(kept))


def choose(kind: str, sheets: Sequence[Sheet]) -> tuple[Sheet, Heading]:
    """The one sheet with a header row of this kind. Several are refused: leaving one out silently would lose rows."""
    found = [(sheet, head) for sheet in sheets if (head := find_heading(kind, texts(sheet.rows))) is not None]
    about = set(layout(kind).about)
    fitting = [(sheet, head) for sheet, head in found if about.intersection(head.columns)]
    if not fitting:
        raise not_this_kind(kind, sheets)
    if len(fitting) > 1:
        names = ", ".join(sheet.name for sheet, _head in fitting)
        raise Unreadable(
            _("Berkas ini berisi %(n)s lembar dengan data (%(names)s). Kirim satu lembar per berkas.")
            % {"n": len(fitting), "names": names}
        )
    return fitting[0]


def not_this_kind(kind: str, sheets: Sequence[Sheet]) -> Unreadable:
    from timpora.intake.models import Batch  # its labels only; reading itself needs no table

    for other in data()["kinds"]:
        heads = [find_heading(other, texts(sheet.rows)) for sheet in sheets] if other != kind else []
        if any(head and set(layout(other).about).intersection(head.columns) for head in heads):
            return Unreadable(
                _("Isinya tampak seperti berkas jenis “%(other)s”, bukan “%(kind)s”. Pilih jenis yang sesuai.")
                % {"other": Batch.Kind(other).label, "kind": Batch.Kind(kind).label}
            )
    return Unreadable(
        _(
            "Baris judul kolom tidak ditemukan. Perlu kolom nama atau nomor dokumen, dan %(about)s. "
            "Gunakan contoh berkas yang tersedia."
        )
        % {"about": any_of(layout(kind).about)}
    )


def any_of(names: Sequence[str]) -> str:
    return _(" atau ").join(columns()[name].label for name in names)


def plain(cell: Any) -> Any:
    return unescaped(cell) if isinstance(cell, str) else cell


def texts(rows: Sequence[Sequence[Any]]) -> list[list[str]]:
    return [[text_of(cell) for cell in row] for row in rows[:30]]


def is_blank(row: Sequence[Any]) -> bool:
    return not any(text_of(cell).strip() for cell in row)


def is_layout(row: Sequence[Any], head: Heading) -> bool:
    """A line "1 2 3 …" under the header, or the header again at the top of a printed page."""
    told = [text_of(cell).strip() for cell in row]
    filled = [text for text in told if text]
    return filled == [str(n) for n in range(1, len(filled) + 1)] or heading_again(told, head)


def heading_again(told: list[str], head: Heading) -> bool:
    return [text for text in told if text] == [h for h in head.headers if not h.startswith("(")]


def mark_repeated(rows: Iterator[Row]) -> Iterator[Row]:
    seen: set[str] = set()
    for row in rows:
        yield replace(row, is_duplicate=True) if row.hash in seen and not row.is_rejected else row
        seen.add(row.hash)


class RowReader:
    """Reads row after row of one file under one understanding of its columns."""

    def __init__(self, kind: str, head: Heading, places: Places, zone: ZoneInfo, as_of: date | None) -> None:
        self.kind = kind
        self.head = head
        self.places = places
        self.zone = zone
        self.as_of = as_of
        self.layout = layout(kind)
        self.position = {name: at for at, name in enumerate(head.columns) if name}
        self.known: dict[tuple[str, type, Any], object] = {}

    def read(self, number: int, cells_there: Sequence[Any]) -> Row:
        problems = self.beyond(number, cells_there)
        facts = self.values(number, cells_there, problems)
        area = self.area(number, cells_there, facts, problems)
        if not problems_refuse(problems):
            problems += self.missing(number, facts)
        told = {header: text_of(cell) for header, cell in zip(self.head.headers, cells_there, strict=False)}
        facts = totals_as_json(facts) if self.layout.is_totals else to_json(facts)
        is_refused = problems_refuse(problems)
        return Row(
            number, told, {} if is_refused else facts, area, tuple(problems), self.hash(told if is_refused else facts)
        )

    def beyond(self, number: int, there: Sequence[Any]) -> list[Problem]:
        """A comma that should have stood in quotes shifts every cell after it."""
        extra = [text for cell in there[len(self.head.headers) :] if (text := text_of(cell).strip())]
        return [Problem(number, "", "too_many_cells", told=extra[0][:80])] if extra else []

    def values(self, number: int, there: Sequence[Any], problems: list[Problem]) -> dict[str, Any]:
        facts: dict[str, Any] = {}
        for name, at in self.position.items():
            column = columns()[name]
            if column.type not in cells.READERS or at >= len(there):
                continue
            value = self.value(column, there[at])
            if isinstance(value, Wrong):
                problems.append(self.problem(number, column, there[at], value))
            elif value is not None:
                facts[name] = value
        if "permit_kind" in facts and cells.is_perairan(cells.stripped(there[self.position["permit_kind"]])):
            facts.setdefault("permit_is_perairan", True)
        return facts

    def value(self, column: Column, cell: Any) -> object:
        """What a cell says, or what is wrong with it. A file says the same few dates and words many times."""
        key = (column.name, type(cell), cell)
        if key in self.known:
            return self.known[key]
        try:
            value = cells.READERS[column.type](column, cell, self.zone)
        except Wrong as wrong:
            value = wrong
        if column.type not in cells.NAMING:
            self.known[key] = value
        return value

    def area(self, number: int, there: Sequence[Any], facts: dict[str, Any], problems: list[Problem]) -> int | None:
        """Where the row is about; also resolves the place of work, which may be words that are no area."""
        work = self.text_at("work_area", there)
        if work:
            try:
                facts["work_area"] = self.places.area_of({"area": work})
            except Wrong:
                problems.append(
                    replace(self.problem(number, columns()["work_area"], work, Wrong("place_in_words")), is_note=True)
                )
        parts = {part: text for part in AREA_PARTS if (text := self.text_at(part, there))}
        if not parts:
            return facts.get("work_area")
        try:
            facts["area"] = self.places.area_of(parts)
        except WrongPlace as wrong:
            problems.append(self.problem(number, columns()[wrong.part], parts[wrong.part], wrong))
            return None
        return facts["area"]

    def text_at(self, name: str, there: Sequence[Any]) -> str:
        at = self.position.get(name, len(there))
        return cells.stripped(there[at]) if at < len(there) else ""

    def missing(self, number: int, facts: Mapping[str, Any]) -> list[Problem]:
        if self.layout.is_totals:
            needed = {"month": "month", "arrivals": "arrivals", "area": "regency"}
            lacking = [columns()[told].label for fact, told in needed.items() if fact not in facts]
            return [Problem(number, "", "about_missing", hint=label) for label in lacking]
        found = []
        if not facts.keys() & set(NAMES_A_PERSON):
            found.append(Problem(number, "", "person_missing"))
        if not facts.keys() & set(self.layout.about) and not (
            set(AREA_PARTS) & set(self.layout.about) and "area" in facts
        ):
            found.append(Problem(number, "", "about_missing", hint=any_of(self.layout.about)))
        return found

    def problem(self, number: int, column: Column, cell: Any, wrong: Wrong) -> Problem:
        header = self.head.headers[self.position[column.name]]
        return Problem(number, header, wrong.code, column.said, text_of(cell).strip()[:80], wrong.hint)

    def hash(self, content: Mapping[str, Any]) -> str:
        """The same row told again as of the same day is nothing new; as of a later day it is."""
        whole = [self.kind, self.as_of.isoformat() if self.as_of else "", content]
        return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def totals_as_json(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Columns that speak of nobody, and so are none of the registers'."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in facts.items()}


def problems_refuse(problems: Sequence[Problem]) -> bool:
    return any(not problem.is_note for problem in problems)
