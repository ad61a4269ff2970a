"""Dates of birth as people and files write them: whole, partial, or impossible."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from math import isfinite

from timpora.core.matching.absent import is_absent

EARLIEST_YEAR, LATEST_YEAR = 1850, 2100
# Spreadsheets count days from here; the lower bound keeps a bare year from being read as a day.
SERIAL_ZERO = date(1899, 12, 30)
SERIAL_FIRST, SERIAL_LAST = 10_000, 73_415

MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni",
           "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}  # fmt: skip
_SHORT_MONTHS = {"agt": 8, "ags": 8, "agst": 8, "nop": 11, "pebruari": 2, "peb": 2, "sept": 9}
_MONTH_BY_WORD = _SHORT_MONTHS | {
    spelling: number
    for months in MONTHS.values()
    for number, name in enumerate(months, start=1)
    for spelling in (name.lower(), name.lower()[:3])
}

_TIME_OF_DAY = re.compile(r"[T ]+\d{1,2}[:.]\d{2}.*$")
_PART = re.compile(r"\d+|[a-z]+|\?+")


@dataclass(frozen=True, slots=True)
class Birth:
    """A day of birth of which the day, or day and month, may be unknown."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not EARLIEST_YEAR <= self.year <= LATEST_YEAR:
            raise ValueError("birth_year_out_of_range")
        if self.month is None:
            if self.day is not None:
                raise ValueError("birth_day_without_month")
            return
        days = range(1, monthrange(self.year, self.month)[1] + 1) if 1 <= self.month <= 12 else range(0)
        if not days or (self.day is not None and self.day not in days):
            raise ValueError("birth_impossible")

    @property
    def is_whole(self) -> bool:
        return self.day is not None

    def __str__(self) -> str:
        parts = (f"{self.year:04}", self.month and f"{self.month:02}", self.day and f"{self.day:02}")
        return "-".join(part for part in parts if part)


def parse_birth(told: object) -> Birth | None:
    """Read a date of birth; None where nothing was told.

    Day before month, as Indonesia writes, unless the numbers allow only the other order. Unknown parts may be zeros,
    X or question marks. Raises ValueError whose text is a key: birth_unreadable, birth_impossible,
    birth_year_two_digits, birth_year_out_of_range, birth_day_without_month.
    """
    if isinstance(told, date):
        return Birth(told.year, told.month, told.day)
    if isinstance(told, float) and isfinite(told):
        told = int(told)  # what a spreadsheet keeps behind the point is the time of day
    text = "" if told is None else str(told).strip().strip("'").strip()
    text = re.sub(r"^(\d+)\.0$", r"\1", text)
    if is_absent(text):
        return None
    return _from_digits(text) if text.isascii() and text.isdigit() else _from_parts(_parts(text))


def _from_digits(digits: str) -> Birth | None:
    number = int(digits)
    if len(digits) == 4:
        return Birth(number)
    if len(digits) == 5 and SERIAL_FIRST <= number <= SERIAL_LAST:
        day = SERIAL_ZERO + timedelta(days=number)
        return Birth(day.year, day.month, day.day)
    if len(digits) == 8:
        year_first = [digits[:4], digits[4:6], digits[6:]]
        is_year_first = EARLIEST_YEAR <= int(digits[:4]) <= LATEST_YEAR and int(digits[4:6]) <= 12
        return _from_parts(year_first if is_year_first else [digits[:2], digits[2:4], digits[4:]])
    raise ValueError("birth_unreadable")


def _parts(text: str) -> list[str]:
    words = re.sub(r"(?<![a-z])[x<]+(?![a-z])", "?", _TIME_OF_DAY.sub("", text).lower())
    if re.search(r"[^\w\s/.,?-]", words):
        raise ValueError("birth_unreadable")
    return _PART.findall(words)


def _from_parts(parts: list[str]) -> Birth | None:
    """Two or three parts, year first or last; a month may be a word."""
    if not 1 <= len(parts) <= 3 or not any(part.isdigit() for part in parts):
        raise ValueError("birth_unreadable")
    if len(parts[0]) == 4 and parts[0].isdigit():
        year, *rest = parts
        rest.reverse()
    else:
        *rest, year = parts
    if not year.isdigit() or len(year) > 4:
        raise ValueError("birth_unreadable")
    if len(year) < 4:
        raise ValueError("birth_year_two_digits")
    if int(year) == 0:
        raise ValueError("birth_year_out_of_range")
    if rest and rest[0].isalpha():
        rest.reverse()
    numbers = [_number(part) for part in rest]
    day, month = [None] * (2 - len(numbers)) + numbers
    if month is not None and month > 12 and day is not None and day <= 12:
        day, month = month, day
    return Birth(int(year), month, day if month else None)


def _number(part: str) -> int | None:
    """A day or month; None where the part stands for unknown."""
    if part.isdigit():
        return int(part) or None
    if part.startswith("?"):
        return None
    if part not in _MONTH_BY_WORD:
        raise ValueError("birth_unreadable")
    return _MONTH_BY_WORD[part]
