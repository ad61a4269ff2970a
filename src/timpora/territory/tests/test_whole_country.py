"""The whole list, loaded once for this file: the official counts hold, and finding stays cheap among all areas."""

import pytest
from django.db import transaction
from django.db.models import Count

from timpora.territory.codes import dotted
from timpora.territory.load import load_territory
from timpora.territory.models import Area, AreaName
from timpora.territory.official import aliases, offices
from timpora.territory.queries import find


@pytest.fixture(scope="module")
def _country(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_territory()
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _areas(_country, db):
    pass


def test_as_many_areas_as_the_decree_counts():
    counts = dict(Area.objects.values_list("kind").annotate(Count("code")))
    assert counts["provinsi"] == 38
    assert (counts["kabupaten"], counts["kota"]) == (416, 98)
    assert counts["kecamatan"] + counts["distrik"] == 7285
    assert counts["kelurahan"] == 8496
    assert counts["desa"] + counts["desa_adat"] == 75266
    assert load_territory() == 38 + 514 + 7285 + 83762


def test_no_area_hangs_in_the_air():
    assert not Area.objects.filter(level__gt=2, parent__isnull=True).exists()
    assert not Area.objects.exclude(parent_id=None).exclude(parent__code__in=Area.objects.values("code")).exists()
    assert AreaName.objects.filter(is_whole=True, kind="official").count() == Area.objects.count()


def test_every_alias_and_work_area_names_an_area():
    served = [work["area"] for office in offices() for work in office["work_areas"]]
    codes = set(Area.objects.filter(level__lte=6).values_list("dotted", flat=True))
    assert {dotted(code) for code in aliases()} <= codes
    assert set(served) <= codes


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("simpang empat tanah bumbu", "63.10.06"),
        ("sunagi danau", "63.10.04.2010"),
        ("kota parepare", "73.72"),
        ("pare-pare", "73.72"),
        ("jakarta pusat", "31.71"),
        ("kab bogor", "32.01"),
        ("kota bogor", "32.71"),
        ("bontang utara", "64.74.01"),
    ],
)
def test_one_among_ninety_thousand(text, code):
    assert dotted(find(text)[0].area) == code


@pytest.mark.parametrize("text", ["s", "sungai", "baru", "mekar sari jawa", "a b c d e f g h i j k l", "sunagi danau"])
def test_the_work_is_bounded(text, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        assert len(find(text)) <= 10
