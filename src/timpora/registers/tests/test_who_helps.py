"""The sheet of those who help: for everybody, by kind, without anybody's name; its addresses are the office's."""

import pytest

from timpora.registers.models import Helper

pytestmark = pytest.mark.django_db
ADDRESS = {"name": "UPTD PPA Tanah Bumbu", "address": "Jalan Raya 1", "phone": "0518 123", "version": "0"}
EDIT = "/pelindungan/uptd_ppa/ubah/"


def test_everybody_reads_who_helps_whom(client, dewa):
    client.force_login(dewa)
    page = client.get("/pelindungan/?jenis=refugee").content.decode()
    assert "UNHCR" in page
    assert "UPTD" not in page
    assert "UPTD" in client.get("/pelindungan/").content.decode()


def test_the_head_of_the_section_writes_the_address(client, budi, dewa):
    client.force_login(budi)
    assert client.post(EDIT, ADDRESS).status_code == 302
    client.force_login(dewa)
    assert "Jalan Raya 1" in client.get("/pelindungan/?jenis=child").content.decode()


def test_an_older_page_does_not_overwrite_and_both_texts_are_shown(client, budi):
    client.force_login(budi)
    client.post(EDIT, ADDRESS)
    client.post(EDIT, ADDRESS)  # said twice: nothing happens
    answer = client.post(EDIT, ADDRESS | {"address": "Jalan Lain 2"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Jalan Lain 2" in page
    assert "Jalan Raya 1" in page
    assert Helper.objects.get().address == "Jalan Raya 1"


def test_others_do_not_write_it_and_an_unknown_one_is_not_there(client, ayu, budi):
    client.force_login(ayu)
    assert client.get(EDIT).status_code == 403
    client.force_login(budi)
    assert client.get("/pelindungan/tidak-ada/ubah/").status_code == 404
