"""Kesbangpol's own report to the head of the region comes filled in."""

import pytest

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
