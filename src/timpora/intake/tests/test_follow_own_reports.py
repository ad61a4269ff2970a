"""A sender follows a report for twelve months; the section reads it as long as it is kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from timpora.intake.tests.factories import report

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("months", "status"), [(11, 200), (13, 404)])
def test_the_sender_reads_for_twelve_months(client, district, dewa, months, status):
    then = timezone.now() - timedelta(days=months * 30.5)
    told = report(dewa, seen_at=then, at=then)
    client.force_login(dewa)
    assert client.get(f"/laporan/{told.pk}/").status_code == status
    listed = client.get("/laporan/").content.decode()
    assert (f"Laporan {told.number}<" in listed) == (status == 200)
    assert "selama 12 bulan" in listed


def test_the_section_still_reads_it(client, district, dewa, ayu):
    then = timezone.now() - timedelta(days=500)
    told = report(dewa, seen_at=then, at=then)
    client.force_login(ayu)
    assert client.get(f"/laporan/{told.pk}/").status_code == 200
