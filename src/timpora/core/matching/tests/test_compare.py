import json
from dataclasses import asdict, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.core.matching import Identity, compare
from timpora.core.matching.comparators import births, differing
from timpora.core.matching.evidence import CLOSE, DIFFERENT, SAME, SILENT, Evidence
from timpora.core.matching.tests.people import identities, partial_births, person, told_twice


def said(left: Identity, right: Identity, feature: str) -> Evidence:
    return next(item for item in compare(left, right).evidence if item.feature == feature)


def swapped(evidence: Evidence) -> Evidence:
    other_side = {"left": "right", "right": "left"}
    ours, theirs = evidence.spans
    return replace(
        evidence,
        key={"missing_on_the_left": "missing_on_the_right", "missing_on_the_right": "missing_on_the_left"}.get(
            evidence.key, evidence.key
        ),
        details={other_side.get(name, name): value for name, value in evidence.details.items()},
        spans=(theirs, ours),
    )


@given(st.one_of(told_twice, st.tuples(identities, identities)))
def test_swapping_the_sides_swaps_the_evidence_and_nothing_else(pair):
    left, right = pair
    forth, back = compare(left, right), compare(right, left)
    assert (forth.score, forth.probability, forth.decision) == (back.score, back.probability, back.decision)
    assert [swapped(item) for item in forth.evidence] == list(back.evidence)


@given(identities, identities)
def test_spans_lie_inside_what_they_mark_and_evidence_is_plain_data(left, right):
    for item in compare(left, right).evidence:
        for side, spans in zip(("left", "right"), item.spans, strict=True):
            assert all(0 <= start < end <= len(str(item.details[side])) for start, end in spans)
        json.dumps(asdict(item))


@given(identities, identities)
def test_silence_weighs_nothing_and_contradiction_never_helps(left, right):
    for item in compare(left, right).evidence:
        assert item.relation is not SILENT or item.weight == 0
        assert item.relation is not DIFFERENT or item.weight <= 0
        assert item.relation is not SAME or item.weight > 0


@given(identities)
def test_nobody_contradicts_himself(identity):
    contradicting = [item for item in compare(identity, identity).evidence if item.relation is DIFFERENT]
    assert not contradicting


@given(identities, identities)
def test_taking_a_fact_away_makes_its_feature_silent(left, right):
    for feature, without in (("birth_date", replace(left, birth=None)), ("sex", replace(left, sex=None))):
        assert said(without, right, feature).relation is SILENT


@pytest.mark.parametrize(
    ("left", "right", "relation", "key"),
    [
        ("1984-08-12", "12/08/1984", SAME, "equal"),
        ("1984-01-01", "1984-01-01", SAME, "equal_first_of_january"),
        ("1984-08-12", "1984-12-08", CLOSE, "day_and_month_swapped"),
        ("1984-08-12", "1984-08", CLOSE, "year_and_month_agree"),
        ("1984-08", "1984-08", CLOSE, "year_and_month_agree"),
        ("1984-08-12", "1984", CLOSE, "year_agrees"),
        ("1984-08-12", "1985-08-12", CLOSE, "year_off_by_one"),
        ("1984-08-12", "1948-08-12", CLOSE, "year_digits_swapped"),
        ("1984-08-12", "1984-08-21", CLOSE, "only_day_differs"),
        ("1984-08-12", "1984-09-12", CLOSE, "only_month_differs"),
        ("1984-08-12", "1984-09", DIFFERENT, "month_differs"),
        ("1984-08-12", "1984-10-03", DIFFERENT, "different"),
        ("1984-08-12", "1990-08-12", DIFFERENT, "different"),
        ("1984", "1985", DIFFERENT, "different"),
        ("1984-08-12", "", SILENT, "missing_on_the_right"),
        ("", "1984", SILENT, "missing_on_the_left"),
        ("", "", SILENT, "missing_on_both_sides"),
    ],
)
def test_birth_dates(left, right, relation, key):
    evidence = said(person(birth=left), person(birth=right), "birth_date")
    assert (evidence.relation, evidence.key) == (relation, key)


@given(partial_births, partial_births)
def test_only_two_whole_equal_dates_are_the_same(left, right):
    assert (births(left, right).relation is SAME) == (left == right and left.is_whole)


@pytest.mark.parametrize(
    ("left", "right", "key"),
    [
        ("PETRENKO OLENA", "Petrenko Olena", "equal"),
        ("PETRENKO OLENA", "Olena PETRENKO", "equal_in_other_order"),
        ("Le Pen Marine", "Marine Le Pen", "equal_in_other_order"),
        ("MUHAMMAD YUSUF", "Mohd. Yousef", "spelling"),
        ("ZHANG XIAO MING", "Xiaoming Zhang", "spelling"),
        ("ALEKSANDR PETRENKO", "Alexander Petrenko", "spelling"),
        ("SUPRAMANIAM RAJ KUMARAN", "Subramaniam Raj Kumaran", "spelling"),
        ("CHRISTODOULOU", "CHRISTODULOU", "spelling"),
        ("ARNAN FARNODI", "AMAN FAMODI", "spelling"),
        ("VENKATARAMANATHAN RAJESH", "VENKATARAMANAT RAJESH", "spelling"),
        ("WANG LI", "Wnag Li", "spelling"),
        ("MARIA CLARA ROSARIO", "Maria Rosario", "part_missing"),
        ("JOHN MACNAMARA", "J. Macnamara", "initial"),
        ("MARIA ROSARIO", "Maria", "one_part_only"),
        ("WANG BIN", "Wang", "one_part_only"),
        ("ZHANG LI NA", "Zhang Wei", "part_shared"),
        ("DO VAN", "Le Van", "part_shared"),
        ("WANG LEI", "Yang Lei", "part_shared"),
        ("JOHN SMITH", "J. Petrenko", "different"),
        ("ADEYEMI OLU", "Park Min", "different"),
        ("李小龙", "李小龙", "equal"),
    ],
)
def test_names(left, right, key):
    assert said(person(left), person(right), "name").key == key


def test_the_best_of_several_names_speaks():
    left = person("OLENA PETRENKO", "OLENA KOVAL")
    assert said(left, person("Koval Olena"), "name").key == "equal_in_other_order"


def test_a_rare_name_says_more_than_a_common_one():
    rare = said(person("ADEYEMI OLUWASEUN"), person("ADEYEMI OLUWASEUN"), "name")
    common = said(person("WANG WEI"), person("WANG WEI"), "name")
    assert rare.weight > common.weight > 0


def test_the_words_that_differ_are_marked_where_they_stand():
    evidence = said(person("Mr. Zhang Li"), person("ZHANG  WEI"), "name")
    assert evidence.spans == (((10, 12),), ((7, 10),))


@pytest.mark.parametrize(
    ("left", "right", "relation", "key"),
    [
        (("E1234567", "CHN"), ("E1234567", "CHN"), SAME, "equal"),
        (("E1234567", "CHN"), ("E1234567", None), SAME, "equal"),
        (("E1234567", "CHN"), ("E1234567", "USA"), CLOSE, "equal_number_other_country"),
        (("E1O34567", "CHN"), ("E1034567", "CHN"), CLOSE, "easily_confused_characters"),
        (("E1234567", "CHN"), ("E1234576", "CHN"), CLOSE, "one_character_off"),
        (("E1234567", "CHN"), ("M7000001", "USA"), DIFFERENT, "other_document"),
        (("E1234567", "CHN"), ("E7000001", "CHN"), DIFFERENT, "different"),
    ],
)
def test_passports(left, right, relation, key):
    ours, theirs = (person("PARK MIN", numbers=(("passport", *told),)) for told in (left, right))
    evidence = said(ours, theirs, "passport")
    assert (evidence.relation, evidence.key) == (relation, key)


def test_a_passport_without_its_country_is_of_the_nationality():
    left = person(nationality="CHN", numbers=(("passport", "E1234567", None),))
    right = person(nationality="PHL", numbers=(("passport", "E1234567", None),))
    assert said(left, right, "passport").key == "equal_number_other_country"


def test_one_equal_number_among_several_is_enough():
    left = person(numbers=(("passport", "E1234567", None), ("passport", "E7000001", None)))
    right = person(numbers=(("passport", "E7000001", None), ("passport", "E9990001", None)))
    assert said(left, right, "passport").key == "equal"


def test_a_lapsed_number_contradicts_nothing():
    left = replace(person(numbers=(("passport", "E1234567", None),)), lapsed=frozenset({("passport", "E1234567")}))
    evidence = said(left, person(numbers=(("passport", "E7000001", None),)), "passport")
    assert (evidence.key, evidence.weight) == ("different_but_lapsed", 0)


def test_a_foreigners_nik_is_compared_but_never_shown():
    left, right = (person(numbers=(("nik", key, None),)) for key in ("6310051208840001", "6310051208840002"))
    for other in (left, right):
        assert "6310" not in str(said(left, other, "nik"))


def test_characters_that_differ_are_marked_on_both_sides():
    assert differing("E1234567", "E1234667") == (((5, 6),), ((5, 6),))
    assert differing("E1234667", "E123467") == (((6, 7),), ())


def test_nationality_compares_documents_and_never_ranks_them():
    def score(left: str, right: str) -> float:
        return said(person(nationality=left), person(nationality=right), "nationality").weight

    assert {score(code, code) for code in ("CHN", "NGA", "USA", "AFG")} == {score("IDN", "IDN")}
    assert {score(code, "BRA") for code in ("CHN", "NGA", "USA", "AFG")} == {score("IDN", "BRA")}
    assert score("CHN", "TWN") > score("CHN", "BRA")
