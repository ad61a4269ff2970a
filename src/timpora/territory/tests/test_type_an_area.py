"""Typing an area into a form: with suggestions, and without any script."""

import pytest
from django import forms

from timpora.territory.forms import AreaField
from timpora.territory.tests.factories import KOTABARU, TANAH_BUMBU, tanah_bumbu

KUSAN_HULU = 6310050000


class PlaceForm(forms.Form):
    area = AreaField(label="Wilayah")
    other = AreaField(label="Lain", required=False, within=KOTABARU, levels=(6,))


@pytest.fixture(autouse=True)
def _areas(db):
    tanah_bumbu()


def place(**data: str) -> PlaceForm:
    form = PlaceForm(data)
    form.is_valid()
    return form


@pytest.mark.parametrize(
    "typed",
    [
        "Kusan Hulu",
        "kec. kusan hulu",
        "63.10.05",
        "6310050000"[:6],
        "Kec. Kusan Hulu, Kab. Tanah Bumbu",
        "Kec. Kusan Hulu, Kab. Tanah Bumbu, Kalimantan Selatan (63.10.05)",
    ],
)
def test_a_name_or_a_code_without_any_script(typed):
    assert place(area=typed).cleaned_data["area"] == KUSAN_HULU


def test_a_chosen_suggestion_brings_its_code():
    form = place(area="Kec. Kusan Hulu", area_code="63.10.05")
    assert form.cleaned_data["area"] == KUSAN_HULU


def test_a_code_left_over_from_an_earlier_choice_does_not_win_over_new_words():
    form = place(area="Kab. Tanah Bumbu", area_code="63.10.05")
    assert form.cleaned_data["area"] == TANAH_BUMBU
    assert place(area="Kab. Tanah Bumbu", area_code="nonsense").cleaned_data["area"] == TANAH_BUMBU


def test_an_ambiguous_name_is_answered_with_candidates():
    form = place(area="batulicin")
    error = form.errors["area"][0]
    assert "63.10.01)" in error
    assert "63.10.01.1007)" in error
    assert error.count("(63.") <= 5


def test_a_likeness_is_asked_about_and_never_taken():
    error = place(area="kusan huluu").errors["area"][0]
    assert "63.10.05" in error


def test_nothing_found_says_what_to_type():
    assert "63.10.05" in place(area="zzzzzzz").errors["area"][0]
    assert place(area="").errors["area"]


def test_within_and_levels_bind_the_answer():
    assert place(area="63.10", other="pulau sembilan").cleaned_data["other"] == 6302010000
    assert place(area="63.10", other="kusan hulu").errors["other"]
    assert place(area="63.10", other="").cleaned_data["other"] is None


def test_what_was_typed_and_what_was_known_comes_back():
    assert 'value="batulicin"' in str(place(area="batulicin")["area"])
    known = str(PlaceForm(initial={"area": KUSAN_HULU})["area"])
    assert "Kec. Kusan Hulu, Kab. Tanah Bumbu, Kalimantan Selatan (63.10.05)" in known
    assert 'data-typeahead-url="/wilayah/cari"' in known
    assert 'data-typeahead-for="id_area_code"' in known
    assert 'name="area_code" id="id_area_code" value="63.10.05"' in known


def test_typed_words_are_escaped():
    assert "<script>" not in str(place(area='"><script>alert(1)</script>')["area"])
