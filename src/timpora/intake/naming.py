"""Whom a report or a row of a file names: of whom it speaks, and what is said beside."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from timpora.core.matching import nationality_code, parse_birth
from timpora.foundation.crypto import key_ring
from timpora.intake.layouts import NUMBERS
from timpora.intake.models import BatchRow, Report
from timpora.registers.columns import read
from timpora.registers.naming import Words

DOCUMENTS = [name for name in NUMBERS if name != "rptka_no"]  # one approval covers a whole workforce
WHO = frozenset({"name", "birth", "nationality", *DOCUMENTS})
KEY_BYTES = 8


def readable[T](read: Callable[[str], T], told: str) -> T | None:
    try:
        return read(told)
    except ValueError:
        return None


def words_of_report(report: Report) -> Words:
    return Words(
        name=report.name_told,
        text=" ".join((report.place, report.words, report.employer_told)),
        birth=readable(parse_birth, report.birth_year_told),
        nationality=readable(nationality_code, report.nationality_told),
    )


def keys_of_report(report: Report, informant: str = "") -> list[int]:
    """Who told it is kept sealed, so its keys are made with the installation's own."""
    teller = Words(text=informant).keys()
    return sorted(words_of_report(report).keys() | {sealed(key) for key in teller})


def sealed(key: int) -> int:
    return int.from_bytes(bytes.fromhex(key_ring().blind_index(f"named {key}"))[:KEY_BYTES], signed=True)


def words_of_row(row: BatchRow, columns: Sequence[Mapping[str, str]]) -> Words:
    """What was refused may stand in any cell; what was understood names somebody in its own columns."""
    if row.state != BatchRow.State.REJECTED:
        facts: Mapping[str, Any] = read({name: value for name, value in row.facts.items() if name in WHO})
        return Words(
            name=str(facts.get("name", "")),
            numbers=tuple(str(facts[name]) for name in DOCUMENTS if name in facts),
            birth=facts.get("birth"),
            nationality=facts.get("nationality"),
        )
    headers = {column["column"]: column["header"] for column in columns if column["column"]}
    cells = {name: str(row.told.get(header, "")) for name, header in headers.items()}
    return Words(
        name=cells.get("name", ""),
        numbers=tuple(cells[name] for name in DOCUMENTS if name in cells),
        text=" ".join(str(told) for header, told in row.told.items() if header != headers.get("name")),
        birth=readable(parse_birth, cells.get("birth", "")),
        nationality=readable(nationality_code, cells.get("nationality", "")),
    )
