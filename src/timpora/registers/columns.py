"""The canonical columns: every fact a source may tell about a person, and how it travels through JSON."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from timpora.core.matching import Birth, parse_birth


class Form(StrEnum):
    """What a value of a column is in Python."""

    TEXT = "text"
    NUMBER = "number"  # of a document, as written; its comparison key is made here
    DATE = "date"
    MOMENT = "moment"  # aware
    AREA = "area"  # ten-digit integer
    FLAG = "flag"
    BIRTH = "birth"  # core.matching.Birth
    SEX = "sex"  # M or F
    COUNTRY = "country"  # three letters as passports carry them


CANONICAL: dict[str, Form] = {
    "name": Form.TEXT,
    "sex": Form.SEX,
    "nationality": Form.COUNTRY,
    "birth": Form.BIRTH,
    "passport": Form.NUMBER,
    "passport_country": Form.COUNTRY,
    "passport_valid_until": Form.DATE,
    "niora": Form.NUMBER,
    "permit_no": Form.NUMBER,
    "nik": Form.NUMBER,
    "sktt_no": Form.NUMBER,
    "rptka_no": Form.NUMBER,
    "permit_kind": Form.TEXT,
    "permit_index": Form.TEXT,
    "permit_is_perairan": Form.FLAG,
    "permit_issued_on": Form.DATE,
    "permit_ends_on": Form.DATE,
    "entered_on": Form.DATE,
    "departed_on": Form.DATE,
    "extension_filed_on": Form.DATE,
    "extension_decided_on": Form.DATE,
    "extension_granted": Form.FLAG,
    "guarantor": Form.TEXT,
    "address": Form.TEXT,
    "area": Form.AREA,
    "employer": Form.TEXT,
    "position": Form.TEXT,
    "work_area": Form.AREA,
    "work_permit_ends_on": Form.DATE,
    "sktt_reported_on": Form.DATE,
    "sktt_issued_on": Form.DATE,
    "place": Form.TEXT,
    "checked_in_at": Form.MOMENT,
    "checked_out_at": Form.MOMENT,
    "reported_at": Form.MOMENT,
    "seen_on": Form.DATE,
    "sight": Form.TEXT,
    "activity": Form.TEXT,
}


class NotCanonical(ValueError):
    """A column that is not in the list, or a value of another form."""


def to_json(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as a JSON column keeps them; what is empty is left out."""
    return {name: plain(value) for name, value in read(facts).items()}


def plain(value: object) -> object:
    if isinstance(value, date):  # moments too
        return value.isoformat()
    return str(value) if isinstance(value, Birth) else value


def read(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts in Python's types, from those or from JSON; what is empty is left out."""
    unknown = facts.keys() - CANONICAL.keys()
    if unknown:
        raise NotCanonical(f"no such column: {', '.join(sorted(unknown))}; known: {', '.join(CANONICAL)}")
    return {name: typed(name, value) for name, value in facts.items() if value is not None and value != ""}


def typed(name: str, value: object) -> object:
    form = CANONICAL[name]
    match form, value:
        case Form.MOMENT, datetime() if value.tzinfo is not None:
            return value
        case Form.MOMENT, str() if (moment := datetime.fromisoformat(value)).tzinfo is not None:
            return moment
        case Form.DATE, date() if not isinstance(value, datetime):
            return value
        case Form.DATE, str():
            return date.fromisoformat(value)
        case Form.BIRTH, Birth() | None:
            return value
        case Form.BIRTH, date() | str():
            return parse_birth(value)
        case Form.FLAG, bool():
            return value
        case Form.AREA, int() if not isinstance(value, bool):
            return value
        case ((Form.TEXT | Form.NUMBER | Form.SEX | Form.COUNTRY), str()):
            return value.strip()
    raise NotCanonical(f"{name}: expected {form}, got {value!r}")
