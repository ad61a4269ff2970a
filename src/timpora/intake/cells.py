"""From a cell to a value of its column: dates, numbers, codes. Nothing is guessed; what is lost is refused."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from timpora.core.matching import Birth, nationality_code, parse_birth, sex_code
from timpora.core.matching.absent import bare, is_absent
from timpora.intake.layouts import Column, data, words_of
from timpora.intake.problems import Wrong
from timpora.intake.sheets import text_of

ROUNDED = re.compile(r"\d[.,]?\d*E\+?\d+", re.IGNORECASE)
MOST_DIGITS = 1e15  # beyond it a spreadsheet has already lost the last digits
CLOCK = re.compile(r"(?:^|[\sT])(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?(?:\.\d+)?\s*(?:WIB|WITA|WIT)?\s*$", re.IGNORECASE)
MONTH_FIRST = re.compile(r"(\d{1,2})[/.-](\d{4})")
MONTH_IN_WORDS = re.compile(r"[^\W\d]+\.? \d{4}")
COUNTED = re.compile(r"\d+|\d{1,3}([. ]\d{3})+")
MOST_COUNTED = 11
DAY_EDGES = {"first": time(0, 0), "last": time(23, 59, 59)}
PLACE_BEFORE = re.compile(r"^[^\d]*,\s*(?=\S*\d)")  # "Seoul, 03-04-1979"


def stripped(cell: Any) -> str:
    return text_of(cell).strip()


def text(column: Column, cell: Any, zone: ZoneInfo) -> str | None:
    told = " ".join(stripped(cell).split())
    if is_absent(told):
        return None
    if len(told) > column.limit:
        raise Wrong("text_too_long", str(column.limit))
    return told


def number(column: Column, cell: Any, zone: ZoneInfo) -> str | None:
    """As written. A number that a spreadsheet rounded cannot be brought back, so it is refused."""
    told = stripped(cell)
    if (isinstance(cell, float) and abs(cell) >= MOST_DIGITS) or ROUNDED.fullmatch(told):
        raise Wrong("number_rounded")
    return text(column, re.sub(r"^(\d+)\.0$", r"\1", told).removeprefix("'"), zone)


def birth(column: Column, cell: Any, zone: ZoneInfo) -> Birth | None:
    told = PLACE_BEFORE.sub("", cell) if isinstance(cell, str) else cell
    try:
        return parse_birth(told)
    except ValueError as error:
        raise Wrong(str(error)) from error


def day(column: Column, cell: Any, zone: ZoneInfo) -> date | None:
    found = birth(column, cell, zone)
    if found is None:
        return None
    if found.month is None or found.day is None:
        raise Wrong("date_not_whole")
    return date(found.year, found.month, found.day)


def moment(column: Column, cell: Any, zone: ZoneInfo) -> datetime | None:
    """Where only the day is told, the edge that speaks for the one who reported."""
    on = day(column, cell, zone)
    if on is None:
        return None
    clock = cell.time() if isinstance(cell, datetime) and cell.time() != time() else None
    match = CLOCK.search(cell) if isinstance(cell, str) else None
    if match and re.search(r"\d.*[\sT]", cell[: match.end(1)]):
        hour, minute, second = (int(part or 0) for part in match.groups())
        if hour > 23 or minute > 59 or second > 59:
            raise Wrong("moment_impossible")
        clock = time(hour, minute, second)
    return datetime.combine(on, clock or DAY_EDGES[column.day_only], tzinfo=zone)


def nationality(column: Column, cell: Any, zone: ZoneInfo) -> str | None:
    try:
        return nationality_code(stripped(cell))
    except ValueError as error:
        raise Wrong(str(error)) from error


def sex(column: Column, cell: Any, zone: ZoneInfo) -> str | None:
    try:
        return sex_code(stripped(cell))
    except ValueError as error:
        raise Wrong(str(error)) from error


def permit_kind(column: Column, cell: Any, zone: ZoneInfo) -> str | None:
    told = stripped(cell)
    if is_absent(told):
        return None
    known = words_of("permit_kinds")
    if is_perairan(told):
        return "ITAS"
    for spelling in (told, re.split(r"[(/,-]", told)[0], told.split()[0]):
        if bare(spelling) in known:
            return known[bare(spelling)]
    raise Wrong("permit_kind_unknown")


@lru_cache(maxsize=1024)
def is_perairan(told: str) -> bool:
    return bare(told) in {bare(word) for word in data()["perairan"]}


def sight(column: Column, cell: Any, zone: ZoneInfo) -> str | None:
    told = stripped(cell)
    if is_absent(told):
        return None
    if bare(told) not in words_of("sights"):
        raise Wrong("sight_unknown")
    return words_of("sights")[bare(told)]


def yes_no(column: Column, cell: Any, zone: ZoneInfo) -> bool | None:
    told = bare(stripped(cell))
    if not told:
        return None
    for answer, words in ((True, "yes"), (False, "no")):
        if told in map(bare, data()[words]):
            return answer
    raise Wrong("yes_no_unknown")


def month(column: Column, cell: Any, zone: ZoneInfo) -> date | None:
    """The first day of a month: 2026-08, 08/2026, Agustus 2026, or any day of it."""
    told = stripped(cell)
    if match := MONTH_FIRST.fullmatch(told):
        cell = f"{match[2]}-{int(match[1]):02}"
    elif MONTH_IN_WORDS.fullmatch(told):
        cell = f"1 {told}"
    try:
        found = birth(column, cell, zone)
    except Wrong as wrong:
        raise Wrong("month_unreadable") from wrong
    if found is not None and found.month is None:
        raise Wrong("month_unreadable")
    return found and date(found.year, found.month, 1)


def count(column: Column, cell: Any, zone: ZoneInfo) -> int | None:
    """A whole number of people; offices write a dot between thousands. An empty cell is no zero."""
    told = re.sub(r"^(\d+)\.0$", r"\1", stripped(cell))
    if told in ("", "-"):
        return None
    if not COUNTED.fullmatch(told) or len(told) > MOST_COUNTED:
        raise Wrong("count_unreadable")
    return int(re.sub(r"\D", "", told))


READERS: dict[str, Callable[[Column, Any, ZoneInfo], object]] = {
    "text": text, "number": number, "birth": birth, "date": day, "moment": moment, "nationality": nationality,
    "sex": sex, "permit_kind": permit_kind, "sight": sight, "yes_no": yes_no, "month": month, "count": count,
}  # fmt: skip
NAMING = ("text", "number")  # hardly two cells alike
