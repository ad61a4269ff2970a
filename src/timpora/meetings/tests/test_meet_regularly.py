"""How often a team meets, who is past the time, and what a report of a meeting names besides theme, place and day."""

from datetime import UTC, date, datetime

import pytest

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.figures import figure
from timpora.foundation.waiting import waiting_for
from timpora.meetings import actions, series
from timpora.meetings.models import Meeting, Series
from timpora.meetings.tests.arranged import FIRST, SECOND, called, does

LATER = datetime(2027, 9, 1, 1, tzinfo=UTC)


def held(account, team, starts_at=FIRST) -> Meeting:
    meeting = called(account, team, starts_at)
    does(account, actions.close_meeting, meeting, chair="Raka Wiratama", notulis="Ayu", at=starts_at)
    return meeting


def waits(account, at) -> list[str]:
    member = acting(account)
    with acting_in_database(member):
        return [f"{line.what} | {line.who}" for line in waiting_for(member, at)]


def test_practice_counts_until_the_team_has_a_word_of_its_own(ayu, team):
    known = series.rhythm_of(team, FIRST)
    assert (known.every, known.is_own, known.due) == (12, False, date(2027, 1, 5))
    assert "Praktik" in figure("rakor.every_months").citation
    does(ayu, actions.set_series, team, every_months=3, theme_pattern="Rakor triwulan {triwulan} {tahun}", version=0)
    held(ayu, team)
    known = series.rhythm_of(team, FIRST)
    assert (known.every, known.is_own, known.last, known.due) == (3, True, date(2026, 8, 12), date(2026, 11, 12))


def test_a_team_past_its_time_is_on_the_secretariats_home_page_and_on_the_teams_page(client, ayu, citra, team):
    held(ayu, team)
    line = "Rapat rutin terlewat: Tim PORA Kabupaten Tanah Bumbu | Rapat terakhir 12 Agt 2026, seharusnya 12 Agt 2027"
    assert line in waits(ayu, LATER)
    assert line not in waits(citra, LATER)
    assert not any("terlewat" in words for words in waits(ayu, SECOND))
    client.force_login(citra)
    page = client.get(f"/tim/{team.pk}/").content.decode()
    assert "Rapat terakhir 12 Agt 2026, seharusnya rapat lagi paling lambat 12 Agt 2027" in page


def test_a_meeting_that_is_called_is_no_longer_waited_for_and_a_cancelled_one_is(ayu, team):
    held(ayu, team)
    coming = called(ayu, team, datetime(2027, 10, 1, 1, tzinfo=UTC), "Rapat koordinasi 2027")
    assert not any("terlewat" in words for words in waits(ayu, LATER))
    does(ayu, actions.cancel_meeting, coming, because="Anggaran belum tersedia")
    assert any("terlewat" in words for words in waits(ayu, LATER))


def test_a_ceremony_is_no_coordination(ayu, team):
    meeting = held(ayu, team)
    Meeting.objects.filter(pk=meeting.pk).update(kind=Meeting.Kind.INAUGURATION)
    assert series.rhythm_of(team, LATER).last is None


def test_the_list_shows_who_is_late_and_leads_to_the_next_meeting(client, ayu, team):
    does(ayu, actions.set_series, team, every_months=1, theme_pattern="Rakor triwulan {triwulan} {tahun}", version=0)
    client.force_login(ayu)
    page = client.get("/rapat/jadwal/").content.decode()
    assert "Tim PORA Kabupaten Tanah Bumbu" in page
    assert "lewat jadwal" in page
    assert "1 bulan" in client.get("/rapat/jadwal/?tab=semua").content.decode()
    form = client.get(f"/rapat/baru/?tim={team.pk}").content.decode()
    assert "Rakor triwulan" in form


def test_two_who_change_the_series_at_once_lose_nothing(client, ayu, budi, team):
    does(budi, actions.set_series, team, every_months=3, theme_pattern="", version=0)
    client.force_login(ayu)
    url = f"/rapat/jadwal/{team.pk}/"
    answer = client.post(url, {"every_months": 6, "theme_pattern": "Rakor {semester}", "version": 0})
    assert answer.status_code == 409
    assert "Rakor {semester}" in answer.content.decode()
    assert client.post(url, {"every_months": 6, "theme_pattern": "", "version": 1}).status_code == 302
    assert Series.objects.get().every_months == 6
    answer = client.post(url, {"every_months": 6, "theme_pattern": "Rakor {nama}", "version": 2})
    assert answer.status_code == 422
    assert "Rakor {nama}" in answer.content.decode()


def test_the_pattern_names_the_meeting():
    day = date(2026, 11, 4)
    assert series.theme_for("Rakor {bulan}, triwulan {triwulan}, semester {semester} {tahun}", day) == (
        "Rakor November, triwulan IV, semester II 2026"
    )


def test_an_impossible_day_is_kept_as_told_beside_the_day_it_is_read_as(client, ayu, team):
    client.force_login(ayu)
    told = {"team": str(team.pk), "theme": "Rapat Tim PORA", "place": "Hotel", "day": "31/11/2023", "begins": "09:00"}
    answer = client.post("/rapat/baru/", told)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "tidak ada di kalender" in page
    assert 'name="day_told" value="31/11/2023"' in page
    client.post("/rapat/baru/", told | {"day": "2023-11-30", "day_told": "31/11/2023"})
    meeting = Meeting.objects.get()
    assert meeting.day_told == "31/11/2023"
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    assert "“31/11/2023”, ditafsirkan Kamis, 30 November 2023" in page


@pytest.fixture
def details() -> dict:
    return {
        "kind": "kanwil", "theme": "Rapat koordinasi triwulan III", "day_told": "Senin (1/8/2023)",
        "place_told": "Hotel di Bontang", "told_read_as": "Yang Senin ialah 1 Agustus 2022",
        "basis": "SK Kakanim Nomor 7 tahun 2026", "committee": "Ketua Pelaksana: Kasi Inteldakim",
        "budget_note": "Tahun Anggaran 2026", "version": 1,
    }  # fmt: skip


def test_the_details_of_a_report_are_kept_and_shown(client, ayu, citra, meeting, details):
    client.force_login(ayu)
    assert client.post(f"/rapat/{meeting.pk}/rincian/", details).status_code == 302
    assert client.post(f"/rapat/{meeting.pk}/rincian/", details | {"version": 2}).status_code == 302
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    for words in (
        "Rapat Kanwil dengan Kanim",
        "Senin (1/8/2023)",
        "Hotel di Bontang",
        "Tahun Anggaran 2026",
        "Panitia",
    ):
        assert words in page
    meeting.refresh_from_db()
    assert meeting.details_version == 2, "the same again changed nothing"
    assert client.get(f"/rapat/{meeting.pk}/rincian/").status_code == 403


def test_details_on_an_older_page_come_back_as_typed(client, ayu, meeting, details):
    client.force_login(ayu)
    client.post(f"/rapat/{meeting.pk}/rincian/", details)
    answer = client.post(f"/rapat/{meeting.pk}/rincian/", details | {"budget_note": "Tahun Anggaran 2027"})
    assert answer.status_code == 409
    assert "Tahun Anggaran 2027" in answer.content.decode()


def test_details_name_no_foreigner(client, ayu, meeting, details):
    from timpora.meetings.tests.test_write_minutes import on_file

    on_file("ZHANG WEI MING")
    client.force_login(ayu)
    answer = client.post(f"/rapat/{meeting.pk}/rincian/", details | {"basis": "Perkara Zhang\u200b Wei Ming"})
    assert answer.status_code == 422
    assert "Ada data orang di dalam isian" in answer.content.decode()
