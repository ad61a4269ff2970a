import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.core.matching import MODEL_VERSION, NIORA, PASSPORT, PERMIT, Birth, Identity, compare, keys, scorer
from timpora.core.matching.evidence import SAME, Relation
from timpora.core.matching.tests.people import person, registered, told_twice

ZHANG = person(
    "ZHANG XIAO MING",
    birth="1984-08-12",
    sex="M",
    nationality="CHN",
    numbers=(("passport", "E12480517", "CHN"), ("niora", "IM1AX55231", None), ("permit_no", "2C21JE0417W", None)),
)


def told(**changes: object) -> Identity:
    return replace(ZHANG, **changes)


@pytest.mark.parametrize(
    "number", [("passport", "E12480517", None), ("niora", "IM1AX55231", None), ("permit_no", "2C21JE0417W", None)]
)
@pytest.mark.parametrize("name", ["ZHANG XIAO MING", "Xiaoming Zhang", "Chang Xiao Ming", "Zhang Xiao"])
def test_a_strong_number_with_birth_date_and_compatible_name_is_full(number, name):
    assert compare(told(names=(name,), numbers=frozenset({number}), sex=None), ZHANG).decision == "full"


@pytest.mark.parametrize(
    "changes",
    [
        {"birth": None},
        {"birth": Birth(1984)},
        {"birth": Birth(1984, 12, 8)},
        {"names": ()},
        {"names": ("ZHANG",)},
        {"names": ("ZHANG LI NA",)},
        {"names": ("ADEYEMI OLU",)},
        {"sex": "F"},
        {"numbers": frozenset()},
        {"numbers": frozenset({(PASSPORT, "E12480517", "PHL")})},
        {"numbers": frozenset({(PASSPORT, "E12480518", "CHN")})},
        {"numbers": frozenset({("sktt", "E12480517", None)})},
        {"numbers": frozenset({(PASSPORT, "E12480517", "CHN"), (NIORA, "IM1AX99999", None)})},
        {"numbers": frozenset({(NIORA, "IM1AX55231", None), (PERMIT, "2C21JE9999W", None)})},
        {"nationality": "PHL", "numbers": frozenset({(PASSPORT, "E12480517", None)})},
    ],
)
def test_anything_less_or_any_contradiction_is_not_full(changes):
    assert compare(told(**changes), ZHANG).decision != "full"


def test_a_renewed_passport_is_no_contradiction_once_the_old_one_is_known_to_be_lapsed():
    renewed = told(numbers=frozenset({(PASSPORT, "E99112233", "CHN"), (NIORA, "IM1AX55231", None)}))
    assert compare(renewed, ZHANG).decision == "likely"
    register = replace(ZHANG, lapsed=frozenset({(PASSPORT, "E12480517")}))
    assert compare(renewed, register).decision == "full"


@given(told_twice)
def test_full_always_stands_on_its_three_legs(pair):
    left, right = pair
    comparison = compare(left, right)
    if comparison.decision == "full":
        by_feature = {item.feature: item for item in comparison.evidence}
        assert any(by_feature[kind].relation is SAME for kind in (PASSPORT, NIORA, PERMIT) if kind in by_feature)
        assert left.birth == right.birth
        assert left.birth is not None
        assert left.birth.is_whole
        assert by_feature["name"].relation in (SAME, Relation.CLOSE)
        assert by_feature["sex"].relation is not Relation.DIFFERENT
        assert keys(left) & keys(right)


@given(told_twice)
def test_a_full_match_is_also_a_probable_one(pair):
    comparison = compare(*pair)
    assert 0 <= comparison.probability <= 1
    assert comparison.decision != "full" or comparison.probability >= scorer.LIKELY_FROM


@given(registered, registered)
def test_an_equal_birth_date_alone_never_matches(left, right):
    seen = Identity(birth=right.birth, sex=right.sex, nationality=right.nationality)
    assert compare(seen, right).decision in ("unsure", "unlikely")
    stranger = replace(left, names=("OKONKWO CHIDI",), birth=right.birth)
    assert compare(stranger, replace(right, numbers=frozenset())).decision in ("unsure", "unlikely")


def test_a_namesake_with_another_birth_date_and_passport_is_unlikely():
    namesake = told(birth=Birth(1991, 3, 30), numbers=frozenset({(PASSPORT, "E77001144", "CHN")}))
    assert compare(namesake, ZHANG).decision == "unlikely"


@pytest.mark.parametrize("birth", [Birth(1984, 8, 12), Birth(1986, 1, 30)])
def test_a_relative_with_a_neighbouring_passport_is_unlikely(birth):
    relative = told(names=("ZHANG LI NA",), birth=birth, numbers=frozenset({(PASSPORT, "E12480518", "CHN")}))
    comparison = compare(relative, ZHANG)
    assert comparison.decision == "unlikely"
    assert comparison.evidence[0].key == "neighbouring_number"
    assert comparison.evidence[0].weight < 0


def test_a_mistyped_passport_under_the_same_name_still_speaks_for_the_person():
    typed = told(numbers=frozenset({(PASSPORT, "E12480518", "CHN")}))
    comparison = compare(typed, ZHANG)
    assert comparison.decision == "likely"
    assert comparison.evidence[0].weight > 0


@given(registered, st.sampled_from(("WANG WEI", "LI NA", "KIM MIN", "NUR ALI")))
def test_a_short_common_name_never_outranks_a_full_match(right, common):
    full = compare(Identity(right.names, birth=right.birth, numbers=right.numbers), right)
    common_one = person(common, nationality="CHN")
    assert full.decision == "full"
    assert compare(replace(common_one, birth=right.birth), replace(common_one, birth=right.birth)).score < full.score


def test_a_common_name_with_nothing_else_waits_for_a_human():
    seen = person("Wang Wei", nationality="CHN")
    assert compare(seen, person("WANG WEI", nationality="CHN", birth="1984-08-12")).decision == "unsure"


def test_an_equal_number_under_another_name_waits_for_a_human():
    assert compare(told(names=("ADEYEMI OLU",)), ZHANG).decision == "unsure"


def test_two_people_of_whom_nothing_is_known_are_unlikely_to_be_one():
    assert compare(Identity(), Identity()).decision == "unlikely"


def test_the_same_agreement_proves_less_in_a_larger_register():
    seen = told(numbers=frozenset(), birth=None)
    small, large = (compare(seen, ZHANG, register_size=size) for size in (500, 5_000_000))
    assert small.score == large.score
    assert small.probability > large.probability


def test_the_weights_belong_to_the_model_version():
    weights = repr((scorer.BITS, scorer.NAME_FACTORS, scorer.LIKELY_FROM, scorer.UNSURE_FROM))
    digest = hashlib.sha256(weights.encode()).hexdigest()[:12]
    assert (MODEL_VERSION, digest) == ("1", "a8bd9a208692"), (
        "weights changed: raise MODEL_VERSION, then note its digest here"
    )
