"""What a person types is found, the likeliest first."""

import pytest
from django.utils import timezone

from timpora.territory import gazetteer
from timpora.territory.codes import dotted, span, to_integer
from timpora.territory.models import Area, AreaName, Decree
from timpora.territory.queries import find
from timpora.territory.search import CODE, EXACT_WITHIN, LATER_WORD_WITHIN
from timpora.territory.tests.factories import KOTABARU, TANAH_BUMBU, tanah_bumbu


@pytest.fixture(autouse=True)
def _areas(db):
    tanah_bumbu()


def first(text: str, **where) -> str:
    found = find(text, **where)
    return dotted(found[0].area) if found else "nothing"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("63.10.05", "63.10.05"),
        ("631005", "63.10.05"),
        ("6310", "63.10"),
        ("63.10.02.1001", "63.10.02.1001"),
        ("Kec. Kusan Hulu, Kab. Tanah Bumbu (63.10.05)", "63.10.05"),
        ("kusan hilir", "63.10.02"),
        ("KUSAN  HILIR", "63.10.02"),
        ("kusanhilir", "63.10.02"),
        ("kusan hi", "63.10.02"),
        ("kec. kusan hilir", "63.10.02"),
        ("kab tanah bumbu", "63.10"),
        ("tanbu", "63.10"),
        ("kalsel", "63"),
        ("batulicin", "63.10.01"),
        ("batu licin", "63.10.01"),
        ("kel. batulicin", "63.10.01.1007"),
        ("mentewe", "63.10.08"),
        ("pulau laut utara", "63.02.06"),
        ("pulaulaut utara", "63.02.06"),
        ("laut utara", "63.02.06"),
        ("kotabaru", "63.02"),
        ("kota baru", "63.02"),
        ("simpang empat tanah bumbu", "63.10.06"),
        ("simpang empat, kab. tanah bumbu", "63.10.06"),
        ("desa sungai danau, kec. satui, kab. tanah bumbu", "63.10.04.2010"),
    ],
)
def test_by_code_name_alias_later_word_or_parent(text, code):
    assert first(text) == code


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        ("kusan hlir", "63.10.02"),
        ("mantewee", "63.10.08"),
        ("tanha bumbu", "63.10"),
        ("simpang empt tanah bumbu", "63.10.06"),
        ("pulau laut utra", "63.02.06"),
    ],
)
def test_a_slip_of_the_finger_is_forgiven_and_marked_as_a_likeness(slip, code):
    best = find(slip)[0]
    assert dotted(best.area) == code
    assert best.score < LATER_WORD_WITHIN


@pytest.mark.parametrize(
    "text", ["", "   ", "%", "_", "'; drop table", "東京", "...", "99.99", "63101", "x" * 5000, ", ,"]
)
def test_odd_input_finds_nothing_wrong(text):
    assert all(found.score <= CODE for found in find(text))


def test_a_wildcard_is_only_a_letter():
    assert find("%") == find("____") == []


def test_the_parent_is_shown():
    best = find("kusan hilir")[0]
    assert (best.label, best.path) == ("Kec. Kusan Hilir", "Kab. Tanah Bumbu, Kalimantan Selatan")


def test_namesakes_stand_apart_by_their_parents():
    shown = [(found.label, found.path) for found in find("batulicin")]
    assert ("Kec. Batu Licin", "Kab. Tanah Bumbu, Kalimantan Selatan") in shown
    assert ("Kel. Batulicin", "Kec. Batu Licin, Kab. Tanah Bumbu, Kalimantan Selatan") in shown


def test_within_keeps_the_answer_inside():
    low, high = span(KOTABARU)
    found = find("sungai", within=(low, high))
    assert found
    assert all(low <= f.area <= high for f in found)
    assert first("kusan hilir", within=span(KOTABARU)) != "63.10.02"
    assert find("63.10", within=span(KOTABARU)) == []


def test_levels_keep_kinds_of_codes():
    assert all(len(dotted(f.area)) == len("63.10.05") for f in find("kusan", levels=(6,)))
    assert first("batulicin", levels=(10,)) == "63.10.01.1007"


def test_never_more_than_asked_for():
    assert len(find("sungai", limit=3)) == 3
    assert len(find("sungai")) == 10


def test_exact_names_stand_before_longer_ones():
    scores = [found.score for found in find("kotabaru")]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] >= EXACT_WITHIN


def test_an_ended_area_is_not_offered():
    Area.objects.filter(pk=to_integer("63.10.02")).update(valid_until="2025-01-01")
    assert first("kusan hilir") != "63.10.02"
    assert first("63.10.02") != "63.10.02"


def test_what_another_process_loaded_is_noticed_soon(monkeypatch):
    assert first("mantewe") == "63.10.08"
    area = to_integer("63.10.08")
    Area.objects.filter(pk=area).update(name="Mantewe Baru")
    AreaName.objects.filter(area=area).delete()
    AreaName.objects.create(area_id=area, level=6, name="Rimba Uji", folded="RIMBAUJI", kind="official", is_whole=True)
    Decree.objects.update(loaded_at=timezone.now())
    assert first("rimba uji") == "nothing", "not at every letter"
    monkeypatch.setattr(gazetteer, "LOOKED_AFTER", 0)
    assert find("rimba uji")[0].label == "Kec. Mantewe Baru"


def test_tanah_bumbu_is_one_place():
    assert find("tanah bumbu")[0].area == TANAH_BUMBU
