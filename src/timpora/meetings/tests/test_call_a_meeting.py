"""Preparing a rakor: by form, once, taking up the last one; and what the chat line says."""

from timpora.agencies.tests.cast import acting, agency, member
from timpora.meetings import actions
from timpora.meetings.models import Meeting
from timpora.meetings.tests.arranged import FIRST, SECOND, called, does


def filled(team, **more) -> dict:
    words = {
        "team": str(team.pk),
        "theme": "Rapat koordinasi",
        "place": "Aula",
        "day": "2026-08-12",
        "begins": "09:00",
        "ends": "12:00",
    }
    return words | more


def test_the_secretary_prepares_a_meeting(client, team, ayu):
    client.force_login(ayu)
    assert team.name in client.get("/rapat/baru/").content.decode()
    answer = client.post("/rapat/baru/", filled(team))
    meeting = Meeting.objects.get()
    assert answer["Location"] == f"/rapat/{meeting.pk}/"
    assert meeting.starts_at == FIRST  # nine o'clock at the place
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    assert "09.00 WITA" in page
    assert "Ini rapat pertama tim di Timpora" in page
    assert "Rapat koordinasi" in client.get("/rapat/").content.decode()


def test_sending_the_form_twice_makes_one_meeting(client, team, ayu):
    client.force_login(ayu)
    for _ in range(2):
        client.post("/rapat/baru/", filled(team))
    assert Meeting.objects.count() == 1


def test_what_was_typed_stays_when_something_is_wrong(client, team, ayu):
    client.force_login(ayu)
    answer = client.post("/rapat/baru/", filled(team, ends="08:00"))
    assert answer.status_code == 422
    assert "Waktu selesai harus sesudah waktu mulai" in answer.content.decode()
    client.post("/rapat/baru/", filled(team))
    answer = client.post("/rapat/baru/", filled(team, theme="Rapat lain"))
    assert "sudah memiliki rapat pada waktu itu" in answer.content.decode()
    assert "Rapat lain" in answer.content.decode()


def test_a_draft_comes_back(client, team, ayu):
    client.force_login(ayu)
    client.post("/drafts/meeting-new/", {"theme": "Setengah jadi"})
    assert "Setengah jadi" in client.get("/rapat/baru/").content.decode()


def test_the_next_takes_up_the_last(team, ayu):
    first, second = called(ayu, team), called(ayu, team, SECOND)
    assert second.previous == first
    assert called(ayu, team, SECOND) == second


def test_the_chat_line_names_theme_day_place_and_link(client, meeting, citra):
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    line = page.split('data-copy="')[1].split('"')[0]
    assert line == (
        "Rapat koordinasi triwulan III — Rabu, 12 Agustus 2026 pukul 09.00 WITA, Aula Kantor Imigrasi. "
        f"http://testserver/rapat/{meeting.pk}/"
    )


def test_a_member_sees_and_does_not_hold(client, meeting, citra):
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    assert "Catat kehadiran" not in page
    assert client.get("/rapat/baru/").status_code == 403
    for part in ("undang/", "agenda/", "agenda/perbarui/", "tindak-lanjut/", "sahkan/", "notula/", "hadir/tamu/"):
        assert client.post(f"/rapat/{meeting.pk}/{part}").status_code == 403
    assert client.get(f"/rapat/{meeting.pk}/hadir/").status_code == 403


def test_another_offices_meeting_is_not_there(client, meeting, jaka):
    client.force_login(jaka)
    for part in ("", "hadir/", "notula/", "notula.pdf", "daftar-hadir.pdf"):
        assert client.get(f"/rapat/{meeting.pk}/{part}").status_code == 404
    assert meeting.theme not in client.get("/rapat/").content.decode()


def test_a_village_head_has_no_meetings(client, meeting, dewa):
    client.force_login(dewa)
    assert client.get("/rapat/").status_code == 403


def test_a_closed_meeting_stands_under_done(client, meeting, ayu):
    does(ayu, actions.close_meeting, meeting, chair="Raka Wiratama", notulis="Ayu Lestari")
    client.force_login(ayu)
    assert meeting.theme not in client.get("/rapat/").content.decode()
    assert meeting.theme in client.get("/rapat/?tab=selesai").content.decode()


def test_a_district_agency_sees_the_meeting_it_is_invited_to(client, meeting, ayu):
    district = agency("kecamatan", "Kecamatan Kusan Hilir", 6310010000)
    operator = member("oka", "Oka Pranata", "operator_camat", district, 6310010000)
    client.force_login(operator)
    assert client.get(f"/rapat/{meeting.pk}/").status_code == 404
    does(ayu, actions.invite_other, meeting, agency=district, addressee="Camat Kusan Hilir")
    does(ayu, actions.invite, meeting)
    page = client.get(f"/rapat/{meeting.pk}/")
    assert page.status_code == 200
    letter = page.content.decode().split('href="/surat/')[1].split('"')[0]
    assert client.get(f"/surat/{letter}berkas/").content.startswith(b"%PDF")
    assert acting(operator).may("meeting.hold") is False
