"""Offices over time: class, work area, units; and the workload sheet with figures that name their source."""

import re
from datetime import date

import pytest

from timpora.territory.load import load_territory
from timpora.territory.models import Office, OfficeWorkArea, WorkloadFigure
from timpora.territory.queries import office_of
from timpora.territory.tests.factories import KOTABARU, TANAH_BUMBU, tanah_bumbu

PAGE = "/kantor/kanim-batulicin/"
DAY = date(2026, 9, 1)


@pytest.fixture
def areas(db):
    return tanah_bumbu()


def test_everybody_reads_an_office(client, citra, areas):
    client.force_login(citra)
    assert "Batulicin" in client.get("/kantor/?q=batulicin").content.decode()
    page = client.get(PAGE).content.decode()
    assert "Kelas II TPI" in page
    assert "Kab. Kotabaru" in page
    assert "Tambah unit" not in page
    assert client.post(f"{PAGE}kelas/", {}).status_code == 403
    assert client.get("/kantor/tidak-ada/").status_code == 404


def test_the_class_has_a_history(client, budi, areas):
    client.force_login(budi)
    told = {"name": "Kelas I TPI", "begins_on": "2026-01-01", "source": "Surat contoh 1/2026"}
    for _ in range(2):
        assert client.post(f"{PAGE}kelas/", told).status_code == 302
    page = client.get(PAGE).content.decode()
    assert page.count("Surat contoh 1/2026") == 1
    assert Office.objects.get(pk="kanim-batulicin").class_name == "Kelas I TPI"


def test_another_class_on_the_same_day_is_not_swallowed(client, budi, areas):
    client.force_login(budi)
    told = {"name": "Kelas I TPI", "begins_on": "2026-01-01", "source": "Surat contoh 1/2026"}
    client.post(f"{PAGE}kelas/", told)
    answer = client.post(f"{PAGE}kelas/", told | {"name": "Kelas III Non TPI"})
    assert answer.status_code == 422
    assert "sudah tercatat kelas “Kelas I TPI”" in answer.content.decode()
    assert "Kelas III Non TPI" in answer.content.decode()


def test_the_name_of_another_offices_unit_is_refused(client, budi, areas):
    other = Office.objects.create(code="kanim-lain", name="Kantor Imigrasi Lain", kind="kanim")
    Office.objects.create(code="ukk-ukk-kotabaru", name="UKK Kotabaru", kind="ukk", parent=other)
    client.force_login(budi)
    told = {"kind": "ukk", "name": "UKK Kotabaru", "area": "63.02", "begins_on": "2026-01-01", "source": "contoh"}
    answer = client.post(f"{PAGE}unit/", told)
    assert answer.status_code == 422
    assert "sudah dipakai unit “UKK Kotabaru”" in answer.content.decode()


def test_each_input_of_an_office_has_its_own_label(client, budi, areas):
    client.force_login(budi)
    ids = re.findall(r'\bid="([^"]+)"', client.get(PAGE).content.decode())
    assert len(ids) == len(set(ids))


def test_an_area_goes_from_one_office_to_another_on_a_day(client, budi, areas):
    Office.objects.create(code="kanim-kotabaru", name="Kantor Imigrasi Kotabaru", kind="kanim")
    OfficeWorkArea.objects.create(
        office_id="kanim-kotabaru", area_id=63_02_06_0000, valid_from=date(2026, 1, 1), confidence="A", source="contoh"
    )
    client.force_login(budi)
    told = {"area": "63.02", "begins_on": "2026-09-01", "source": "Keputusan contoh"}
    assert client.post("/kantor/kanim-kotabaru/wilayah/", told).status_code == 302
    assert office_of(KOTABARU, date(2026, 8, 31)).pk == "kanim-batulicin"
    assert office_of(KOTABARU, DAY).pk == "kanim-kotabaru"
    assert client.post(f"{PAGE}wilayah/", told).status_code == 422
    from timpora.territory.models import Decree

    Decree.objects.update(fingerprint="older")
    load_territory(within=("63.10", "63.02"))  # the list that is shipped does not undo it
    assert office_of(KOTABARU, DAY).pk == "kanim-kotabaru"


def test_another_offices_record_is_not_written(client, budi, jaka, areas):
    client.force_login(budi)
    told = {"area": "35.09", "begins_on": "2026-09-01", "source": "Keputusan contoh"}
    assert client.post(f"{PAGE}wilayah/", told).status_code == 422
    assert client.post("/beban-kerja/63/angka/", {}).status_code == 403
    client.force_login(jaka)
    assert client.post(f"{PAGE}wilayah/", told).status_code == 403


def test_a_unit_stands_in_its_area_and_a_work_area_ends(client, budi, areas):
    client.force_login(budi)
    told = {"kind": "ukk", "name": "UKK Kotabaru", "area": "63.02", "begins_on": "2026-01-01", "source": "contoh"}
    for _ in range(2):
        client.post(f"{PAGE}unit/", told)
    unit = Office.objects.get(kind="ukk")
    assert "UKK Kotabaru" in client.get(PAGE).content.decode()
    assert client.get(f"/kantor/{unit.pk}/").status_code == 200
    row = OfficeWorkArea.objects.get(office="kanim-batulicin", area=KOTABARU)
    client.post(f"{PAGE}wilayah/akhiri/", {"row": str(row.pk)})
    row.refresh_from_db()
    assert row.valid_until is not None
    assert client.post(f"{PAGE}wilayah/akhiri/", {"row": "9" * 18}).status_code == 404


def test_the_workload_sheet_shows_figures_with_source_and_date(client, budi, citra, areas):
    client.force_login(budi)
    told = {"kind": "penduduk", "value": "320000", "as_of": "2025-12-31", "source": "Publikasi statistik contoh"}
    for _ in range(2):
        assert client.post("/beban-kerja/63.10/angka/", told).status_code == 302
    client.post("/beban-kerja/63.10/angka/", told | {"value": "331000", "as_of": "2026-06-30"})
    assert WorkloadFigure.objects.filter(area=TANAH_BUMBU).count() == 2
    assert client.post("/beban-kerja/63.10/angka/", told | {"value": "-1"}).status_code == 422
    page = client.get("/beban-kerja/63.10/").content.decode()
    assert page.index("331.000") < page.index("320.000")
    assert "Kab. Kotabaru" in page  # beside it, all areas of the same office
    client.force_login(citra)
    page = client.get("/beban-kerja/63.10/").content.decode()
    assert "331.000" in page
    assert "Tambah angka" not in page
    assert client.get("/beban-kerja/tidak/").status_code == 404
