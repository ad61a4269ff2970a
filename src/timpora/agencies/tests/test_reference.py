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
    before = list(AgencyKind.objects.order_by("code").values())
    load_kinds()
    assert list(AgencyKind.objects.order_by("code").values()) == before
    assert [kind.code for kind in kinds()][:3] == ["kanim", "kanwil", "ditjenim"]


@pytest.mark.django_db
def test_the_table_is_asked_and_what_an_office_changed_there_stays():
    AgencyKind.objects.create(code="dulu", name="Jenis yang dulu ada", is_vertical=False, topics=["pidana_umum"])
    AgencyKind.objects.filter(pk="polres").update(topics=["narkotika"])
    AgencyKind.objects.filter(pk="bea_cukai").delete()
    load_kinds()
    assert kinds_for("pidana_umum") == ["dulu"]
    assert kinds_for("narkotika") == ["bnnk", "polres"]
    assert kinds_for("penyelundupan") == ["bea_cukai"], "what is missing is added"


@pytest.mark.django_db
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
