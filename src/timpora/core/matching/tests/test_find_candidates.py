from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from timpora.core.matching import PASSPORT, RPTKA, Birth, Identity, keys
from timpora.core.matching.sounds import sound
from timpora.core.matching.tests.people import identities, person, registered


@given(identities)
def test_keys_fit_a_bigint_and_are_stable(identity):
    assert all(-(2**63) <= key < 2**63 for key in keys(identity))
    assert keys(identity) == keys(replace(identity))


def test_nobody_has_no_keys():
    assert keys(Identity()) == frozenset()
    assert keys(Identity(names=("😀",), sex="F")) == frozenset()


@given(registered, st.randoms())
def test_a_name_in_another_order_still_finds_the_person(told, random):
    words = told.names[0].split()
    random.shuffle(words)
    assert keys(told) & keys(Identity((" ".join(words),), birth=told.birth))


@given(registered, st.data())
def test_one_wrong_character_in_the_passport_still_finds_the_person(told, data):
    ((_, key, _),) = told.numbers
    place = data.draw(st.integers(0, len(key) - 1))
    wrong = data.draw(st.sampled_from((key[:place] + "7" + key[place + 1 :], key[:place] + key[place + 1 :])))
    assert keys(told) & keys(Identity(told.names, numbers=frozenset({(PASSPORT, wrong, None)})))


@given(registered)
def test_a_swapped_day_and_month_still_finds_the_person(told):
    birth = told.birth
    assume(birth and birth.day and birth.day <= 12)
    swapped = Birth(birth.year, birth.day, birth.month)
    assert keys(Identity((told.names[0].split()[0],), birth=birth)) & keys(
        replace(told, birth=swapped, numbers=frozenset())
    )


@given(registered, st.sampled_from((-1, 1)))
def test_a_wrong_year_still_finds_the_person(told, off):
    wrong = Identity(told.names, birth=Birth(told.birth.year + off))
    assert keys(told) & keys(wrong)


@given(registered)
def test_only_nationality_and_year_with_one_word_still_find_the_person(told):
    seen = Identity((told.names[0].split()[0],), nationality=told.nationality, birth=Birth(told.birth.year))
    assert keys(told) & keys(seen)


@pytest.mark.parametrize(
    ("registered_name", "seen_name"),
    [
        ("ZHANG XIAO MING", "Xiaoming Zhang"), ("ABDUL RAHMAN YUSOF", "Yusof Abdurrahman"),
        ("PETRENKO OLEKSANDR", "Aleksandr Petrenko"), ("SURYANTO SURYANTO", "Suryanto"),
        ("MOHAMMED KHALID", "Mohd. Khaled"), ("NGUYỄN THỊ HƯƠNG", "Nguyen Huong"), ("SMITH JOHN", "J. Smith"),
        ("SURYANTO", "Suryanto"), ("LIU YANG", "LIUYANG"), ("MÜLLER ANNA", "MUELLER Anna"),
    ],
)  # fmt: skip
def test_names_that_romanisation_splits_share_a_key(registered_name, seen_name):
    assert keys(person(registered_name, nationality="CHN")) & keys(person(seen_name, nationality="CHN"))


def test_a_misread_number_is_found_even_in_the_wrong_column():
    left = person(numbers=(("passport", "B0I52884", None),))
    right = person(numbers=(("permit_no", "80152884", None),))
    assert keys(left) & keys(right)


def test_one_workforce_approval_does_not_make_colleagues_candidates():
    shared = ((RPTKA, "B3214488", None),)
    assert not keys(person("ZHANG WEI", numbers=shared)) & keys(person("PARK MIN", numbers=shared))
    assert keys(person("ZHANG WEI", numbers=shared)) & keys(person("WEI CHANG", numbers=shared))


def test_two_strangers_share_no_key():
    left = person("ADEYEMI OLU", birth="1984-08-12", nationality="NGA", numbers=(("passport", "A1234567", "NGA"),))
    right = person("PARK MIN", birth="1990-01-03", nationality="KOR", numbers=(("passport", "M7654321", "KOR"),))
    assert not keys(left) & keys(right)


@pytest.mark.parametrize(
    "spellings",
    ["MOHAMMED MOHD MUHAMAD", "ALEKSANDR ALEXANDER", "XU HSU", "ZHANG CHANG", "LEE YI RHEE", "SULAIMAN SOLEYMAN",
     "ABDURRAHMAN ABDULRAHMAN ABDELRAHMAN", "ABDULLAH ABDALLA ABDULLOH", "KHADIJA HADIDJA"],
)  # fmt: skip
def test_spellings_of_one_name_sound_alike(spellings):
    assert len({sound(word) for word in spellings.split()}) == 1
