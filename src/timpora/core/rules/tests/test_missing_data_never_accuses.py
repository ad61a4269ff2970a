"""What is not known turns no answer into an accusation, whatever the rule."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timpora.core.rules import FACTS, RULES, Rule, judge
from timpora.core.rules.facts import counted_from
from timpora.core.rules.tests.worlds import FEW, LAW, days, stays, tables

ALL = sorted(RULES)


def breaches(rule: Rule, facts: dict[str, object], day: date) -> bool:
    return judge(rule, facts, day, LAW).verdict == "breached"


def accusing_gaps(rule: Rule, facts: dict[str, object], day: date) -> list[set[str]]:
    """Sets of facts whose loss turns another verdict into a breach: each fact alone, and all together."""
    if breaches(rule, facts, day):
        return []
    free = set(facts) - set(rule.relies_on_no)
    losses = [*({name} for name in sorted(free)), free]
    return [loss for loss in losses if breaches(rule, {n: v for n, v in facts.items() if n not in loss}, day)]


@pytest.mark.parametrize("code", ALL)
@settings(max_examples=150, deadline=None)
@given(data=st.data(), day=days)
def test_taking_facts_away_never_accuses(code: str, data: st.DataObject, day: date) -> None:
    rule = RULES[code]
    facts = data.draw(stays((*rule.facts, "is_protected")))
    assert accusing_gaps(rule, facts, day) == []


@settings(max_examples=150, deadline=None)
@given(rule=tables(), facts=stays(FEW), day=days)
def test_the_compiler_holds_it_for_any_table(rule: Rule, facts: dict[str, object], day: date) -> None:
    assert accusing_gaps(rule, facts, day) == []


@settings(max_examples=100, deadline=None)
@given(rule=tables() | st.sampled_from([RULES[code] for code in ALL]), facts=stays(), day=days)
def test_a_protected_person_is_never_accused(rule: Rule, facts: dict[str, object], day: date) -> None:
    assert not breaches(rule, facts | {"is_protected": True}, day)


@pytest.mark.parametrize("code", ALL)
def test_nothing_known_is_no_accusation(code: str) -> None:
    assert not breaches(RULES[code], {}, date(2026, 3, 1))


@pytest.mark.parametrize("code", ALL)
@settings(max_examples=80, deadline=None)
@given(facts=stays(), day=days)
def test_what_happens_later_changes_nothing_today(code: str, facts: dict[str, object], day: date) -> None:
    starts = {name: counted_from(name, value) or day for name, value in facts.items()}  # type: ignore[arg-type]
    today = {name: value for name, value in facts.items() if starts[name] <= day}
    told, known = judge(RULES[code], facts, day, LAW), judge(RULES[code], today, day, LAW)
    assert (told.verdict, told.reason, told.details, told.facts_used) == (
        known.verdict,
        known.reason,
        known.details,
        known.facts_used,
    )


@pytest.mark.parametrize("code", ALL)
@settings(max_examples=25, deadline=None)
@given(facts=stays(), day=days)
def test_time_alone_changes_nothing_before_the_day_named(code: str, facts: dict[str, object], day: date) -> None:
    outcome = judge(RULES[code], facts, day, LAW)
    last = (outcome.until or day + timedelta(days=40)) - timedelta(days=1)
    for later in (day + timedelta(days=step) for step in range(1, (last - day).days + 1)):
        again = judge(RULES[code], facts, later, LAW)
        assert (again.verdict, again.reason) == (outcome.verdict, outcome.reason)


def test_what_a_person_is_or_believes_is_no_fact() -> None:
    forbidden = ("nation", "warga", "relig", "agama", "ethnic", "suku", "race", "sex", "gender", "birth", "name")
    assert not [name for name in FACTS if any(word in name for word in forbidden)]
