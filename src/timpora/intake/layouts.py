"""Which columns a file has: headers as offices write them, kept as data in layouts.yaml."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from timpora.core.matching.absent import bare

NUMBERS = ("passport", "niora", "permit_no", "nik", "sktt_no", "rptka_no")
AREA_PARTS = ("regency", "district", "village", "area")
HEADER_SEARCHED = 30  # rows from the top among which the header is looked for
NAMES_A_PERSON = ("name", *NUMBERS)
SHORTENED = (("Tgl.", "Tanggal"), ("No.", "Nomor"), ("s.d.", "sampai dengan"))
LONGEST = {"number": 60}  # characters a column holds, where the column itself does not say
USUAL_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    label: str
    limit: int
    day_only: str

    @property
    def said(self) -> str:
        """The header as words in a sentence: "Tgl. Lahir" is said "Tanggal lahir"."""
        whole = self.label
        for short, long in SHORTENED:
            whole = whole.replace(short, long)
        first, *rest = whole.split()
        return " ".join([first, *(word if word.isupper() else word.lower() for word in rest)])


@dataclass(frozen=True, slots=True)
class Layout:
    """One kind of file: its columns in the order of the template, and every header that means one of them."""

    kind: str
    columns: tuple[str, ...]
    about: tuple[str, ...]  # a row says at least one of these
    headers: dict[str, str]
    is_totals: bool = False  # rows are numbers of people, and name nobody

    @property
    def names(self) -> tuple[str, ...]:
        """Of these columns a row has at least one."""
        return ("arrivals",) if self.is_totals else NAMES_A_PERSON


@dataclass(frozen=True, slots=True)
class Heading:
    """What we understood of a header row. `columns` holds one canonical name, or "" for unread, per column."""

    row: int
    headers: tuple[str, ...]
    columns: tuple[str, ...]

    @property
    def recognised(self) -> int:
        return sum(map(bool, self.columns))


@cache
def data() -> dict[str, Any]:
    return yaml.safe_load(files("timpora.intake").joinpath("layouts.yaml").read_text(encoding="utf-8"))


@cache
def columns() -> dict[str, Column]:
    return {
        name: Column(
            name=name,
            type=told["type"],
            label=told["label"],
            limit=told.get("limit", LONGEST.get(told["type"], USUAL_LONGEST)),
            day_only=told.get("day_only", ""),
        )
        for name, told in data()["columns"].items()
    }


@cache
def layout(kind: str) -> Layout:
    told = data()["kinds"][kind]
    headers: dict[str, str] = {}
    for name in told["columns"]:
        column = data()["columns"][name]
        for word in (name, column["label"], *column.get("words", ())):
            headers.setdefault(bare(word), name)
    for name, words in told.get("words", {}).items():
        headers |= {bare(word): name for word in words}  # what this kind means by it comes first
    return Layout(kind, tuple(told["columns"]), tuple(told["about"]), headers, told.get("is_totals", False))


@cache
def words_of(list_name: str) -> dict[str, str]:
    """Words in cells -> code, for `permit_kinds` and `sights`."""
    said = {bare(word): code for code, words in data()[list_name].items() for word in words}
    return {bare(code): code for code in data()[list_name]} | said


def heading(kind: str, row_no: int, cells: list[str]) -> Heading:
    known, found = layout(kind).headers, []
    for cell in cells:
        name = known.get(bare(cell)) or known.get(bare(cell.split("(")[0])) or ""
        found.append("" if name in found else name)  # a second column of the same name is not read
    return Heading(row_no, unique(cells), tuple(found))


def unique(headers: list[str]) -> tuple[str, ...]:
    """Headers as keys: an empty one gets its position, a repeated one its turn."""
    seen: dict[str, int] = {}
    result = []
    for position, header in enumerate(headers, start=1):
        text = " ".join(header.split()) or f"({position})"
        seen[text] = seen.get(text, 0) + 1
        result.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return tuple(result)


def find_heading(kind: str, rows: list[list[str]]) -> Heading | None:
    """The row among the first that says the most column names; at least two, of which one names or counts people."""
    found = [heading(kind, number, cells) for number, cells in enumerate(rows[:HEADER_SEARCHED], start=1)]
    fitting = [h for h in found if h.recognised >= 2 and set(h.columns).intersection(layout(kind).names)]
    return max(fitting, key=lambda h: (h.recognised, -h.row), default=None)
