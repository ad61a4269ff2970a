"""The facts a rule may read of a stay. Nationality, religion and ethnicity are not among them."""

from datetime import datetime

from timpora.core.rules import FACTS
from timpora.registers.models import CurrentStay
from timpora.territory.codes import dotted
from timpora.territory.queries import zone_of

# Columns of the stay that mean exactly what the fact of the same name means.
SAME_NAME = (
    "permit_kind", "permit_index", "permit_issued_on", "permit_ends_on", "permit_source_as_of", "entered_on",
    "departed_on", "last_seen_on", "extension_filed_on", "extension_decided_on", "extension_granted", "checked_in_at",
    "lodging_reported_at", "sktt_reported_on", "sktt_issued_on", "work_permit_ends_on",
)  # fmt: skip
AREAS = ("reported_area", "address_area")
WATERS = "PERAIRAN"  # the rulebook's index mark of a limited stay permit for waters
ORIGIN_ELSEWHERE = {"permit_index": "permit_is_perairan"}


def facts_of(stay: CurrentStay) -> dict[str, object]:
    """Known facts only, moments in the time of the place: there their day is a legal day."""
    values: dict[str, object] = {name: getattr(stay, name) for name in SAME_NAME}
    values |= {name: dotted(area) for name in AREAS if (area := getattr(stay, name)) is not None}
    if stay.permit_is_perairan:
        values["permit_index"] = WATERS
    if stay.is_protected:
        values["is_protected"] = True
    return {name: in_place(value, stay.area) for name, value in values.items() if value not in (None, "")}


def in_place(value: object, area: int) -> object:
    return value.astimezone(zone_of(area)) if isinstance(value, datetime) else value


def origins_of(stay: CurrentStay, names: tuple[str, ...] | list[str]) -> dict[str, object]:
    """Where each of these facts came from, as far as the register says."""
    known = stay.origins or {}
    return {
        name: origin
        for name in names
        if name in FACTS and (origin := known.get(name) or known.get(ORIGIN_ELSEWHERE.get(name, ""))) is not None
    }
