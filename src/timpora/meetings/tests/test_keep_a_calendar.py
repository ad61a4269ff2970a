"""The month by day, and the address that a calendar program reads: content-free, revocable, one UID a meeting."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import TANAH_BUMBU
from timpora.foundation.models import Event
from timpora.meetings import actions, ics
from timpora.meetings.models import CalendarAddress, Meeting
from timpora.meetings.tests.arranged import FIRST, NOW, called, does
from timpora.teams.tests.team import hold


@pytest.fixture
def coming(ayu, team) -> Meeting:
    return called(ayu, team, timezone.now().replace(microsecond=0) + timedelta(days=20), "Rakor; bagian 1, lanjutan")


def address(client) -> str:
    page = client.post("/rapat/kalender/alamat/buat/").content.decode()
    return "/kalender/" + page.split('readonly value="')[1].split("/kalender/")[1].split('"')[0]


def read(url: str):
    """As a program does: without a session."""
    return Client().get(url)


def only_event(url: str):
    (event,) = Calendar.from_ical(read(url).content).walk("VEVENT")
    return event


def test_the_month_is_a_list_by_day(client, ayu, citra, jaka, team):
    called(ayu, team, FIRST)
    called(ayu, team, datetime(2026, 8, 31, 16, 30, tzinfo=UTC), "Setengah satu malam 1 September")
    client.force_login(citra)
    august = client.get("/rapat/kalender/?bulan=2026-08").content.decode()
    assert "Agustus 2026" in august
    assert "Rabu, 12 Agustus 2026" in august
    assert "Setengah satu" not in august
    assert "Selasa, 1 September 2026" in client.get("/rapat/kalender/?bulan=2026-09").content.decode()
    assert "Tidak ada rapat di bulan ini" in client.get("/rapat/kalender/?bulan=2026-12").content.decode()
    for odd in ("?bulan=9999-12", "?bulan=0001-01", "?bulan=x", "?bulan=2026-13"):
        assert client.get(f"/rapat/kalender/{odd}").status_code == 200
    client.force_login(jaka)
    assert "Rabu, 12" not in client.get("/rapat/kalender/?bulan=2026-08").content.decode()


def test_a_program_reads_theme_place_time_and_number(client, citra, coming):
    client.force_login(citra)
    url = address(client)
    answer = read(url)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    event = only_event(url)
    assert event["SUMMARY"] == "Rakor; bagian 1, lanjutan"
    assert event["LOCATION"] == "Aula Kantor Imigrasi"
    assert event["DTSTART"].dt == coming.starts_at
    assert event["DTEND"].dt > coming.starts_at
    assert event["DESCRIPTION"] == f"Rapat no. {coming.number}"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))


def test_nobodys_name_leaves_with_it(client, budi, ayu, citra, team, coming):
    hold(team.seats.get(order=3), "Lia Anggraini", budi)
    does(ayu, actions.invite, coming)
    does(ayu, actions.change_details, coming, {"committee": "Ketua: Lia Anggraini"}, version=1)
    client.force_login(citra)
    text = read(address(client)).content.decode()
    for name in ("Lia", "Raka", "Maya", "Ayu", "Citra"):
        assert name not in text


def test_a_moved_meeting_keeps_its_uid_and_a_cancelled_one_says_so(client, ayu, citra, coming):
    client.force_login(citra)
    url = address(client)
    first = only_event(url)
    moved = coming.starts_at + timedelta(days=1)
    told = {"starts_at": moved, "ends_at": None, "place": "Aula", "because": "Aula dipakai"}
    does(ayu, actions.move_meeting, coming, **told)
    second = only_event(url)
    does(ayu, actions.cancel_meeting, coming, because="Anggaran belum tersedia")
    third = only_event(url)
    assert first["UID"] == second["UID"] == third["UID"]
    assert first["SEQUENCE"] < second["SEQUENCE"] < third["SEQUENCE"]
    assert (first["STATUS"], third["STATUS"]) == ("TENTATIVE", "CANCELLED")
    assert second["DTSTART"].dt == moved


def test_the_secret_is_kept_nowhere_and_a_new_address_ends_the_old_one(client, citra, coming):
    client.force_login(citra)
    old = address(client)
    new = address(client)
    assert read(old).status_code == 404
    assert read(new).status_code == 200
    secret = new.split("/")[-1].removesuffix(".ics")
    assert secret not in str(list(CalendarAddress.objects.values()))
    assert secret not in client.get("/rapat/kalender/alamat/").content.decode()
    client.post("/rapat/kalender/alamat/cabut/")
    client.post("/rapat/kalender/alamat/cabut/")
    assert read(new).status_code == 404
    assert Event.objects.filter(kind="meeting.calendar_address_revoked").count() == 2


def test_the_address_reads_no_more_than_the_duty_and_ends_with_it(client, citra, jaka, coming):
    client.force_login(jaka)
    assert b"VEVENT" not in read(address(client)).content
    client.force_login(citra)
    url = address(client)
    Membership.objects.filter(account=citra).update(ends_at=timezone.now())
    assert read(url).status_code == 404


@pytest.mark.parametrize("secret", ["x", "a" * 43, "é" * 43, "a" * 200, "%00" * 43])
def test_a_guess_finds_nothing(db, secret):
    assert read(f"/kalender/{secret}.ics").status_code == 404


def test_long_words_of_any_script_stay_whole(ayu, team):
    meeting = Meeting(
        pk=team.pk, number=7, area=TANAH_BUMBU, theme="協調會議 «Ráfæl» " * 12, place="Aula\\B", starts_at=FIRST
    )
    text = ics.calendar([meeting], NOW)
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert (event["SUMMARY"], event["LOCATION"]) == (meeting.theme, "Aula\\B")
