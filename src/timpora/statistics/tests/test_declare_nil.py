"""NIHIL is a word that somebody gives; silence is not."""

from datetime import timedelta

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, TANAH_BUMBU, VILLAGE, acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.waiting import waiting_for
from timpora.intake.tests import factories as intake
from timpora.statistics import nil, queries
from timpora.statistics.models import Nil
from timpora.statistics.tests.factories import in_last_month, last_month

pytestmark = pytest.mark.django_db
FORM = "/nihil/nyatakan/"


def declare(client, who, place="63.10.02", month=None):
    client.force_login(who)
    return client.post(FORM, {"area": place, "month": f"{month or last_month():%Y-%m}", "sure": "on"})


def states(who, area=TANAH_BUMBU):
    member = acting(who)
    with acting_in_database(member):
        rows = queries.matrix(member, area, [last_month()])
    return {row.area: row.cells[0] for row in rows}


def test_the_camat_declares_once(client, joko, ayu):
    assert states(ayu)[KUSAN_HILIR].state == queries.SILENT
    assert declare(client, joko).status_code == 302
    assert declare(client, joko).status_code == 302
    assert Nil.objects.count() == 1
    assert states(ayu)[KUSAN_HILIR].state == queries.NIL
    assert states(ayu)[SIMPANG_EMPAT].state == queries.SILENT


def test_a_report_outweighs_nil(client, joko, dewa, ayu):
    declare(client, joko)
    intake.report(dewa, seen_at=in_last_month(), at=in_last_month())
    assert states(ayu)[KUSAN_HILIR].state == queries.REPORTED


def test_a_village_speaks_for_itself(client, dewa, district, ayu):
    assert declare(client, dewa, "63.10.02.2002").status_code == 302
    assert states(ayu)[KUSAN_HILIR] == queries.Told(queries.SILENT, villages=1)


def test_who_reported_cannot_say_nil(client, joko):
    intake.report(joko, area=KUSAN_HILIR, seen_at=in_last_month(), at=in_last_month())
    answer = declare(client, joko)
    assert answer.status_code == 422
    assert "bukan NIHIL" in answer.content.decode()


@pytest.mark.parametrize("place", ["63.10.06", "63.10"])
def test_only_for_one_own_kecamatan_or_village(client, joko, place):
    assert declare(client, joko, place).status_code == 422
    assert not Nil.objects.exists()


def test_a_month_that_is_not_over_is_refused(district, joko):
    member = acting(joko)
    with acting_in_database(member), pytest.raises(nil.Refused):
        nil.declare(KUSAN_HILIR, last_month().replace(day=1) + timedelta(days=32), by=member, at=timezone.now())


def test_what_the_section_notes_was_told_to_it(client, district, ayu):
    declare(client, ayu, "63.10.06")
    assert Nil.objects.get().is_oral


def test_a_seat_sees_the_matrix_and_a_village_head_does_not(client, district, citra, dewa):
    client.force_login(citra)
    shown = client.get("/nihil/").content.decode()
    assert "Belum melapor" in shown
    assert "Simpang Empat" in shown
    client.force_login(dewa)
    assert client.get("/nihil/").status_code == 403


def test_it_waits_until_something_was_said(client, joko, ayu):
    assert any("Belum ada laporan" in line.what for line in seen(joko))
    assert any("belum melapor" in line.what for line in seen(ayu))
    declare(client, joko)
    assert not any("Belum ada laporan" in line.what for line in seen(joko))


def seen(who):
    member = acting(who)
    with acting_in_database(member):
        return waiting_for(member, timezone.now())


def test_another_office_learns_nothing(joko, client, district):
    declare(client, joko)
    assert VILLAGE  # the village lies in the same kecamatan
    with acting_in_database(acting(joko)):
        assert not queries.told(6302000000, last_month())
