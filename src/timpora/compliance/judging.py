"""One stay judged by every rule for the legal day of its place, as rows of verdicts. Writes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from timpora.compliance.facts import facts_of, origins_of
from timpora.compliance.models import Verdict
from timpora.compliance.rulebook import binds_person, law_on, next_value_from, rules, version_on
from timpora.core.rules import Outcome, judge
from timpora.core.rules.export import as_data
from timpora.registers.models import CurrentStay, PresenceClaim
from timpora.territory.queries import day_at, zone_of

# What makes a verdict another one. Day, stay version and origins of equal values do not.
CONTENT = (
    "rule_version",
    "verdict",
    "reason",
    "details",
    "facts_used",
    "facts_missing",
    "relied_on_no",
    "until",
    "is_protected",
)


@dataclass(frozen=True, slots=True)
class Lodging:
    place: str
    area: int


@dataclass(frozen=True, slots=True)
class Judged:
    row: Verdict
    outcome: Outcome
    facts: Mapping[str, object]


def judge_stay(stay: CurrentStay, at: datetime, lodging: Lodging | None) -> list[Judged]:
    day, facts = day_at(stay.area, at), facts_of(stay)
    judged = []
    for rule in rules():
        outcome = judge(rule, facts, day, law_on(day))
        row = verdict_row(stay, rule.code, outcome, day, at)
        if lodging is not None and not binds_person(rule.code):
            row.area = lodging.area  # a lodging answers where it stands, wherever its guest went since
            row.details |= {"place": lodging.place}
        judged.append(Judged(row, outcome, facts))
    return judged


def verdict_row(stay: CurrentStay, rule: str, outcome: Outcome, day: date, at: datetime) -> Verdict:
    return Verdict(
        person_id=stay.person_id,
        area=stay.area,
        is_protected=stay.is_protected,
        rule=rule,
        rule_version=version_on(rule, day),
        day=day,
        verdict=str(outcome.verdict),
        reason=outcome.reason,
        details=as_data(outcome.details),
        facts_used=as_data(outcome.facts_used),
        facts_missing=list(outcome.facts_missing),
        relied_on_no=list(outcome.relied_on_no),
        origins=origins_of(stay, list(outcome.facts_used)),
        until=outcome.until,
        stay_version=stay.version,
        evaluated_at=at,
    )


def says_the_same(left: Verdict, right: Verdict) -> bool:
    return all(getattr(left, name) == getattr(right, name) for name in CONTENT)


def due_moment(
    stay: CurrentStay, judged: list[Judged], at: datetime, grown_up_on: date | None = None
) -> datetime | None:
    """The beginning, at the place, of the next day on which time or a dated value of the law can change an answer."""
    today = day_at(stay.area, at)
    days = [each.row.until for each in judged] + [next_value_from(today)]
    days.append(grown_up_on if grown_up_on and grown_up_on > today else None)
    first = min((day for day in days if day is not None), default=None)
    return datetime.combine(first, time.min, zone_of(stay.area)) if first else None


def lodgings_of(stays: list[CurrentStay]) -> dict[UUID, Lodging]:
    """Where each was last checked in, by person."""
    claims = {stay.person_id: (stay.origins or {}).get("checked_in_at", {}).get("claim") for stay in stays}
    found = PresenceClaim.objects.in_bulk([UUID(claim) for claim in claims.values() if claim])
    return {
        person: Lodging(found[UUID(claim)].place, found[UUID(claim)].area)
        for person, claim in claims.items()
        if claim and UUID(claim) in found
    }
