"""Who finds which reports, and what becomes of them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from timpora.agencies.tests.cast import KOTABARU, KUSAN_HILIR, acting
from timpora.foundation.lists import bounded
from timpora.foundation.models import Event
from timpora.foundation.waiting import waiting_for
from timpora.intake.actions import set_fate
from timpora.intake.models import Report
from timpora.intake.queries import reports
from timpora.intake.tests.factories import NOON, report

pytestmark = pytest.mark.usefixtures("district")


@pytest.fixture
def told(dewa) -> Report:
    return report(dewa, name="Park Min-ho", place="rumah kos")


def page_of(told: Report, name: str = "report_page") -> str:
    return reverse(name, args=[told.pk])


def test_the_sender_reads_the_own_reports_with_their_fate(client, dewa, told):
    client.force_login(dewa)
    page = client.get("/laporan/").content.decode()
    assert f"Laporan {told.number}" in page
    assert "Diterima, menunggu dibaca" in page


def test_the_section_reads_all_of_its_area(client, ayu, told):
    client.force_login(ayu)
    assert f"Laporan {told.number}" in client.get("/laporan/").content.decode()
    assert "Park Min-ho" in client.get(page_of(told)).content.decode()
    assert Event.objects.filter(kind="report.opened", account_id=ayu.pk, subject_id=told.pk).exists()


@pytest.mark.parametrize("name", ["citra", "jaka"])
def test_another_agencys_report_is_not_there(client, request, told, name):
    member = request.getfixturevalue(name)
    client.force_login(member)
    assert client.get(page_of(told)).status_code == 404
    assert client.get(page_of(told, "report_sent")).status_code == 404
    assert "Belum ada laporan." in client.get("/laporan/").content.decode()
    assert reports(acting(member), timezone.now()).count() == 0


def test_another_senders_report_of_the_same_village_is_not_there(client, dewa, ayu):
    by_ayu = report(ayu)
    client.force_login(dewa)
    assert client.get(page_of(by_ayu)).status_code == 404


def test_a_shielded_report_is_there_for_the_keyholder_alone(client, ayu, budi, told):
    Report.objects.update(is_protected=True)
    client.force_login(ayu)
    assert client.get(page_of(told)).status_code == 404
    assert "Belum ada laporan." in client.get("/laporan/").content.decode()
    client.force_login(budi)
    assert client.get(page_of(told)).status_code == 200


def test_the_list_is_filtered_by_area_fate_and_day(client, ayu, dewa):
    here = report(dewa)
    far = report(ayu, area=KOTABARU, seen_at=NOON - timedelta(days=9))
    set_fate(far, Report.Fate.READ, NOON)
    client.force_login(ayu)

    def found(query: str) -> list[int]:
        return [r.number for r in client.get(f"/laporan/?{query}").context["page"]]

    assert found("") == [far.number, here.number]
    assert found("area=63.02") == [far.number]
    assert found("fate=received") == [here.number]
    assert found("since=2026-08-12") == [here.number]
    assert found("area=63.02&fate=received") == []


def test_a_long_list_is_counted_no_further_than_the_bound(ayu, dewa, monkeypatch):
    for _ in range(3):
        report(dewa)
    monkeypatch.setattr("timpora.foundation.lists.BOUND", 1)
    assert bounded(reports(acting(ayu), timezone.now())) == 2


def test_reading_tells_the_sender_once(client, ayu, dewa, told):
    client.force_login(ayu)
    client.post(page_of(told, "report_mark_read"))
    client.post(page_of(told, "report_mark_read"))
    told.refresh_from_db()
    assert told.fate == Report.Fate.READ
    assert [step["fate"] for step in told.history] == ["received", "read"]
    assert Event.objects.filter(kind="report.marked_read").count() == 1
    client.force_login(dewa)
    page = client.get(page_of(told)).content.decode()
    assert "Sudah dibaca petugas" in page
    assert "Ayu Lestari" not in page


def test_closing_says_what_was_found(client, ayu, told):
    client.force_login(ayu)
    client.post(page_of(told, "report_close"), {"fate": "in_order", "version": told.version})
    told.refresh_from_db()
    assert told.fate == Report.Fate.IN_ORDER


def test_closing_what_a_colleague_closed_meanwhile_shows_both(client, ayu, budi, told):
    client.force_login(budi)
    client.post(page_of(told, "report_close"), {"fate": "known", "version": told.version})
    client.force_login(ayu)
    answer = client.post(page_of(told, "report_close"), {"fate": "done", "version": told.version})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Budi Santoso" in page
    assert "Sudah ditindaklanjuti dan selesai" in page
    assert "Sudah tercatat" in page


@pytest.mark.parametrize("sent", [{"fate": "received", "version": 1}, {"fate": "", "version": 1}, {"version": "x"}])
def test_a_fate_that_closes_nothing_is_asked_again(client, ayu, told, sent):
    client.force_login(ayu)
    assert client.post(page_of(told, "report_close"), sent).status_code == 422


@pytest.mark.parametrize("act", ["report_mark_read", "report_close"])
def test_a_sender_does_not_close(client, dewa, told, act):
    client.force_login(dewa)
    assert client.post(page_of(told, act), {"fate": "done", "version": 1}).status_code == 403


def test_unread_reports_wait_for_the_section_only(ayu, dewa, told):
    report(dewa, area=told.area)
    lines = waiting_for(acting(ayu), NOON)
    assert [line.count for line in lines if "belum dibaca" in line.what] == [2]
    assert not [line for line in waiting_for(acting(dewa), NOON) if "belum dibaca" in line.what]


def test_a_report_in_a_kecamatan_is_reached_from_above(ayu, jaka):
    told = report(ayu, area=KUSAN_HILIR)
    assert list(reports(acting(ayu), timezone.now())) == [told]
    assert not reports(acting(jaka), timezone.now()).exists()
