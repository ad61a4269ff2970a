"""Facts as people and files write them: read where the meaning is sure, refused with a name where it is not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest

from timpora.core.rules import RULES, FactError, check_facts, judge_table, parse_facts
from timpora.core.rules.tests.worlds import LAW

DAY = date(2026, 3, 10)


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("permit_ends_on", "2026-03-31", date(2026, 3, 31)),
        ("permit_ends_on", " 2026-03-31 ", date(2026, 3, 31)),
        ("permit_ends_on", "", None),
        ("permit_ends_on", None, None),
        ("checked_in_at", "2026-03-01T10:00:00Z", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("checked_in_at", " ", None),
        ("is_protected", "True", True),
        ("is_protected", 0, False),
        ("is_protected", "", None),
        ("is_protected", True, True),
        ("permit_kind", " ITAS ", "ITAS"),
        ("permit_kind", " ", None),
        ("work_area", 6310052001, "6310052001"),
    ],
)
def test_a_fact_is_read(name: str, written: object, value: object) -> None:
    assert parse_facts({name: written})[name] == value


@pytest.mark.parametrize(
    ("name", "written", "key"),
    [
        ("nationality", "XXX", "unknown_fact"),
        ("permit_ends_on", "31/03/2026", "wrong_type"),
        ("permit_ends_on", "2026-02-30", "wrong_type"),
        ("permit_ends_on", "20260331", "wrong_type"),
        ("permit_ends_on", datetime(2026, 3, 31, tzinfo=UTC), "wrong_type"),
        ("checked_in_at", "2026-03-01T10:00:00", "wrong_type"),
        ("checked_in_at", "yesterday", "wrong_type"),
        ("is_protected", "perhaps", "wrong_type"),
        ("is_protected", 7, "wrong_type"),
        ("permit_kind", ["ITAS"], "wrong_type"),
    ],
)
def test_a_fact_that_cannot_be_read_is_named(name: str, written: object, key: str) -> None:
    with pytest.raises(FactError) as refused:
        parse_facts({name: written})
    assert (refused.value.key, refused.value.details["name"]) == (key, name)


def test_a_judge_takes_typed_facts_only() -> None:
    with pytest.raises(FactError, match="wrong_type"):
        check_facts({"permit_ends_on": "2026-03-31"})


def questions(**columns: list[object]) -> list[tuple[str, str]]:
    table = pl.DataFrame({"sid": ["a", "b"]} | columns, strict=False)
    found = judge_table(RULES.values(), table, DAY, LAW, with_met=True)
    return [(row["rule"], row["reason"]) for row in found.to_dicts() if row["sid"] == "a"]


def test_a_column_may_be_text_typed_empty_or_lacking() -> None:
    typed = questions(permit_ends_on=[date(2026, 3, 15), None], is_protected=[True, None], work_area=[6310, None])
    told = questions(permit_ends_on=["2026-03-15", " "], is_protected=["TRUE", ""], work_area=["6310", ""])
    counted = questions(permit_ends_on=["2026-03-15", None], is_protected=[1, 0], checked_in_at=[None, None])
    assert typed == told == counted
    assert ("STAY-02", "ends_soon") in typed


@pytest.mark.parametrize(
    "written",
    ["2026-03-09T10:00+08:00", "2026-03-09 10:00:00+0800", "2026-03-09T02:00:00Z", "2026-03-08T16:00:00.5-10:00"],
)
def test_a_moment_is_read_in_every_iso_form(written: str) -> None:
    found = questions(checked_in_at=[written, None], lodging_reported_at=["2026-03-09T20:00:00Z", None])
    assert ("LODGE-01", "reported_in_time") in found


@pytest.mark.parametrize(
    ("columns", "key", "column"),
    [
        ({"nationality": ["XXX", None]}, "unknown_column", "nationality"),
        ({"permit_ends_on": ["2026-03-15", "15.03.2026"]}, "unreadable_value", "permit_ends_on"),
        ({"permit_ends_on": [1, 2]}, "wrong_column_type", "permit_ends_on"),
        ({"checked_in_at": ["2026-03-15T10:00", None]}, "unreadable_value", "checked_in_at"),
        ({"checked_in_at": [datetime(2026, 3, 15, 10), None]}, "wrong_column_type", "checked_in_at"),
        ({"is_protected": ["perhaps", None]}, "unreadable_value", "is_protected"),
        ({"is_protected": [1.5, None]}, "wrong_column_type", "is_protected"),
        ({"permit_kind": [1.5, None]}, "wrong_column_type", "permit_kind"),
    ],
)
def test_a_column_that_cannot_be_read_is_named(columns: dict[str, list[object]], key: str, column: str) -> None:
    with pytest.raises(FactError) as refused:
        questions(**columns)
    assert (refused.value.key, refused.value.details["column"]) == (key, column)


def test_the_row_at_fault_is_named() -> None:
    with pytest.raises(FactError) as refused:
        questions(permit_ends_on=["2026-03-15", "soon"])
    assert refused.value.details | {"kind": "", "column": ""} == {"kind": "", "column": "", "value": "soon", "sid": "b"}


def test_a_table_needs_its_row_keys() -> None:
    with pytest.raises(FactError, match="no_row_key"):
        judge_table(RULES.values(), pl.DataFrame({"permit_kind": ["ITAS"]}), DAY, LAW)
