"""The law as data: its cases hold, every line is shown by a case, and bad entries are named."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from timpora.core.rules import RULES, judge
from timpora.core.rules.phrases import LANGUAGES
from timpora.core.rules.rulebook import Case, Rulebook, RulebookError, gaps, read_rulebook
from timpora.core.rules.tables import FACTS_MISSING
from timpora.core.rules.wordings import WORDINGS
from timpora.rulebook_files import load

SHIPPED = load()


@pytest.mark.parametrize("case", SHIPPED.cases, ids=lambda case: f"{case.rule} {case.name}")
def test_case(case: Case) -> None:
    outcome = judge(RULES[case.rule], case.facts, case.day, SHIPPED.law_on(case.day))
    assert (outcome.verdict, outcome.reason) == (case.verdict, case.reason or outcome.reason)


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_line_is_shown_by_a_case(code: str) -> None:
    outcomes = [
        judge(RULES[code], case.facts, case.day, SHIPPED.law_on(case.day))
        for case in SHIPPED.cases
        if case.rule == code
    ]
    assert {outcome.line for outcome in outcomes} == set(range(1, len(RULES[code].lines) + 1))


def test_nothing_is_owed_to_the_shipped_rules(rulebook: Rulebook) -> None:
    assert gaps(rulebook, RULES.values()) == []
    assert {case.rule for case in rulebook.cases} == set(RULES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_of_a_case_can_be_said(rulebook: Rulebook, language: str) -> None:
    for case in rulebook.cases:
        outcome = judge(RULES[case.rule], case.facts, case.day, rulebook.law_on(case.day))
        said = rulebook.reason_text(case.rule, outcome.reason, outcome.details, language)
        assert "{" not in said
        assert "None" not in said


def test_a_breach_is_said_with_its_dates(rulebook: Rulebook) -> None:
    details = {
        "permit_ends_on": date(2026, 3, 31),
        "last_seen_on": date(2026, 4, 10),
        "days": 10,
        "permit_source_as_of": date(2026, 4, 15),
    }
    assert rulebook.reason_text("STAY-01", "permit_ended", details, "id") == (
        "Izin tinggal berakhir 31 Maret 2026; terlihat 10 April 2026, 10 hari sesudahnya; data izin per 15 April 2026."
    )
    assert "not on record" in rulebook.reason_text("STAY-01", "permit_ended", {}, "en")


def test_a_moment_is_said_in_the_offset_it_was_told_in(rulebook: Rulebook) -> None:
    said = rulebook.reason_text(
        "LODGE-01", "target_still_running", {"due_at": datetime(2026, 3, 2, 15, 5, tzinfo=UTC)}, "id"
    )
    assert "2 Maret 2026 pukul 15.05" in said


def test_a_truth_value_is_said_in_words() -> None:
    book = read_rulebook(
        {"reasons": {"told": {"id": "Dilindungi: {is_protected}.", "en": "Protected: {is_protected}."}}}
    )
    assert book.reason_text("X", "told", {"is_protected": True}, "id") == "Dilindungi: ya."
    assert book.reason_text("X", "told", {"is_protected": False}, "en") == "Protected: no."
    with pytest.raises(RulebookError, match="no sentence for 'other'"):
        book.reason_text("X", "other", {}, "id")


def test_facts_have_a_name_and_somebody_to_ask(rulebook: Rulebook) -> None:
    assert rulebook.fact_label("sktt_issued_on", "id") == "SKTT terbit"
    assert rulebook.ask_whom("sktt_issued_on", "id") == "Disdukcapil"
    assert rulebook.citation("STAY-01") == "UU 6/2011 Pasal 78"
    assert rulebook.title("STAY-01", "en") == "The stay is covered by a permit"


def test_wordings_exist_in_both_languages() -> None:
    assert WORDINGS["id"].keys() == WORDINGS["en"].keys()


def dated(value: object, start: date, **more: object) -> dict[str, object]:
    return {"value": value, "valid_from": start, "citation": "PP 1/2000", "confidence": "A", "editable": True} | more


def parameter(*values: object) -> dict[str, Any]:
    return {"x/parameters": {"x.days": {"label": {"id": "Hari", "en": "Days"}, "values": list(values)}}}


def test_a_day_is_judged_by_the_value_of_its_time() -> None:
    book = read_rulebook(parameter(dated(20, date(2026, 1, 1)), dated(14, date(2018, 1, 1))))
    assert book.law_on(date(2025, 12, 31)).get("x.days") == 14
    assert book.law_on(date(2026, 1, 1)).get("x.days") == 20
    assert "x.days" not in book.law_on(date(2017, 12, 31)).values


TITLE = {"id": "a", "en": "b"}


@pytest.mark.parametrize(
    ("documents", "told"),
    [
        (parameter(dated(14, date(2018, 1, 1)), dated(20, date(2018, 1, 1))), "two values from the same day"),
        (parameter(dated(14, date(2018, 1, 1)), dated(["a"], date(2019, 1, 1))), "different kinds"),
        (parameter(dated(-1, date(2018, 1, 1))), "whole number"),
        (parameter(dated(True, date(2018, 1, 1))), "whole number"),
        (parameter(dated([1, "a"], date(2018, 1, 1))), "list of texts or of dates"),
        (parameter(dated(14, date(2018, 1, 1), confidence="Z")), "one of A, B, C, G"),
        (parameter(dated(14, date(2018, 1, 1), citation=None)), "needs citation"),
        (parameter("fourteen"), "whole number"),
        (parameter(), "at least one entry"),
        ({"x/parameters": ["x.days"]}, "expected names with their entries"),
        ({"x/strange": {}}, "no document of a rulebook has this name"),
        ({"facts": {"nationality": {"label": TITLE, "ask": TITLE}}}, "no fact of a stay"),
        ({"facts": {"activity": {"label": {"id": "a"}, "ask": TITLE}}}, "needs en"),
        ({"x/cases/A-1": []}, "at least one entry"),
        ({"x/cases/A-1": [{"name": "n", "day": date(2026, 1, 1), "facts": {}, "verdict": "guilty"}]}, "verdict of 'n'"),
        (
            {"x/cases/A-1": [{"name": "n", "day": date(2026, 1, 1), "facts": {"age": 3}, "verdict": "met"}]},
            "unknown_fact",
        ),
        ({"x/cases/A-1": ["n"]}, "needs name"),
        ({"x/rules": {"A-1": "Art. 1"}}, "needs title"),
        ({"x/rules": {"A-1": {"title": TITLE, "citation": "c", "confidence": "A", "sign_off": {"by": 3}}}}, "needs by"),
        ({"codes/activity": {"A": None}}, "needs label"),
    ],
)
def test_a_bad_entry_is_named(documents: dict[str, Any], told: str) -> None:
    with pytest.raises(RulebookError, match=told):
        read_rulebook(documents)


def test_a_sign_off_says_who_checked_and_when() -> None:
    signed = {"by": "Budi", "on": date(2026, 2, 1)}
    book = read_rulebook({"x/rules": {"A-1": {"title": TITLE, "citation": "c", "confidence": "A", "sign_off": signed}}})
    assert book.rules["A-1"].sign_off is not None
    assert book.rules["A-1"].sign_off.by == "Budi"
    assert SHIPPED.rules["STAY-01"].sign_off is None


def test_an_empty_rulebook_owes_everything() -> None:
    owed = gaps(read_rulebook({}), [RULES["LODGE-01"]])
    assert "LODGE-01: no title and citation" in owed
    assert "LODGE-01: 0 cases, at least 6 are needed" in owed
    assert any("no value of lodging.report_hours on 2015-05-29" in gap for gap in owed)
    assert any(f"no sentence for '{FACTS_MISSING}'" in gap for gap in owed)
    assert any("no office to ask for activity" in gap for gap in owed)


def test_a_sentence_may_only_name_what_its_line_gives() -> None:
    book = read_rulebook({"x/reasons": {"LODGE-01": {"protected": {"id": "{due_at}", "en": "x"}}}})
    assert "LODGE-01: the id sentence for 'protected' asks for due_at, not given there" in gaps(
        book, [RULES["LODGE-01"]]
    )
