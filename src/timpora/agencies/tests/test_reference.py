"""Kinds of agencies are loaded as often as one likes; a concern is put to the nearest of the first kind."""

import pytest

from timpora.agencies.models import Agency, AgencyKind
from timpora.agencies.queries import competent_for
from timpora.agencies.reference import kinds, kinds_for, load_kinds, topics
from timpora.agencies.tests.cast import JEMBER, KUSAN_HILIR, TANAH_BUMBU, VILLAGE

SOUTH_KALIMANTAN = 6300000000


def settle(kind: str, area: int, name: str, **more) -> Agency:
    return Agency.objects.create(kind_id=kind, area=area, name=name, short_name=name, **more)


@pytest.mark.django_db
def test_loading_twice_changes_nothing():
    assert load_kinds() == load_kinds() == AgencyKind.objects.count() == len(kinds())


@pytest.mark.django_db
def test_loading_again_mends_a_kind_and_keeps_one_that_left_the_list():
    AgencyKind.objects.create(code="dulu", name="Jenis yang dulu ada", is_vertical=False)
    load_kinds()
    AgencyKind.objects.filter(pk="polres").update(name="salah", topics=[])
    load_kinds()
    assert AgencyKind.objects.get(pk="polres").topics == ["narkotika", "tppo", "pidana_umum"]
    assert AgencyKind.objects.filter(pk="dulu").exists()


def test_every_topic_leads_to_some_kind():
    assert all(kinds_for(topic) for topic in topics())
    assert kinds_for("tidak_ada") == []


@pytest.mark.django_db
def test_the_order_of_kinds_comes_first_and_then_the_nearest():
    load_kinds()
    province = settle("bnnk", SOUTH_KALIMANTAN, "BNN Provinsi")
    regency = settle("bnnk", TANAH_BUMBU, "BNNK Tanah Bumbu")
    police = settle("polres", TANAH_BUMBU, "Polres Tanah Bumbu")
    assert competent_for("narkotika", VILLAGE) == [regency, province, police]


@pytest.mark.django_db
def test_an_agency_elsewhere_or_no_longer_in_force_is_not_asked():
    load_kinds()
    settle("polres", JEMBER, "Polres Jember")
    settle("kecamatan", KUSAN_HILIR, "Kecamatan lama", valid_until="2020-01-01")
    assert competent_for("pidana_umum", VILLAGE) == []
    assert competent_for("keberadaan", VILLAGE) == []


@pytest.mark.django_db
def test_foreign_workers_are_put_to_the_inspectors_of_the_province():
    load_kinds()
    settle("disnaker", TANAH_BUMBU, "Disnaker Tanah Bumbu")
    inspectors = settle("pengawas_naker", SOUTH_KALIMANTAN, "Pengawas Ketenagakerjaan")
    assert competent_for("tka", VILLAGE) == [inspectors]
