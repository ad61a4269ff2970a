"""Opening, renewing and withdrawing checks after stays were judged: the step does this, people decide in actions."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from timpora.compliance import events
from timpora.compliance.asking import certainty_of, was_answered
from timpora.compliance.judging import Judged
from timpora.compliance.models import Check, Verdict
from timpora.foundation.events import emit
from timpora.foundation.numbers import next_number
from timpora.registers.models import CurrentStay
from timpora.territory.queries import day_at

WAITING = (Check.State.OPEN, Check.State.ASKED)
DECIDED = (Check.State.CONFIRMED, Check.State.DISMISSED)

type Key = tuple[UUID, str]  # person and rule


def settle_questions(
    stays: list[CurrentStay], judged: Mapping[UUID, list[Judged]], live: Mapping[Key, Verdict], at: datetime
) -> None:
    wanted = {
        (person, each.row.rule): certainty
        for person, all_rules in judged.items()
        for each in all_rules
        if (certainty := certainty_of(each.row.rule, each.outcome, each.facts)) is not None
    }
    waiting = Check.objects.filter(person__in=list(judged), state__in=WAITING).select_for_update()
    lapsed = 0
    for check in waiting:
        key = (check.person_id, check.rule)
        if key in wanted:
            renew(check, live[key], wanted.pop(key))
        else:
            lapse(check, at)
            lapsed += 1
    opened = open_checks(wanted, live, {stay.person_id: stay for stay in stays}, at)
    for kind, count in ((events.CHECKS_OPENED, opened), (events.CHECKS_LAPSED, lapsed)):
        if count:
            emit(kind, by=None, count=count)


def renew(check: Check, verdict: Verdict, certainty: str) -> None:
    """The same question on new facts: whoever reads the old ones is told before deciding, by the version."""
    if (check.verdict_id, check.certainty) != (verdict.pk, certainty):
        check.verdict, check.certainty = verdict, certainty
        check.version += 1
    check.area = verdict.area
    check.save(update_fields=["verdict", "certainty", "version", "area"])


def lapse(check: Check, at: datetime) -> None:
    check.state, check.decided_at = Check.State.LAPSED, at
    check.version += 1
    check.save(update_fields=["state", "decided_at", "version"])


def open_checks(
    wanted: Mapping[Key, str], live: Mapping[Key, Verdict], stays: Mapping[UUID, CurrentStay], at: datetime
) -> int:
    answers = last_answers(wanted)
    new = [
        Check(
            number=next_number("check"),
            person_id=key[0],
            area=stays[key[0]].area,
            verdict=live[key],
            rule=key[1],
            certainty=certainty,
            opened_at=at,
        )
        for key, certainty in wanted.items()
        if not (key in answers and is_answered(answers[key], live[key]))
    ]
    Check.objects.bulk_create(new)
    return len(new)


def last_answers(wanted: Mapping[Key, str]) -> dict[Key, Check]:
    decided = Check.objects.filter(person__in={person for person, _ in wanted}, state__in=DECIDED)
    rows = decided.select_related("verdict", "finding").order_by("decided_at")
    return {(check.person_id, check.rule): check for check in rows if (check.person_id, check.rule) in wanted}


def is_answered(check: Check, verdict: Verdict) -> bool:
    finding = getattr(check, "finding", None)
    answered_at = finding.closed_at if finding else check.decided_at
    if answered_at is None:
        return True  # a finding is still being worked on
    return was_answered(check.verdict.facts_used, verdict.facts_used, day_at(check.area, answered_at))
