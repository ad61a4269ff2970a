"""How a value of a fact or a detail is written in a sentence, in Indonesian and in English."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

LANGUAGES: Final = ("id", "en")

MONTHS: Final = {
    "id": "Januari,Februari,Maret,April,Mei,Juni,Juli,Agustus,September,Oktober,November,Desember",
    "en": "January,February,March,April,May,June,July,August,September,October,November,December",
}
NOT_ON_RECORD: Final = {"id": "(tidak tercatat)", "en": "(not on record)"}
TRUTH: Final = {"id": {True: "ya", False: "tidak"}, "en": {True: "yes", False: "no"}}
AT_HOUR: Final = {"id": "{day} pukul {hour:02}.{minute:02}", "en": "{day} at {hour:02}:{minute:02}"}


def phrase(value: object, language: str) -> str:
    """Moments are written in the offset they were told in."""
    match value:
        case None:
            return NOT_ON_RECORD[language]
        case bool():
            return TRUTH[language][value]
        case datetime():
            return AT_HOUR[language].format(day=phrase(value.date(), language), hour=value.hour, minute=value.minute)
        case date():
            month = MONTHS[language].split(",")[value.month - 1]
            return f"{value.day} {month} {value.year}"
    return str(value)
