from string import Formatter

import pytest
from hypothesis import given

from timpora.core.matching import compare, sentence
from timpora.core.matching.evidence import SILENT
from timpora.core.matching.name_evidence import RELATION_OF
from timpora.core.matching.scorer import BITS, NAME_FACTORS
from timpora.core.matching.tests.people import identities, person
from timpora.core.matching.words import FEATURES, SENTENCES


def told(left: str, right: str, language: str, feature: str = "birth_date") -> str:
    comparison = compare(person(birth=left), person(birth=right))
    return next(sentence(item, language) for item in comparison.evidence if item.feature == feature)


@given(identities, identities)
def test_every_evidence_has_a_sentence_in_both_languages(left, right):
    for item in compare(left, right).evidence:
        for language in ("id", "en"):
            assert sentence(item, language).endswith(".")


@given(identities, identities)
def test_every_evidence_that_speaks_has_its_own_weight(left, right):
    for item in compare(left, right).evidence:
        if item.relation is not SILENT and item.feature != "name":
            assert item.key == "different_but_lapsed" or item.key in BITS[item.feature]


def test_every_weight_has_a_sentence():
    for feature, bits in (*BITS.items(), ("name", NAME_FACTORS)):
        assert feature in FEATURES
        for key in bits:
            assert (feature, key) in SENTENCES or ("*", key) in SENTENCES
    assert NAME_FACTORS.keys() == RELATION_OF.keys()


def test_both_languages_tell_the_same_details():
    for words in SENTENCES.values():
        fields = [
            {name for _, name, _, _ in Formatter().parse(words[language]) if name} - {"feature"}
            for language in ("id", "en")
        ]
        assert fields[0] == fields[1]


def test_dates_countries_and_sexes_are_said_in_words():
    assert told("1984-08-12", "08/1984", "id") == (
        "Bulan dan tahun lahir sama, tanggalnya tidak lengkap: 12 Agustus 1984 dan Agustus 1984."
    )
    evidence = compare(person(nationality="CHN", sex="F"), person(nationality="NLD", sex="M")).evidence
    said = [sentence(item, "en") for item in evidence]
    assert "Sex differs: female and male." in said
    assert "Nationality differs: China and Netherlands." in said


def test_a_name_with_braces_is_only_a_name():
    comparison = compare(person("{value} Petrenko"), person("{left} Petrenko"))
    assert "{value} Petrenko" in [sentence(item, "id") for item in comparison.evidence][1]


@pytest.mark.parametrize("language", ["fr", ""])
def test_another_language_is_answered_in_indonesian(language):
    assert told("1984", "1985", language) == told("1984", "1985", "id")
