import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.core.matching import fold_name
from timpora.core.matching.names import LONGEST_WORD, MOST_WORDS, words_of


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ("Jan van de Berg", ("JAN", "BERG")),
        ("Muhammad bin Abdullah", ("MUHAMMAD", "ABDULLAH")),
        ("Nur Aini binti Hasan", ("NUR", "AINI", "HASAN")),
        ("Omar al-Rashid", ("OMAR", "RASHID")),
        ("Kumar a/l Raju", ("KUMAR", "RAJU")),
        ("Bpk. Haji Karim Osei", ("KARIM", "OSEI")),
        ("Mr. J0HN  SM1TH", ("JOHN", "SMITH")),
        ("DOE<<JOHN<ALBERT<<<<<<", ("DOE", "JOHN", "ALBERT")),
        ("Siobhán O’Brien", ("SIOBHAN", "OBRIEN")),
        ("Łukasz Grüße", ("LUKASZ", "GRUSSE")),
        ("Петренко Сергей", ("PETRENKO", "SERGEI")),
        ("Γεωργία Νίκα", ("GEORGIA", "NIKA")),
        ("محمد بن عمر", ("MHMD", "EMR")),
        ("李小龙", ("李小龙",)),
        ("Suryanto", ("SURYANTO",)),
    ],
)
def test_a_name_becomes_comparable_words(told, words):
    assert fold_name(told) == words


@pytest.mark.parametrize("told", ["Wang Bin", "Le Van", "Do Thi", "Haji", "Al"])
def test_a_title_or_particle_that_is_the_name_stays(told):
    assert fold_name(told) == tuple(told.upper().split())


@pytest.mark.parametrize("told", ["", "   ", "😀", "123 456", "-", "...", "\u200b\u200f", "E1234567", "\u0301", "'’'"])
def test_what_is_no_name_folds_to_nothing(told):
    assert fold_name(told) == ()


def test_invisible_marks_do_not_split_a_word():
    assert fold_name("\u202eMa\u200bri\u200da\u200f Lo\u0301pez 😀") == ("MARIA", "LOPEZ")


def test_letters_of_another_keyboard_are_read_by_their_look():
    assert fold_name("MАRС PЕTER") == ("MARC", "PETER")


def test_a_word_knows_its_place_in_the_name_as_told():
    told = "Mr. Seán  O'Brien"
    assert [told[word.start : word.end] for word in words_of(told)] == ["Seán", "O'Brien"]


def test_a_name_of_any_length_is_bounded():
    assert len(fold_name("ab " * 5_000)) <= MOST_WORDS
    assert [len(word) for word in fold_name("a" * 10_000)] == [LONGEST_WORD]


@given(st.text(max_size=300))
def test_no_text_breaks_folding_and_places_lie_inside(told):
    for word in words_of(told):
        assert word.text
        assert 0 <= word.start < word.end <= len(told)


@given(st.text(st.characters(categories=("Lu", "Ll")), max_size=30))
def test_composed_and_decomposed_letters_fold_alike(told):
    assert fold_name(unicodedata.normalize("NFC", told)) == fold_name(unicodedata.normalize("NFD", told))
