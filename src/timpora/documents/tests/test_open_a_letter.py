"""A letter is made once, opened by those who may see it, and every opening is on record."""

from datetime import UTC, date, datetime

import pytest

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.documents.actions import make_letter
from timpora.documents.models import Letter
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event

NOW = datetime(2026, 8, 12, 1, tzinfo=UTC)


@pytest.fixture
def letter(ayu, kanim) -> Letter:
    member = acting(ayu)
    with acting_in_database(member):
        return make_letter(
            template="undangan",
            data={"addressees": ["Kepala Dinas"]},
            about="Undangan rapat",
            dated=date(2026, 8, 12),
            area=TANAH_BUMBU,
            agency_id=kanim.pk,
            by=member,
            at=NOW,
        )


def test_a_member_of_the_team_downloads_the_letter(client, letter, citra):
    client.force_login(citra)
    page = client.get(f"/surat/{letter.pk}/")
    assert "menunggu TU/SRIKANDI" in page.content.decode()
    answer = client.get(f"/surat/{letter.pk}/berkas/")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert Event.objects.filter(kind="letter.opened", subject_id=letter.pk).count() == 1


def test_another_offices_letter_is_not_there(client, letter, jaka):
    client.force_login(jaka)
    assert client.get(f"/surat/{letter.pk}/").status_code == 404
    assert client.get(f"/surat/{letter.pk}/berkas/").status_code == 404


def test_a_village_head_has_no_letters(client, letter, dewa):
    client.force_login(dewa)
    assert client.get(f"/surat/{letter.pk}/").status_code == 403


def test_a_number_of_ones_own_is_kept(letter, ayu, kanim):
    assert letter.number_mode == Letter.NumberMode.FROM_TU
    own = make_letter(
        template="notula",
        data={},
        about="Notula",
        dated=date(2026, 8, 12),
        area=TANAH_BUMBU,
        agency_id=kanim.pk,
        by=acting(ayu),
        at=NOW,
        number="W.19-12",
    )
    assert (own.number_mode, own.data["number"]) == (Letter.NumberMode.OWN, "W.19-12")
