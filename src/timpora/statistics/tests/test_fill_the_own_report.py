"""Kesbangpol's own report to the head of the region comes filled in."""

from io import BytesIO

import pytest
from docx import Document

from timpora.agencies.tests.cast import TANAH_BUMBU, VILLAGE, acting
from timpora.foundation.acting import acting_in_database
from timpora.intake.tests import factories as intake
from timpora.statistics import papers, queries
from timpora.statistics.tests.factories import drawn, in_last_month, people

pytestmark = pytest.mark.django_db
ADDRESS = "/keadaan/63.10/laporan-kesbangpol.pdf"


def test_kesbangpol_takes_its_report(client, hendra):
    people(2, VILLAGE)
    intake.report(hendra, seen_at=in_last_month(), at=in_last_month())
    drawn()
    client.force_login(hendra)
    assert client.get(ADDRESS).content.startswith(b"%PDF")


def test_the_same_report_can_be_edited(client, hendra):
    people(2, VILLAGE)
    intake.report(hendra, seen_at=in_last_month(), at=in_last_month())
    drawn()
    client.force_login(hendra)
    paper = Document(BytesIO(client.get(ADDRESS.replace("pdf", "docx")).content))
    said = [paragraph.text for paragraph in paper.paragraphs]
    stays, districts, own = ([[cell.text for cell in row.cells] for row in table.rows] for table in paper.tables)
    assert "Yth. Bupati Tanah Bumbu" in said
    assert stays == [["Izin tinggal", "Orang"], ["Izin tinggal terbatas", "2"], ["Jumlah", "2"]]
    assert ["Kec. Kusan Hilir", "2", "Ada laporan"] in districts or ["Kusan Hilir", "2", "Ada laporan"] in districts
    assert own[-1] == ["Jumlah", "1"]
    assert client.get(ADDRESS.replace("pdf", "odt")).status_code == 404


def test_it_is_addressed_to_the_bupati_with_its_totals(hendra):
    people(2, VILLAGE)
    month, member = drawn(), acting(hendra)
    with acting_in_database(member):
        found = queries.sheets(member, TANAH_BUMBU, month)
        data = papers.kesbangpol_report(queries.picture(TANAH_BUMBU, month, month, found), [], [], member, month)
    assert data["addressee"] == "Bupati Tanah Bumbu"
    assert data["total"] == "2"
    assert "49 Tahun 2010" in str(data["basis"])


def test_other_agencies_do_not(client, citra, joko):
    for who in (citra, joko):
        client.force_login(who)
        assert client.get(ADDRESS).status_code == 403
