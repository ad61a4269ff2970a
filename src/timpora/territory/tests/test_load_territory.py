"""Loading: twice is once, a part leaves the rest alone, and a new edition ends and renames without losing anything."""

from datetime import date

import pytest

from timpora.territory import naming, official
from timpora.territory.codes import parent, span, to_integer
from timpora.territory.load import load_territory
from timpora.territory.models import Area, AreaName, Office, OfficeWorkArea
from timpora.territory.queries import (
    area_name,
    area_path,
    children,
    districts_of,
    find,
    office_of,
    villages_of,
    work_areas,
)
from timpora.territory.tests.factories import KOTABARU, TANAH_BUMBU, tanah_bumbu

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 12)
WITHIN = ("63.10", "63.02")


def test_a_part_brings_its_parents_and_nothing_else():
    tanah_bumbu()
    assert set(Area.objects.filter(level=2).values_list("dotted", flat=True)) == {"63"}
    assert set(Area.objects.filter(level=4).values_list("dotted", flat=True)) == {"63.02", "63.10"}
    assert districts_of(TANAH_BUMBU).count() == 12
    assert districts_of(KOTABARU).count() == 22
    assert villages_of(TANAH_BUMBU).filter(kind=Area.Kind.DESA).count() == 152
    assert villages_of(TANAH_BUMBU).filter(kind=Area.Kind.KELURAHAN).count() == 5
    assert villages_of(KOTABARU).count() == 198 + 4


def test_loading_again_changes_nothing():
    count = load_territory(WITHIN)
    names, works = AreaName.objects.count(), OfficeWorkArea.objects.count()
    assert load_territory(WITHIN) == count == Area.objects.count()
    official_mark = official.fingerprint(WITHIN)
    assert official_mark == official.fingerprint(tuple(reversed(WITHIN)))
    assert (AreaName.objects.count(), OfficeWorkArea.objects.count()) == (names, works)


def test_every_row_stands_in_the_range_of_its_parent():
    tanah_bumbu()
    for area in Area.objects.all():
        assert area.high == span(area.code)[1]
        assert area.parent_id == (parent(area.code) or None)
        assert area.time_zone == "Asia/Makassar"
        assert area.valid_from is None


def new_edition(monkeypatch, names: dict[str, str]) -> None:
    monkeypatch.setattr(official, "shipped", lambda: names)
    monkeypatch.setattr(official, "DECREE", "Kepmendagri uji")
    monkeypatch.setattr(official, "IN_FORCE_ON", date(2027, 1, 1))
    monkeypatch.setattr(official, "fingerprint", lambda within: "next")


def test_a_new_edition_renames_ends_and_adds(monkeypatch):
    old = {code: name for code, name in official.shipped().items() if code == "63" or code.startswith("63.10")}
    monkeypatch.setattr(official, "shipped", lambda: old)
    load_territory()
    new = {code: name for code, name in old.items() if not code.startswith("63.10.12")}
    new_edition(monkeypatch, new | {"63.10.08": "Mantewe Baru", "63.10.13": "Bukit Uji"})
    load_territory()

    assert area_name(to_integer("63.10.08")) == "Kec. Mantewe Baru"
    assert find("mantewe")[0].area == to_integer("63.10.08")  # still found by its former name
    ended = Area.objects.get(dotted="63.10.12")
    assert ended.valid_until == date(2027, 1, 1)
    assert Area.objects.get(dotted="63.10.13").valid_from == date(2027, 1, 1)
    assert Area.objects.get(dotted="63.10.01").valid_from is None
    assert not children(TANAH_BUMBU).filter(pk=ended.pk).exists()


def test_a_name_that_comes_back_is_found_as_before(monkeypatch):
    old = {"63": "Kalimantan Selatan", "63.10": "Kabupaten Tanah Bumbu", "63.10.01": "Batu Licin"}
    for edition, name in enumerate(("Batu Licin", "Batulicin Kota", "Batulicin", "Batu Licin")):
        new_edition(monkeypatch, old | {"63.10.01": name})
        monkeypatch.setattr(official, "fingerprint", lambda within, edition=edition: str(edition))
        load_territory()
    assert find("batulicin")[0].label == "Kec. Batu Licin"
    assert find("batulicin kota")[0].label == "Kec. Batu Licin"


def test_names_say_the_kind():
    tanah_bumbu()
    assert area_name(TANAH_BUMBU) == "Kab. Tanah Bumbu"
    assert area_name(to_integer("63.10.02.1001")) == "Kel. Kota Pagatan"
    assert area_name(to_integer("63")) == "Prov. Kalimantan Selatan"
    assert area_name(0) == "Indonesia"
    assert area_path(to_integer("63.10.02.2004")) == "Desa Wiritasi, Kec. Kusan Hilir, Kab. Tanah Bumbu"


def test_an_area_that_is_not_loaded_is_called_by_its_code_until_it_is():
    naming.forget()
    assert area_name(TANAH_BUMBU) == "63.10"
    tanah_bumbu()
    assert area_name(TANAH_BUMBU) == "Kab. Tanah Bumbu"


def test_names_are_fetched_once(django_assert_num_queries):
    tanah_bumbu()
    with django_assert_num_queries(1):
        area_name(TANAH_BUMBU)
        area_name(TANAH_BUMBU)


def test_the_office_of_a_village_is_that_of_its_regency():
    tanah_bumbu()
    office = office_of(to_integer("63.10.02.2004"), TODAY)
    assert office.class_name == "Kelas II TPI"
    assert office == office_of(KOTABARU, TODAY)
    assert work_areas(office, TODAY) == [KOTABARU, TANAH_BUMBU]
    assert office_of(to_integer("63"), TODAY) is None


def test_a_passport_unit_does_not_supervise_foreigners():
    load_territory(within=("64.74",))
    bontang = to_integer("64.74")
    assert office_of(bontang, TODAY).code == "kanim-samarinda"
    assert work_areas("ulp-bontang", date(2020, 8, 31)) == []
    assert work_areas("ulp-bontang", date(2020, 9, 1)) == [bontang]
    assert Office.objects.get(pk="ulp-bontang").parent_id == "kanim-samarinda"
