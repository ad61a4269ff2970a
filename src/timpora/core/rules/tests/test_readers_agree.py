"""One stay judged in Python and a whole table judged in Polars give the same answers."""

from __future__ import annotations

import json
from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timpora.core.rules import FACTS, RULES, Rule, details_json, judge, judge_table
from timpora.core.rules.export import as_data
from timpora.core.rules.expressions import Expr, Kind
from timpora.core.rules.many_rows import OUT, Reader, constant
from timpora.core.rules.tables import met, unknown
from timpora.core.rules.tests.worlds import LAW, days, every_operator, rule_of, stays, tables

type Rows = list[dict[str, object]]


def row_by_row(rules: list[Rule], rows: Rows, day: date) -> Rows:
    found: Rows = []
    for number, facts in enumerate(rows):
        for rule in rules:
            outcome = judge(rule, facts, day, LAW)
            answer = (str(number), rule.code, str(outcome.verdict), outcome.reason, details_json(outcome.details))
            found.append(dict(zip(OUT, answer, strict=True)))
    return found


def as_table(rows: Rows) -> pl.DataFrame:
    """As a file brings it: moments as text with their offset, everything else typed."""
    stored = {Kind.DATE: pl.Date, Kind.MOMENT: pl.String, Kind.FLAG: pl.Boolean, Kind.TEXT: pl.String}
    columns: dict[str, pl.Series] = {"sid": pl.Series("sid", [str(number) for number in range(len(rows))], pl.String)}
    for name, fact in FACTS.items():
        values = [row.get(name) for row in rows]
        told = [value.isoformat() if fact.kind == Kind.MOMENT and value else value for value in values]  # type: ignore[attr-defined]
        columns[name] = pl.Series(name, told, stored[fact.kind])
    return pl.DataFrame(columns)


@settings(max_examples=20, deadline=None)
@given(rows=st.lists(stays(), min_size=1, max_size=12), day=days)
def test_shipped_rules(rows: Rows, day: date) -> None:
    rules = list(RULES.values())
    assert judge_table(rules, as_table(rows), day, LAW, with_met=True).to_dicts() == row_by_row(rules, rows, day)


@settings(max_examples=20, deadline=None)
@given(rule=tables(), rows=st.lists(stays(), min_size=1, max_size=8), day=days)
def test_any_table(rule: Rule, rows: Rows, day: date) -> None:
    assert judge_table([rule], as_table(rows), day, LAW, with_met=True).to_dicts() == row_by_row([rule], rows, day)


@settings(max_examples=30, deadline=None)
@given(rows=st.lists(stays(), min_size=1, max_size=8), day=days)
def test_every_operator(rows: Rows, day: date) -> None:
    rule = rule_of(met("all", when=every_operator()), unknown("none", when=~every_operator()), met("open"))
    assert judge_table([rule], as_table(rows), day, LAW, with_met=True).to_dicts() == row_by_row([rule], rows, day)


def test_a_permit_without_end_is_written_as_the_last_day_there_is() -> None:
    ends = FACTS["permit_ends_on"]
    far = ends + 30
    rule = rule_of(met("covered", when=far > date(2026, 1, 1), far=far, before=ends - 4_000_000), unknown("no"))
    rows: Rows = [{"permit_ends_on": date.max}]
    found = judge_table([rule], as_table(rows), date(2026, 3, 1), LAW, with_met=True).to_dicts()
    assert found == row_by_row([rule], rows, date(2026, 3, 1))
    assert json.loads(str(found[0]["details"]))["far"] == "9999-12-31"
    assert judge(RULES["STAY-01"], rows[0], date(2026, 3, 1), LAW).until == date.max


def test_a_moment_is_the_same_in_utc_and_in_its_own_zone() -> None:
    local = pl.Series("checked_in_at", ["2026-03-01T23:30:00"]).str.to_datetime().dt.replace_time_zone("Asia/Makassar")
    reported = pl.Series("lodging_reported_at", ["2026-03-02T16:00:00Z"])
    table = pl.DataFrame({"sid": [1], "checked_in_at": local, "lodging_reported_at": reported})
    found = judge_table([RULES["LODGE-01"]], table, date(2026, 3, 5), LAW).to_dicts()
    assert found[0]["sid"] == "1"
    assert found[0]["verdict"] == "breached"
    assert json.loads(str(found[0]["details"]))["due_at"] == "2026-03-02T15:30:00Z"


def test_only_questions_unless_all_are_wanted() -> None:
    table = pl.DataFrame(
        {"sid": ["a", "b"], "permit_ends_on": [date(2026, 3, 10), None], "permit_kind": ["ITK", "ITK"]}
    )
    day = date(2026, 3, 1)
    asked = judge_table([RULES["STAY-01"], RULES["STAY-02"]], table, day, LAW)
    assert asked.select("sid", "rule", "verdict").rows() == [
        ("a", "STAY-02", "due"),
        ("b", "STAY-01", "unknown"),
        ("b", "STAY-02", "unknown"),
    ]
    assert judge_table([], table, day, LAW).columns == ["sid", "rule", "verdict", "reason", "details"]


def test_a_rule_not_in_force_does_not_apply() -> None:
    table = pl.DataFrame({"sid": ["a"]})
    before = RULES["RESID-01"].since - timedelta(days=1)
    assert judge_table([RULES["RESID-01"]], table, before, LAW).is_empty()
    found = judge_table([RULES["RESID-01"]], table, before, LAW, with_met=True).to_dicts()
    assert found[0]["reason"] == judge(RULES["RESID-01"], {}, before, LAW).reason == "not_applicable"


def test_values_as_data_keep_lists_and_names() -> None:
    assert as_data({"days": [date(2026, 3, 1)], "kinds": ("a",), "n": 3}) == {
        "days": ["2026-03-01"],
        "kinds": ["a"],
        "n": 3,
    }


def test_what_is_no_expression_has_no_column() -> None:
    with pytest.raises(TypeError, match="expected an expression"):
        Reader(date(2026, 3, 1), LAW).column(Expr())
    with pytest.raises(TypeError, match="expected a truth value"):
        constant(1.5)
