"""The closed list of facts a rule may read about one stay; what a person is or believes is not among them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from timpora.core.rules.expressions import Expr, Fact, Kind


class Stay:
    """One stay of one person as far as it is told; every fact may be absent."""

    permit_kind = Fact("permit_kind", Kind.TEXT)
    permit_index = Fact("permit_index", Kind.TEXT)
    permit_issued_on = Fact("permit_issued_on", Kind.DATE)
    permit_ends_on = Fact("permit_ends_on", Kind.DATE)
    permit_source_as_of = Fact("permit_source_as_of", Kind.DATE)
    entered_on = Fact("entered_on", Kind.DATE)
    departed_on = Fact("departed_on", Kind.DATE)
    last_seen_on = Fact("last_seen_on", Kind.DATE)
    extension_filed_on = Fact("extension_filed_on", Kind.DATE)
    extension_decided_on = Fact("extension_decided_on", Kind.DATE)
    extension_granted = Fact("extension_granted", Kind.FLAG)
    checked_in_at = Fact("checked_in_at", Kind.MOMENT)
    lodging_reported_at = Fact("lodging_reported_at", Kind.MOMENT)
    reported_area = Fact("reported_area", Kind.TEXT)
    address_area = Fact("address_area", Kind.TEXT)
    address_changed_on = Fact("address_changed_on", Kind.DATE)
    address_change_reported_on = Fact("address_change_reported_on", Kind.DATE)
    employer_id = Fact("employer_id", Kind.TEXT)
    permit_employer_id = Fact("permit_employer_id", Kind.TEXT)
    work_area = Fact("work_area", Kind.TEXT)
    approved_work_area = Fact("approved_work_area", Kind.TEXT)
    approved_places_complete = Fact("approved_places_complete", Kind.FLAG)
    work_permit_ends_on = Fact("work_permit_ends_on", Kind.DATE)
    activity = Fact("activity", Kind.TEXT)
    sktt_reported_on = Fact("sktt_reported_on", Kind.DATE)
    sktt_issued_on = Fact("sktt_issued_on", Kind.DATE)
    guarantor_id = Fact("guarantor_id", Kind.TEXT)
    is_protected = Fact("is_protected", Kind.FLAG)

    @property
    def extension_is_open(self) -> Expr:
        return self.extension_filed_on.is_known() & self.extension_decided_on.is_missing()


FACTS: Final[Mapping[str, Fact]] = {name: fact for name, fact in vars(Stay).items() if isinstance(fact, Fact)}

# These say on which day something is planned to end, so they count before that day has come.
PLANNED: Final = frozenset({"permit_ends_on", "work_permit_ends_on"})

type FactValue = bool | str | date | datetime | None

TRUTHS: Final = {"true": True, "1": True, "false": False, "0": False}
DATE_TEXT = re.compile(r"\d{4}-\d{2}-\d{2}")


class FactError(ValueError):
    """A fact that cannot be read: `key` names what is wrong, `details` what was expected and what came."""

    def __init__(self, key: str, **details: str) -> None:
        super().__init__(f"{key}: {details}")
        self.key = key
        self.details = details


def check_facts(facts: Mapping[str, object]) -> dict[str, FactValue]:
    """Every fact of the list with its value or None; an unknown name or a value of another type is refused."""
    unknown = [name for name in facts if name not in FACTS]
    if unknown:
        raise FactError("unknown_fact", name=str(unknown[0]), known=", ".join(FACTS))
    return {name: typed(fact, facts.get(name)) for name, fact in FACTS.items()}


def typed(fact: Fact, value: object) -> FactValue:
    match fact.kind, value:
        case _, None:
            return None
        case Kind.MOMENT, datetime() if value.tzinfo is not None:
            return value
        case Kind.DATE, date() if not isinstance(value, datetime):
            return value
        case Kind.FLAG, bool():
            return value
        case Kind.TEXT, str():
            return value.strip() or None
    raise FactError("wrong_type", name=fact.name, kind=fact.kind, value=str(value))


def parse_facts(raw: Mapping[str, object]) -> dict[str, FactValue]:
    """Facts as written in YAML, JSON or a form: texts in ISO form become dates, moments and truth values."""
    return check_facts({name: parsed(FACTS[name], value) if name in FACTS else value for name, value in raw.items()})


def parsed(fact: Fact, value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or fact.kind == Kind.TEXT:
        return value
    text = value.strip()
    try:
        match fact.kind:
            case Kind.DATE if text:
                return date.fromisoformat(text) if DATE_TEXT.fullmatch(text) else text
            case Kind.MOMENT if text:
                return datetime.fromisoformat(text)
            case Kind.FLAG:
                return TRUTHS.get(text.casefold(), text or None)
    except ValueError:
        return text
    return text or None


def counted_from(name: str, value: FactValue) -> date | None:
    """The day from which a fact counts, where the fact itself says so."""
    match value:
        case datetime():
            return value.date()
        case date() if name not in PLANNED:
            return value
    return None


def known_on(day: date, facts: Mapping[str, FactValue]) -> dict[str, FactValue]:
    """The facts as they stood on `day`: what is dated later had not happened yet and counts as absent."""
    starts = {name: counted_from(name, value) or day for name, value in facts.items()}
    return {name: value if starts[name] <= day else None for name, value in facts.items()}
