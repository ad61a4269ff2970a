"""LATIHAN is for invented data and says so everywhere; OPERASI does not begin before everything it needs is there."""

import json
import re
from datetime import date

import pytest

from tests.running.place import GROUND, Place
from timpora.documents import render
from timpora.documents.reference import samples
from timpora.foundation import installation, retention
from timpora.foundation.models import Installation

WHOLE = {
    "controller": "Direktorat Jenderal Imigrasi", "protection_officer": "Pejabat Pelindungan", "dpia_number": "1/2026",
    "dpia_on": date(2026, 8, 1), "retention_decision": "Keputusan 2/2026", "breach_addressee": "Lembaga PDP",
}  # fmt: skip
OFFICER = ("--sign-in", "budi", "--name", "Budi Santoso", "--area", "63.10", "--office", "Kanim Uji")


def test_an_installation_that_has_all_lacks_nothing():
    assert installation.what_is_missing(Installation(**WHOLE), set(installation.NEEDED_PARTS), ()) == []


@pytest.mark.parametrize("column", WHOLE)
def test_each_thing_left_open_is_named(column):
    row = Installation(**WHOLE | {column: None if column == "dpia_on" else ""})
    assert len(installation.what_is_missing(row, set(installation.NEEDED_PARTS), ())) == 1


def test_a_part_that_is_not_built_is_named():
    gaps = installation.what_is_missing(Installation(**WHOLE), set(), ())
    assert len(gaps) == len(installation.NEEDED_PARTS)


def test_data_of_the_demo_never_become_real():
    gaps = installation.what_is_missing(Installation(**WHOLE, is_demo=True), set(installation.NEEDED_PARTS), ())
    assert len(gaps) == 1
    assert "demo" in gaps[0]


def test_every_class_of_retention_has_its_row():
    assert retention.gaps_in_table() == []
    assert set(retention.table()) == retention.classes_in_use()


def test_every_row_says_its_ground_and_how_sure_it_is():
    for row in retention.table().values():
        assert row.title
        assert row.counted_from
        assert row.ground
        assert row.confidence in ("peraturan", "praktik, dapat diubah kantor")


@pytest.mark.django_db
def test_every_page_says_what_it_is(client):
    assert "data rekaan" in client.get("/masuk/").content.decode()
    Installation.objects.update(mode="OPERASI")
    installation.forget()
    assert "data rekaan" not in client.get("/masuk/").content.decode()


@pytest.mark.django_db
def test_every_letter_says_what_it_is():
    words = samples()["notula"]
    practice = render.pdf("notula", words)
    Installation.objects.update(mode="OPERASI")
    installation.forget()
    assert render.pdf("notula", words) != practice


@pytest.mark.django_db
def test_the_mark_of_an_installation_is_its_own_and_outlives_a_key(settings):
    before = installation.installation_id()
    settings.SECRET_KEY = "another"
    installation.forget()
    assert installation.installation_id() == before == Installation.objects.get().pk


def test_an_office_begins(grounded: Place):
    grounded.script(GROUND, role="owner")
    assert grounded.run("init").returncode == 2
    done = grounded.run("init", *OFFICER)
    assert done.returncode == 0, done.stderr
    assert re.fullmatch(r"\S{8,}\n", done.stdout)
    again = grounded.said("init", *OFFICER)
    assert (again["mode"], again["officer"]["password"]) == ("LATIHAN", "")
    refused = grounded.run("init", "--mode", "OPERASI", "--controller", "Ditjen Imigrasi")
    assert refused.returncode == 2
    assert len(refused.stderr.splitlines()) == 1 + len(again["missing_for_operation"]) - 1
    force(grounded, "OPERASI")
    for command in (("serve", "--port", "8478"), ("work",)):
        assert grounded.run(*command).returncode == 2
    told = json.loads(grounded.run("doctor", "--json").stdout)
    assert sum(finding["about"] == "mode" and finding["state"] == "rusak" for finding in told["findings"]) > 1


def force(place: Place, mode: str) -> None:
    """What a person with the database's password could do: even then nothing is served."""
    import psycopg

    server = place.server
    with psycopg.connect(host=server.host, port=server.port, user=server.user, dbname=place.database) as base:
        base.execute("update foundation_installation set mode = %s", [mode])
