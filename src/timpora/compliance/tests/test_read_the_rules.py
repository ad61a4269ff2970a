"""The rulebook can be read by whoever is in the team: line by line, with numbers, citations and cases."""

import pytest

from timpora.core.rules import RULES

pytestmark = pytest.mark.django_db


def test_the_list_names_every_rule_with_its_citation(client, citra):
    client.force_login(citra)
    text = client.get("/aturan/").content.decode()
    assert all(code in text for code in RULES)
    assert "UU 6/2011 Pasal 78" in text
    assert "pengelola penginapan" in text


@pytest.mark.parametrize("code", sorted(RULES))
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_rule_is_told_line_by_line(client, ayu, code, language):
    client.force_login(ayu)
    client.cookies["django_language"] = language
    text = client.get(f"/aturan/{code.lower()}/").content.decode()
    assert text.count('<li class="panel">') >= len(RULES[code].lines)
    assert "%(" not in text


def test_a_line_says_its_condition_in_words(client, ayu):
    client.force_login(ayu)
    text = client.get("/aturan/STAY-01/").content.decode()
    assert "Berangkat dari Indonesia paling lambat hari yang dinilai" in text
    assert "Terakhir terlihat sesudah Izin tinggal berakhir dan Data izin tinggal per tanggal sesudah" in text
    assert "Hari terakhir izin masih tercakup" in text
    assert "belum diverifikasi" in text


def test_parameters_come_with_date_and_citation(client, intan):
    client.force_login(intan)
    text = client.get("/aturan/RESID-01/").content.decode()
    assert "Perpres 96/2018 Pasal 28 ayat (5)" in text
    assert "sejak 18 Okt 2018" in text


def test_an_unknown_rule_is_not_there_and_a_village_head_is_not_asked_to_read_rules(client, ayu, dewa):
    client.force_login(ayu)
    assert client.get("/aturan/STAY-99/").status_code == 404
    client.force_login(dewa)
    assert client.get("/aturan/").status_code == 403
