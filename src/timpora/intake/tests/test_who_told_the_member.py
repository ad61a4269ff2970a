"""Who told the member lies in a compartment of its own: its own keys, one door, each look on record."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from timpora.agencies import sharing
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.crypto import COMPARTMENTS, REPORTER, key_file, key_ring
from timpora.foundation.models import Event
from timpora.intake.models import Informant, Report
from timpora.intake.reporter import informant
from timpora.intake.tests.factories import report
from timpora.keeping.backup import key_files

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
TELLER = "Pak Sarbini RT 03"


def door(row: Report) -> str:
    return f"/laporan/{row.pk}/pelapor/"


def looks() -> int:
    return Event.objects.filter(kind="report.reporter_read").count()


def test_the_section_opens_it_on_a_page_of_its_own_and_that_is_on_record(client, ayu):
    row = report(ayu, informant=TELLER)
    client.force_login(ayu)
    page = client.get(f"/laporan/{row.pk}/").content.decode()
    assert TELLER not in page
    assert door(row) in page
    assert TELLER not in client.get("/laporan/").content.decode()
    assert looks() == 0
    assert TELLER in client.get(door(row)).content.decode()
    assert looks() == 1


def test_nobody_else_opens_it(client, ayu, dewa, jaka, citra):
    row = report(dewa, informant=TELLER)
    client.force_login(dewa)  # who told the report holds no key to the compartment
    assert client.get(f"/laporan/{row.pk}/").status_code == 200
    assert client.get(door(row)).status_code == 403
    client.force_login(citra)
    assert client.get(door(row)).status_code == 403
    client.force_login(jaka)
    assert client.get(door(row)).status_code == 404
    assert looks() == 0


def test_both_locks_hold_and_the_level_of_the_report_holds_here_too(ayu, budi, dewa, jaka):
    row = report(dewa, informant=TELLER, handling=2)
    for who, there in ((budi, 1), (ayu, 0), (dewa, 0), (jaka, 0)):
        by = acting(who)
        with acting_in_database(by):
            assert Informant.objects.count() == there
            assert bool(informant(row, by)) is bool(there)


def test_it_is_sealed_under_keys_of_its_own_that_go_into_the_backup(ayu):
    row = report(ayu, informant=TELLER)
    with connection.cursor() as cursor:
        cursor.execute("select words from intake_informant where report_id = %s", [row.pk])
        sealed = bytes(cursor.fetchone()[0])
    assert TELLER.encode() not in sealed
    assert key_ring(REPORTER).decrypt(sealed).decode() == TELLER
    with pytest.raises(Exception):  # noqa: B017 - the other keys do not fit
        key_ring().decrypt(sealed)
    assert {key_file(name) for name in COMPARTMENTS} <= set(key_files().values())


def test_a_report_without_anybody_named_has_no_such_page(client, ayu):
    row = report(ayu)
    client.force_login(ayu)
    assert door(row) not in client.get(f"/laporan/{row.pk}/").content.decode()
    assert client.get(door(row)).status_code == 404


def test_list_page_and_its_print_mask_the_teller_for_whom_it_was_shared_with(client, ayu, citra, disnaker):
    """A report leaves by no file and no program's door: the page is its print, and the same function masks both."""
    row = report(ayu, informant=TELLER)
    by, now = acting(ayu), timezone.now()
    with acting_in_database(by):
        until = now + timedelta(days=3)
        sharing.share(row, "agency", disnaker.pk, purpose="meeting", until=until, by=by, at=now)
    client.force_login(citra)
    assert "(disamarkan)" in client.get(f"/laporan/{row.pk}/").content.decode()
    for address in (f"/laporan/{row.pk}/", "/laporan/"):
        page = client.get(address).content.decode()
        assert "Kantor Imigrasi Kelas II TPI Batulicin" not in page.partition("<main")[2]
        assert TELLER not in page
    client.force_login(ayu)
    assert "Kantor Imigrasi Kelas II TPI Batulicin" in client.get("/laporan/").content.decode()
