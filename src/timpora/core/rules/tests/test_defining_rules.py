"""What an author may write: a table that could accuse without a ground is refused when it is defined."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from timpora.core.rules import RULES, Parameters, judge, rules_as_data
from timpora.core.rules.expressions import Day, Expr, ExpressionError, Fact, Kind, lift, local_day, texts
from timpora.core.rules.facts import Stay
from timpora.core.rules.notation import written
from timpora.core.rules.one_row import evaluate
from timpora.core.rules.parameters import Law, MissingParameter
from timpora.core.rules.tables import RuleError, breached, due, met, rule, unknown
from timpora.core.rules.tests.worlds import LAW, rule_of

STAY = Stay()
DAY = Day()
GONE = STAY.departed_on <= DAY


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], "at least one line"),
        ([met("a", when=GONE)], "the last line must be unknown or met"),
        ([breached("a", when=GONE)], "the last line must be unknown or met"),
        ([due("a", when=GONE)], "the last line must be unknown or met"),
        ([met("a"), unknown("b")], "line 'a' needs a condition"),
        ([breached("a", when=True), unknown("b")], "line 'a' needs a condition"),  # type: ignore[arg-type]
        ([met("a", when=STAY.departed_on), unknown("b")], "line 'a' needs a condition"),
        ([unknown("protected")], "belongs to the compiler"),
        ([unknown("facts_missing")], "belongs to the compiler"),
        ([met("a", until=STAY.permit_kind)], "until= of line 'a' must be a date"),
        ([breached("a", when=GONE, relies_on_no=("nationality",)), unknown("b")], "names no fact: nationality"),
        ([met("a", when=Fact("nationality", Kind.TEXT).is_known()), unknown("b")], "no fact of a stay: nationality"),
        ([met("a", what=Fact("religion", Kind.TEXT))], "no fact of a stay: religion"),
    ],
)
def test_a_table_without_ground_is_refused(lines: list[object], told: str) -> None:
    with pytest.raises(RuleError, match=told):
        rule_of(*lines)  # type: ignore[arg-type]


def test_a_code_is_taken_once() -> None:
    first = RULES["STAY-01"]
    with pytest.raises(RuleError, match="STAY-01 is taken"):
        rule("STAY-01", title="", cites="", addressee=first.addressee, since=first.since)(
            lambda stay, day, law: first.lines
        )


@pytest.mark.parametrize(
    "write",
    [
        lambda: STAY.departed_on <= STAY.permit_kind,
        lambda: STAY.permit_kind < STAY.activity,
        lambda: STAY.permit_kind.equals(3),
        lambda: STAY.departed_on + STAY.last_seen_on,
        lambda: STAY.checked_in_at + 3,
        lambda: STAY.checked_in_at - 3,
        lambda: STAY.departed_on & GONE,
        lambda: ~STAY.departed_on,
        lambda: GONE | "x",
        lambda: local_day(STAY.departed_on),
        lambda: STAY.departed_on.is_in(texts("a")),
        lambda: STAY.permit_kind.is_in(lift("a")),
        lambda: STAY.departed_on.plus_working_days(lift(3), texts("a")),
        lambda: STAY.departed_on <= None,  # type: ignore[operator]
        lambda: GONE and GONE,
        lambda: STAY.entered_on <= STAY.last_seen_on <= DAY,
    ],
)
def test_an_expression_without_meaning_is_refused(write: Callable[[], object]) -> None:
    with pytest.raises(ExpressionError):
        write()


def test_something_else_than_an_expression_has_no_notation_and_no_value() -> None:
    with pytest.raises(TypeError, match="expected an expression"):
        written(Expr())
    with pytest.raises(TypeError, match="expected an expression"):
        evaluate(Expr(), {}, date(2026, 3, 1), LAW)


def test_an_earlier_line_that_cannot_be_answered_makes_a_question() -> None:
    line = breached("seen", when=STAY.last_seen_on <= DAY, relies_on_no=("is_protected",))
    guarded = rule_of(met("departed", when=GONE), line, unknown("no"))
    day = date(2026, 3, 1)
    asked = judge(guarded, {"last_seen_on": day}, day, LAW)
    assert (asked.verdict, asked.reason, asked.line, asked.facts_missing) == (
        "unknown",
        "facts_missing",
        2,
        ("departed_on",),
    )
    later = judge(guarded, {"last_seen_on": day, "departed_on": day + timedelta(days=3)}, day, LAW)
    assert (later.verdict, later.until) == ("unknown", day + timedelta(days=3))


def test_what_a_breach_relies_on_is_in_its_proof() -> None:
    line = breached("seen", when=STAY.last_seen_on <= DAY, relies_on_no=("departed_on", "is_protected"))
    trusting = rule_of(met("departed", when=GONE), line, unknown("no"))
    day = date(2026, 3, 1)
    outcome = judge(trusting, {"last_seen_on": day, "is_protected": False}, day, LAW)
    assert (outcome.verdict, outcome.relied_on_no, outcome.facts_missing) == ("breached", ("departed_on",), ())
    assert outcome.facts_used == {"last_seen_on": day, "is_protected": False}


def test_protection_that_is_not_relied_on_must_be_known() -> None:
    strict = rule_of(breached("seen", when=STAY.last_seen_on <= DAY), unknown("no"))
    day = date(2026, 3, 1)
    assert judge(strict, {"last_seen_on": day}, day, LAW).facts_missing == ("is_protected",)
    assert judge(strict, {"last_seen_on": day, "is_protected": False}, day, LAW).verdict == "breached"


def test_silence_itself_accuses_nobody() -> None:
    day = date(2026, 3, 1)
    silent = rule_of(breached("a", when=STAY.departed_on.is_missing(), relies_on_no=("is_protected",)), unknown("no"))
    assert judge(silent, {}, day, LAW).verdict == "unknown"
    registered = met("registered", when=STAY.sktt_issued_on.is_known())
    seen = breached("seen", when=STAY.last_seen_on <= day, relies_on_no=("is_protected",))
    outcome = judge(rule_of(registered, seen, unknown("no")), {"last_seen_on": day}, day, LAW)
    assert (outcome.verdict, outcome.facts_missing) == ("unknown", ("sktt_issued_on",))


def test_a_version_names_definition_and_values() -> None:
    stay = RULES["STAY-02"]
    other = Parameters(dict(LAW.values) | {"stay.ends_soon_days": 30})
    assert stay.version_under(LAW) == stay.version_under(Parameters(dict(LAW.values)))
    assert stay.version_under(LAW) != stay.version_under(other)
    assert RULES["STAY-01"].version_under(LAW) == RULES["STAY-01"].version_under(other)
    assert len({each.version for each in RULES.values()}) == len(RULES)


def test_a_value_the_rulebook_lacks_is_named() -> None:
    with pytest.raises(MissingParameter, match=r"stay\.ends_soon_days"):
        judge(RULES["STAY-02"], {"permit_ends_on": date(2026, 3, 1)}, date(2026, 3, 1), Parameters())


def test_a_rule_not_in_force_does_not_apply() -> None:
    lodging = RULES["LODGE-01"]
    before = judge(lodging, {}, lodging.since - timedelta(days=1), LAW)
    assert (before.verdict, before.reason, before.until) == ("met", "not_applicable", lodging.since)
    assert lodging.is_in_force(lodging.since)


def test_tables_leave_as_plain_data() -> None:
    data = rules_as_data(RULES.values(), LAW)
    assert data["parameters"]["lodging.report_hours"] == 24  # type: ignore[index]
    steps = next(each["steps"] for each in data["rules"] if each["code"] == "STAY-01")  # type: ignore[attr-defined]
    assert steps[1]["when"] == ["le", ["fact", "departed_on"], ["day"]]
    assert written(lift(date(2026, 3, 1))) == ["literal", "2026-03-01"]
    assert written(texts("b", "a")) == ["literal", ["a", "b"]]
    assert written(Law().days("x")) == ["parameter", "x"]
