"""A letter is made once, opened by those who may see it, and every opening is on record."""

import pytest

from timpora.documents.kinds import FieldsMissing
from timpora.documents.models import Letter
from timpora.documents.tests.made import made
from timpora.foundation.models import Event


@pytest.fixture
def letter(ayu, kanim) -> Letter:
    return made(ayu, kanim)


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
    own = made(ayu, kanim, number="W.19-12")
    assert (own.number_mode, own.data["number"]) == (Letter.NumberMode.OWN, "W.19-12")


def test_minutes_have_no_number(ayu, kanim):
    assert made(ayu, kanim, template="notula").number_mode == Letter.NumberMode.NONE


def test_a_letter_that_lacks_something_is_not_kept(ayu, kanim):
    with pytest.raises(FieldsMissing, match="addressees"):
        made(ayu, kanim, addressees=[])
    assert not Letter.objects.exists()


def test_the_register_shows_what_waits_for_its_number(client, letter, ayu, kanim):
    numbered = made(ayu, kanim, number="W.19-12", about="Undangan kedua")
    client.force_login(ayu)
    everything, waiting = (client.get(f"/surat/{query}").content.decode() for query in ("", "?keadaan=nomor"))
    assert numbered.about in everything
    assert numbered.about not in waiting
    assert letter.about in waiting
