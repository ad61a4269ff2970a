"""What was decided is owed by somebody until a day, opens the next meeting, and ends with a result."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import KUSAN_HILIR, acting, agency, member
from timpora.documents.models import Letter
from timpora.foundation.acting import acting_in_database
from timpora.foundation.waiting import waiting_for
from timpora.meetings import actions, queries
from timpora.meetings.models import FollowUp, Meeting
from timpora.meetings.tests.arranged import FIRST, SECOND, called, does, wrote
from timpora.teams.actions import NewSeat
from timpora.teams.models import Team
from timpora.teams.tests.team import make_team


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


def act(client, follow_up, name, words=""):
    return client.post(f"/rapat/tindak-lanjut/{follow_up.pk}/", {"act": name, "words": words})


def test_the_next_meeting_opens_with_it(client, follow_up, invited, team, ayu, budi):
    does(ayu, actions.close_meeting, invited, chair="Raka Wiratama", notulis="Ayu", at=FIRST)
    second = called(ayu, team, SECOND)
    client.force_login(ayu)
    page = client.get(f"/rapat/{second.pk}/").content.decode()
    assert page.index("Menyusun jadwal pemeriksaan bersama") < page.index('id="agenda"')
    assert second.agenda.order_by("order").first().numbers == [follow_up.number]
    assert act(client, follow_up, "report", "Jadwal ditetapkan").status_code == 302
    client.force_login(budi)
    assert act(client, follow_up, "close", "Jadwal ditetapkan").status_code == 302
    does(ayu, actions.build_agenda, second)
    assert not second.agenda.filter(left_out_at=None).exists()
    assert "Jadwal ditetapkan" in client.get(f"/rapat/{second.pk}/").content.decode()


def test_from_given_to_closed_by_a_second_person(client, follow_up, ayu, budi, citra):
    client.force_login(citra)
    assert act(client, follow_up, "accept").status_code == 302
    assert act(client, follow_up, "report").status_code == 422, "a report says something, or shows it"
    paper = SimpleUploadedFile("bukti.pdf", b"%PDF-1.7 bukti", content_type="application/pdf")
    told = {"act": "report", "words": "Jadwal dikirim", "file": paper}
    assert client.post(f"/rapat/tindak-lanjut/{follow_up.pk}/", told).status_code == 302
    assert act(client, follow_up, "close", "Selesai").status_code == 404, "who owes it does not close it"
    evidence = follow_up.entries.get(act="report")
    assert client.get(f"/rapat/tindak-lanjut/{follow_up.pk}/bukti/{evidence.pk}/").content == b"%PDF-1.7 bukti"
    client.force_login(ayu)
    assert act(client, follow_up, "return", "Belum ada tanggalnya").status_code == 302
    assert act(client, follow_up, "report", "Tanggal disampaikan lisan dalam rapat").status_code == 302
    assert act(client, follow_up, "close", "Selesai").status_code == 422, "nor does who reported"
    client.force_login(budi)
    assert act(client, follow_up, "close", "Jadwal ditetapkan").status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.state, follow_up.result) == ("done", "Jadwal ditetapkan")
    acts = list(follow_up.entries.order_by("at").values_list("act", flat=True))
    assert acts == ["accept", "report", "return", "report", "close"]


def test_an_act_sent_again_is_one_and_a_late_one_gives_the_words_back(client, follow_up, ayu, budi, citra):
    client.force_login(citra)
    for _ in range(2):
        assert act(client, follow_up, "refuse", "Bukan kewenangan kami").status_code == 302
    assert follow_up.entries.count() == 1
    client.force_login(budi)
    assert act(client, follow_up, "drop", "Dialihkan").status_code == 302
    client.force_login(ayu)
    late = act(client, follow_up, "return", "Mohon dipertimbangkan lagi")
    assert late.status_code == 409
    for text in ("Mohon dipertimbangkan lagi", "Dialihkan", "Budi Santoso"):
        assert text in late.text


def test_it_waits_for_whoever_is_next(follow_up, citra, ayu, budi, jaka):
    given = f"Tindak lanjut no. {follow_up.number} menunggu kesanggupan instansi Anda"
    assert given in waits(citra, FIRST)
    assert waits(citra, SECOND)[0] == f"Tindak lanjut rapat no. {follow_up.number} lewat batas waktu"
    does(citra, actions.move_on, follow_up, "report", words="Sudah")
    assert given not in waits(citra, FIRST)
    closing = f"Laporan tindak lanjut no. {follow_up.number} menunggu penutupan"
    assert closing in waits(budi, FIRST)
    does(budi, actions.move_on, follow_up, "return", words="Kurang")
    assert f"Laporan tindak lanjut no. {follow_up.number} dikembalikan" in waits(citra, FIRST)
    does(ayu, actions.move_on, follow_up, "report", words="Disampaikan lisan")
    assert closing not in waits(ayu, FIRST)
    assert closing in waits(budi, FIRST)
    assert waits(jaka, SECOND) == []


def test_each_meeting_that_leaves_it_open_carries_it_on(client, follow_up, invited, team, ayu, citra):
    does(ayu, actions.close_meeting, invited, chair="Raka", notulis="Ayu", at=FIRST)
    follow_up.refresh_from_db()
    assert follow_up.carried == 0
    second = called(ayu, team, SECOND, theme="Rapat triwulan IV")
    does(ayu, actions.close_meeting, second, chair="Raka", notulis="Ayu", at=SECOND)
    follow_up.refresh_from_db()
    assert follow_up.carried == 1
    client.force_login(citra)
    page = client.get("/rapat/tindak-lanjut/").text
    assert "dibawa 1 kali" in page
    assert f"rapat no. {invited.number}" in page
    letter = Letter.objects.get(template="notula", about__contains=second.theme)
    assert "dibawa 1 kali; asal rapat no." in letter.data["earlier"][0]["state"]


def test_the_matrix_is_filtered_and_another_office_meets_nothing(client, follow_up, ayu, jaka, disnaker):
    client.force_login(ayu)
    words = "Menyusun jadwal pemeriksaan bersama"
    for query, is_there in (
        ("state=given", True), ("state=done", False), ("state=late", True), (f"agency={disnaker.pk}", True),
        ("q=jadwal+bersama", True), ("q=pelabuhan", False), (f"team={follow_up.meeting.team_id}", True),
        ("state=ngawur", True),
    ):  # fmt: skip
        assert (words in client.get(f"/rapat/tindak-lanjut/?{query}").text) == is_there, query
    client.force_login(jaka)
    assert words not in client.get("/rapat/tindak-lanjut/").text
    assert client.get(f"/rapat/tindak-lanjut/{follow_up.pk}/").status_code == 404
    assert act(client, follow_up, "drop", "x").status_code == 404


def test_an_agency_that_left_the_team_is_given_nothing_and_its_work_is_handed_over_at_once(
    client, follow_up, invited, team, ayu, disnaker
):
    successor = agency("dpmptsp", "DPMPTSP Tanah Bumbu")
    team.seats.filter(position__agency=disnaker).update(ends_on=date(2026, 8, 20))
    client.force_login(ayu)
    told = {"words": "Keputusan lain", "agency": str(disnaker.pk), "position": "Kabid", "due_on": "2026-09-01"}
    answer = client.post(f"/rapat/{invited.pk}/tindak-lanjut/", told)
    assert answer.status_code == 422
    assert "tidak lagi menjadi unsur" in answer.text
    assert "Keputusan lain" in answer.text
    assert "Tanpa penanggung jawab: Disnaker Tanah Bumbu" in client.get("/rapat/tindak-lanjut/").text
    words = {"of": f"{team.pk}:{disnaker.pk}", "position": "Kepala", "words": "Unsur berganti"}
    refused = client.post("/rapat/tindak-lanjut/serah/", words | {"agency": str(disnaker.pk)})
    assert refused.status_code == 422
    for _ in range(2):
        assert client.post("/rapat/tindak-lanjut/serah/", words | {"agency": str(successor.pk)}).status_code == 302
    follow_up.refresh_from_db()
    assert (follow_up.agency, follow_up.position, follow_up.step) == (successor, "Kepala", "given")
    assert follow_up.entries.filter(act="hand_over").count() == 1


def test_the_kecamatan_that_carries_it_out_and_the_team_above_see_this_one(
    client, invited, team, ayu, budi, disnaker, intan
):
    district, above = agency("kecamatan", "Kecamatan Kusan Hilir", KUSAN_HILIR), Agency.objects.get(kind="kanwil")
    oka = member("oka", "Oka Wibowo", "operator_camat", district, KUSAN_HILIR)
    kiki = member("kiki", "Kiki Anggraini", "kanwil", above, 6300000000)
    below = make_team(
        budi, team.secretariat, NewSeat(district, "Camat"), name="Tim PORA Kusan Hilir", area=KUSAN_HILIR,
        level="kecamatan", number="SK-13/2026",
    )  # fmt: skip
    client.force_login(ayu)
    told = {"words": "Mendata penginapan", "agency": str(disnaker.pk), "position": "Kabid", "due_on": "2026-09-01"}
    assert client.post(f"/rapat/{invited.pk}/tindak-lanjut/", told | {"teams": [str(below.pk)]}).status_code == 302
    row = FollowUp.objects.get()
    client.force_login(oka)
    assert "Mendata penginapan" in client.get("/rapat/tindak-lanjut/").text
    assert client.get(f"/rapat/tindak-lanjut/{row.pk}/").status_code == 200
    assert client.get(f"/rapat/{invited.pk}/").status_code == 404
    client.force_login(ayu)
    assert "Tim PORA Kusan Hilir" in client.get(f"/rapat/tindak-lanjut/{row.pk}/").text
    assert act(client, row, "escalate", "Perlu keputusan provinsi").status_code == 422, "no team above on record"
    up = Team.objects.create(level="provinsi", name="Tim PORA Provinsi", area=6300000000, secretariat=above)
    Team.objects.filter(pk=team.pk).update(parent=up)
    assert act(client, row, "escalate", "Perlu keputusan provinsi").status_code == 302
    row.refresh_from_db()
    assert row.escalated_to == up.pk
    later, member_above = Meeting(team=up, area=up.area, starts_at=SECOND), acting(kiki)
    with acting_in_database(member_above):
        assert list(queries.open_before(later, member_above)) == [row]


def test_who_keeps_theirs_is_said_with_its_number_and_not_under_five(client, invited, ayu, budi, citra, disnaker):
    today = timezone.now().date()
    for n in range(5):
        row = FollowUp.objects.create(
            number=9100 + n, meeting=invited, area=invited.area, words=f"Butir {n}", agency=disnaker, position="Kabid",
            due_on=today - timedelta(days=3),
        )  # fmt: skip
        if n < 3:
            at = timezone.now() - timedelta(days=5)
            does(citra, actions.move_on, row, "report", words="Sudah", at=at)
            does(budi, actions.move_on, row, "close", words="Sudah", at=at + timedelta(days=1))
    client.force_login(citra)
    assert "60 %" in client.get("/rapat/tindak-lanjut/menepati/").text
    FollowUp.objects.filter(number=9104).update(due_on=today + timedelta(days=9))
    page = client.get("/rapat/tindak-lanjut/menepati/").text
    assert "75 %" not in page
    assert "kurang dari 5" in page


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
