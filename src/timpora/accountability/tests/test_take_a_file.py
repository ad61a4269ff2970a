"""The list as CSV: made by the worker within the reach of who asked, safe in a spreadsheet, on record."""

import csv
import io

import pytest

from timpora.accountability.extracts import plain
from timpora.accountability.models import Extract
from timpora.accountability.steps import make_extracts
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.events import FILE_OPENED, emit
from timpora.foundation.jobs import run
from timpora.foundation.models import Event


def rows_of(client, row: Extract) -> list[dict[str, str]]:
    answer = client.get(f"/pengawasan/unduhan/{row.pk}/")
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.fixture
def asked(client, intan, ayu, jaka) -> Extract:
    ayu.name = '=HYPERLINK("http://x")'
    ayu.save()
    emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    emit(FILE_OPENED, by=acting(jaka), area=3509010001)
    client.force_login(intan)
    assert client.post("/pengawasan/unduhan/", {"asked": "kind=file.opened"}).status_code == 302
    return Extract.objects.get()


def test_the_file_is_made_by_the_worker_within_the_reach(client, asked):
    assert client.get(f"/pengawasan/unduhan/{asked.pk}/").status_code == 404
    assert run(make_extracts) == 1
    rows = rows_of(client, asked)
    assert [row["anggota"] for row in rows] == ['\'=HYPERLINK("http://x")']
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert {"oversight.extract_asked", "oversight.extract_made", "oversight.extract_taken"} <= kinds


def test_a_duty_that_ended_meanwhile_finds_nothing(client, asked, intan):
    membership = Membership.objects.get(account=intan)
    Membership.objects.filter(pk=membership.pk).update(ends_at=asked.asked_at)
    run(make_extracts)
    asked.refresh_from_db()
    assert asked.rows == 0


def test_only_who_asked_takes_it(client, asked, kanim):
    from timpora.agencies.tests.cast import agency, member

    run(make_extracts)
    other = member("tari", "Tari", "inspektur", agency("kanwil", "Kanwil Kalsel", 6300000000), 6300000000)
    client.force_login(other)
    assert client.get(f"/pengawasan/unduhan/{asked.pk}/").status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_runs(cell):
    assert plain(cell) == f"'{cell}"


def test_a_plain_cell_stays():
    assert plain("Ayu Lestari") == "Ayu Lestari"
