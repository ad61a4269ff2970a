"""The invented people: enough of each kind, most of them in order, the same at every start."""

from collections import Counter
from datetime import date

import pytest

from timpora.core.matching import number_key
from timpora.demo.district import KOTABARU, TANAH_BUMBU, villages
from timpora.demo.population import STORIES, Population, populate

DAY = date(2026, 8, 12)


@pytest.fixture(scope="module")
def people() -> Population:
    return populate(DAY)


@pytest.fixture(scope="module")
def present(people: Population) -> list:
    return [person for person in people.present if person.story != "unlisted"]


def share(part: int, whole: int) -> int:
    return round(100 * part / whole)


def test_the_same_seed_and_day_make_the_same_people(people: Population):
    assert populate(DAY) == people
    assert populate(DAY, seed=1) != people


def test_two_thousand_are_on_file_and_most_have_departed(people: Population, present: list):
    assert len(people.persons) == 2000
    assert len(present) == 945
    regencies = Counter(person.village // 10**6 * 10**6 for person in present)
    assert abs(regencies[TANAH_BUMBU] - 145) <= 10
    assert abs(regencies[KOTABARU] - 798) <= 10


def test_the_mix_of_permits_is_that_of_the_district(present: list):
    kinds = Counter(person.permit_kind for person in present)
    assert share(kinds["ITAS"], len(present)) == 88
    assert share(kinds["ITK"] + kinds["VOA"], len(present)) == 8
    assert share(kinds["ITAP"], len(present)) == 2
    assert 0 < sum(person.is_perairan for person in present) < 50


def test_the_mix_of_people_is_that_of_the_district(present: list):
    roles = Counter(person.role for person in present)
    assert abs(share(sum(person.sex == "M" for person in present), len(present)) - 88) <= 2
    assert roles["spouse"] == 20
    assert roles["student"] <= 5
    assert roles["tourist"] <= 20
    at_three_firms = Counter(
        person.village // 10_000 for person in present if person.role in ("worker", "site_visitor")
    )
    assert len(at_three_firms) == 3
    assert share(at_three_firms.total(), len(present)) == 80


def test_at_least_ten_districts_hold_nobody(people: Population):
    peopled = {person.village // 10_000 * 10_000 for person in people.present}
    assert len(villages()) == 34
    assert len(villages().keys() - peopled) >= 10


def test_no_two_persons_share_a_number_or_a_name(people: Population):
    for number in ("passport", "niora", "permit_no"):
        keys = [number_key(getattr(person, number)) for person in people.persons]
        assert None not in keys
        assert len(set(keys)) == len(keys)
    assert len({frozenset(person.name.upper().split()) for person in people.persons}) == len(people.persons)


def test_some_have_one_name_and_some_a_birth_date_in_part(people: Population):
    assert any(" " not in person.name for person in people.persons)
    assert {person.birth.is_whole for person in people.persons} == {True, False}


def test_most_are_perfectly_in_order(people: Population, present: list):
    assert Counter(person.story for person in people.persons if person.story) == STORIES
    for person in present:
        if person.story not in ("seen_after_end", "copy_is_old"):
            assert person.issued_on < DAY <= person.ends_on
        assert person.entered_on <= person.issued_on


def test_a_smaller_district_still_has_every_story():
    small = populate(DAY, factor=0.05)
    assert 90 <= len(small.persons) <= 110
    assert {person.story for person in small.persons} == {"", *STORIES}
