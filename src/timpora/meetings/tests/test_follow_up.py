"""What was decided is owed by somebody until a day, opens the next meeting, and ends with a result."""

from datetime import date

import pytest

from timpora.agencies.tests.cast import acting
from timpora.documents.models import Letter
from timpora.foundation.acting import acting_in_database
from timpora.foundation.waiting import waiting_for
from timpora.meetings import actions
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.tests.arranged import FIRST, SECOND, called, does, wrote


@pytest.fixture
def follow_up(invited, ayu, disnaker) -> FollowUp:
    return does(
        ayu,
        actions.decide_follow_up,
        invited,
        words="Menyusun jadwal pemeriksaan bersama",
        agency=disnaker,
        position="Kepala Bidang Penempatan",
        due_on=date(2026, 9, 1),
        at=FIRST,
    )


def waits(account, at) -> list[str]:
    member = acting(account)
    with acting_in_database(member):
        return [line.what for line in waiting_for(member, at)]


def test_a_decision_is_recorded_by_form_once(client, invited, ayu, disnaker):
    client.force_login(ayu)
    told = {"words": "Menyusun jadwal", "agency": str(disnaker.pk), "position": "Kepala Bidang", "due_on": "2026-09-01"}
    for _ in range(2):
        client.post(f"/rapat/{invited.pk}/tindak-lanjut/", told)
    assert FollowUp.objects.get().due_on == date(2026, 9, 1)
    answer = client.post(
        f"/rapat/{invited.pk}/tindak-lanjut/", told | {"due_on": "31/02/2026", "words": "Tanggal keliru"}
    )
    assert answer.status_code == 422
    assert "Tanggal keliru" in answer.content.decode()


def test_the_next_meeting_opens_with_it(client, follow_up, invited, team, ayu):
    does(ayu, actions.close_meeting, invited, chair="Raka Wiratama", notulis="Ayu", at=FIRST)
    second = called(ayu, team, SECOND)
    client.force_login(ayu)
    page = client.get(f"/rapat/{second.pk}/").content.decode()
    assert page.index("Menyusun jadwal pemeriksaan bersama") < page.index('id="agenda"')
    assert second.agenda.order_by("order").first().numbers == [follow_up.number]
    client.post(f"/rapat/{second.pk}/tindak-lanjut/{follow_up.pk}/", {"state": "done", "result": "Jadwal ditetapkan"})
    does(ayu, actions.build_agenda, second)
    assert not second.agenda.filter(left_out_at=None).exists()
    assert "Jadwal ditetapkan" in client.get(f"/rapat/{second.pk}/").content.decode()


def test_ending_needs_a_result_and_happens_once(client, follow_up, invited, ayu):
    client.force_login(ayu)
    url = f"/rapat/{invited.pk}/tindak-lanjut/{follow_up.pk}/"
    assert client.post(url, {"state": "done", "result": " "}).status_code == 422
    client.post(url, {"state": "done", "result": "Selesai disusun"})
    client.post(url, {"state": "dropped", "result": "Yang kedua"})
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.result) == ("done", "Selesai disusun")


def test_a_follow_up_can_end_after_the_minutes_are_settled(follow_up, invited, ayu):
    does(ayu, actions.close_meeting, invited, chair="Raka", notulis="Ayu")
    assert does(ayu, actions.end_follow_up, follow_up, result="Selesai").state == "done"


def test_it_waits_for_the_agency_that_owes_it(follow_up, citra, jaka, client):
    assert waits(citra, FIRST) == ["Rapat Rabu, 12 Agustus 2026 pukul 09.00 WITA: Rapat koordinasi triwulan III"]
    assert waits(citra, SECOND)[0] == f"Tindak lanjut rapat no. {follow_up.number} lewat batas waktu"
    assert waits(jaka, SECOND) == []


def test_what_waits_for_the_secretary(meeting, ayu):
    assert waits(ayu, meeting.starts_at.replace(day=4)) == ["Undangan belum dikirim: Rapat koordinasi triwulan III"]
    assert waits(ayu, SECOND) == ["Notula belum disahkan: Rapat koordinasi triwulan III"]


def test_a_due_follow_up_asks_for_the_next_meeting(follow_up, invited, ayu):
    does(ayu, actions.close_meeting, invited, chair="Raka", notulis="Ayu")
    assert "Rapat berikutnya belum disiapkan: Tim PORA Kabupaten Tanah Bumbu" in waits(ayu, SECOND)


def test_closing_names_the_chair_and_makes_the_notula(client, follow_up, invited, ayu, citra):
    client.force_login(ayu)
    wrote(ayu, invited, "Pembahasan jadwal.")
    assert client.post(f"/rapat/{invited.pk}/sahkan/", {"chair": "", "notulis": "Ayu"}).status_code == 422
    client.post(f"/rapat/{invited.pk}/sahkan/", {"chair": "Raka Wiratama", "notulis": "Ayu Lestari"})
    invited.refresh_from_db()
    letter = Letter.objects.get(template="notula")
    assert (invited.state, invited.chair, invited.notula) == (Meeting.State.CLOSED, "Raka Wiratama", letter)
    assert letter.data["follow_ups"][0]["owner"] == "Disnaker Tanah Bumbu — Kepala Bidang Penempatan"
    assert "Kepala Kantor — Kantor Imigrasi" in letter.data["absent"][0]
    client.force_login(citra)
    assert client.get(f"/surat/{letter.pk}/berkas/").content.startswith(b"%PDF")
    client.force_login(ayu)
    page = client.post(
        f"/rapat/{invited.pk}/sahkan/", {"chair": "Orang lain", "notulis": "Ayu"}, follow=True
    ).content.decode()
    assert "sudah disahkan" in page


def test_letters_are_indonesian_whatever_the_screen_speaks(invited, ayu):
    from django.utils import translation

    with translation.override("en"):
        does(ayu, actions.close_meeting, invited, chair="Raka", notulis="Ayu")
    assert Letter.objects.get(template="notula").data["day"] == "Rabu, 12 Agustus 2026"


def test_the_teams_page_lists_its_meetings(client, invited, team, citra):
    client.force_login(citra)
    assert invited.theme in client.get(f"/tim/{team.pk}/").content.decode()
