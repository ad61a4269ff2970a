"""An agency that sent a file gets it back: its own words, how we read them, and whether we know who it is."""

import pytest

from timpora.foundation.jobs import settle
from timpora.intake.tests.factories import IMPOSSIBLE, PERMIT_HEADERS, ROOSTER, as_csv, brought_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def batch(district, citra):
    formula = [*ROOSTER]
    formula[1] = "=HYPERLINK(1)"
    made = brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER, IMPOSSIBLE, formula))
    settle()
    return made


def test_the_sender_gets_rows_read_notes_and_fate(client, citra, batch):
    client.force_login(citra)
    told = client.get(f"/berkas/{batch.pk}/kembali.csv").content.decode("utf-8-sig").splitlines()
    assert "(dibaca)" in told[0]
    assert "Dikenali" in told[0]
    assert "1979-04-03" in told[1]
    assert "diterima" in told[1]
    assert "ditolak" in told[2]
    assert "tidak ada di kalender" in told[2]
    assert "'=HYPERLINK(1)" in told[3]
    assert client.get(f"/berkas/{batch.pk}/kembali.xlsx").content.startswith(b"PK")
    assert "kembali.xlsx" in client.get(f"/berkas/{batch.pk}/").content.decode()


def test_nobody_else_gets_it(client, batch, ayu, dewa, hendra):
    for who, status in ((ayu, 404), (hendra, 404), (dewa, 403)):
        client.force_login(who)
        assert client.get(f"/berkas/{batch.pk}/kembali.csv").status_code == status
