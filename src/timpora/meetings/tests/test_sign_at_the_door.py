"""The QR at the door, the photographed list, and the quorum: pre-filled, confirmed, read a second time."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from timpora.foundation.models import Event
from timpora.meetings import actions, door, queries
from timpora.meetings.models import Attendance, DoorEntry, Meeting, SignedList
from timpora.meetings.tests.arranged import called, does
from timpora.teams.models import Decree
from timpora.teams.tests.team import hold

JPEG = b"\xff\xd8\xff foto lembar"
SAID = {"name": "H. Said O’Brien, S.H., M.H.", "agency_name": "Disnaker Tanah Bumbu", "position": "Kepala Dinas"}


@pytest.fixture
def running(ayu, team) -> Meeting:
    """It begins in half an hour."""
    now = timezone.now().replace(microsecond=0)
    meeting = called(ayu, team, now + timedelta(minutes=30), "Rakor hari ini")
    does(ayu, actions.invite, meeting)
    meeting.refresh_from_db()
    return meeting


def at(meeting: Meeting) -> str:
    return f"/pintu/{door.token(meeting)}/"


def typed(meeting: Meeting, **more):
    """On somebody's own phone, signed in nowhere."""
    return Client().post(at(meeting), SAID | {"capacity": "definitif"} | more)


def starts(meeting: Meeting, **ago) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=timezone.now() - timedelta(**ago), ends_at=None)


def settle(client, meeting, act: str = "confirm"):
    waiting = [str(pk) for pk in DoorEntry.objects.filter(settled_at=None).values_list("pk", flat=True)]
    return client.post(f"/rapat/{meeting.pk}/pintu/isian/periksa/", {"isian": waiting, "act": act}, follow=True)


def test_a_phone_fills_in_a_line_that_the_secretary_confirms(client, ayu, budi, team, running):
    hold(team.seats.get(order=2), "H. Said O'Brien, S.H., M.H.", budi, begins_on=timezone.now().date(), number="1970")
    asked = Client().get(at(running)).content.decode()
    assert "Rakor hari ini" in asked
    assert '<option value="Disnaker Tanah Bumbu">' in asked
    assert "tercatat pukul" in typed(running).content.decode()
    assert not Attendance.objects.exists(), "nobody is present by typing alone"
    client.force_login(ayu)
    assert "1 isian dari pintu" in client.get(f"/rapat/{running.pk}/hadir/").content.decode()
    seen = client.get(f"/rapat/{running.pk}/pintu/isian/").content.decode()
    assert "untuk undangan Kepala Dinas — Disnaker Tanah Bumbu" in seen
    for _ in range(2):
        settle(client, running)
    row = Attendance.objects.get()
    assert (row.name, row.number, row.invitation.addressee) == ("H. Said O'Brien, S.H., M.H.", "1970", "Kepala Dinas")
    assert len(queries.roll_of(running).present) == 1


def test_scanned_twice_is_one_line_and_two_people_are_two(running):
    typed(running)
    again = typed(running, name="h. said  O'BRIEN", agency_name=" Disnaker\u200b Tanah Bumbu ")
    assert "sudah tercatat pukul" in again.content.decode()
    typed(running, name="Lia Anggraini")
    assert DoorEntry.objects.count() == 2
    assert Event.objects.filter(kind="meeting.door_entered", account_id=None).count() == 2


def test_before_its_hour_the_door_says_when_it_opens(running):
    starts(running, hours=-3)
    answer = typed(running)
    assert answer.status_code == 403
    assert "belum dibuka" in answer.content.decode()
    assert not DoorEntry.objects.exists()


def test_after_the_meeting_the_door_says_so(ayu, running):
    starts(running, hours=4)
    answer = typed(running)
    assert answer.status_code == 410
    assert "sudah ditutup" in answer.content.decode()
    starts(running, hours=-1)
    does(ayu, actions.cancel_meeting, running, because="Anggaran dialihkan")
    assert "dibatalkan" in Client().get(at(running)).content.decode()
    assert not DoorEntry.objects.exists()


def test_a_phone_whose_clock_is_a_day_off_is_let_in(running):
    yesterday = (timezone.now() - timedelta(days=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    answer = Client(headers={"date": yesterday}).post(at(running), SAID | {"capacity": "plt"})
    assert answer.status_code == 200
    assert timezone.now() - DoorEntry.objects.get().at < timedelta(minutes=5)


def test_an_address_that_we_did_not_write_opens_nothing(db, running):
    good = door.token(running)
    for odd in ("x", good[:-1], "A" + good, good.replace(".", ".x"), "0" * 300):
        assert Client().get(f"/pintu/{odd}/").status_code == 404


def test_what_is_missing_is_said_and_nothing_typed_is_lost(running):
    answer = typed(running, position="")
    assert answer.status_code == 422
    assert "H. Said O’Brien, S.H., M.H." in answer.content.decode(), "as typed"


def test_the_door_shows_nothing_but_what_is_on_the_sign(ayu, citra, running):
    does(ayu, actions.add_line, running, words="Pokok yang tidak untuk tamu")
    seen = Client().get(at(running)).content.decode()
    assert "Pokok yang tidak" not in seen
    assert "Raka" not in seen
    assert Client().get(f"/rapat/{running.pk}/").status_code == 302


def test_a_flood_from_one_network_is_held_up(monkeypatch, running):
    monkeypatch.setattr(door, "LIMIT", door.Limit("door", 3, timedelta(minutes=15)))
    codes = [typed(running, name=f"Tamu {n}").status_code for n in range(5)]
    assert codes == [200, 200, 200, 429, 429]
    assert DoorEntry.objects.count() == 3


def test_a_speaker_and_a_visitor_take_no_seat(client, ayu, running):
    typed(running, capacity="narasumber")
    typed(running, name="Wartawan Rekaan", agency_name="Harian Rekaan", capacity="tamu")
    client.force_login(ayu)
    settle(client, running)
    roll = queries.roll_of(running)
    assert (len(roll.present), len(roll.visitors)) == (0, 2)
    assert "narasumber" in client.get(f"/rapat/{running.pk}/").content.decode()


def test_a_line_put_aside_counts_nowhere(client, ayu, running):
    typed(running)
    client.force_login(ayu)
    assert "1 isian dikesampingkan" in settle(client, running, "refuse").content.decode()
    assert not Attendance.objects.exists()
    assert "Tidak ada isian yang menunggu" in client.get(f"/rapat/{running.pk}/pintu/isian/").content.decode()


def test_the_sign_is_the_secretariats_and_carries_the_address(client, ayu, citra, running):
    client.force_login(ayu)
    seen = client.get(f"/rapat/{running.pk}/pintu/").content.decode()
    assert 'src="data:image/svg+xml' in seen
    assert door.token(running) in seen
    client.force_login(citra)
    for part in ("pintu/", "pintu/isian/"):
        assert client.get(f"/rapat/{running.pk}/{part}").status_code == 403


# The photographed list


@pytest.fixture
def sheet(client, ayu, invited) -> SignedList:
    client.force_login(ayu)
    client.post(f"/rapat/{invited.pk}/hadir/{invited.invitations.get(addressee='Kepala Kantor').pk}/")
    for _ in range(2):
        photo = SimpleUploadedFile("lembar.jpg", JPEG, content_type="image/jpeg")
        answer = client.post(f"/rapat/{invited.pk}/lembar/", {"file": photo})
    row = SignedList.objects.get()
    assert answer["Location"].endswith(f"/lembar/{row.pk}/")
    return row


def test_a_photographed_list_is_read_a_second_time(client, invited, sheet):
    url = f"/rapat/{invited.pk}/lembar/{sheet.pk}/"
    seen = client.get(url).content.decode()
    assert "Raka Wiratama" in seen
    assert "Maya Kartika" in seen
    raka = Attendance.objects.get()
    dinas = invited.invitations.get(addressee="Kepala Dinas")
    for _ in range(2):
        client.post(url, {"hadir": str(raka.pk), "jabatan": str(dinas.pk)})
    signed = Attendance.objects.filter(signed_on=sheet)
    assert sorted(signed.values_list("name", flat=True)) == ["Maya Kartika", "Raka Wiratama"]
    client.post(url, {"hadir": str(raka.pk)})
    assert Attendance.objects.get(signed_on=sheet) == raka, "what was ticked by mistake is taken off again"
    assert "sudah diperiksa" in client.get(f"/rapat/{invited.pk}/hadir/").content.decode()
    assert client.get(f"{url}berkas/").content == JPEG


def test_the_sheet_stays_with_the_secretariat(client, citra, invited, sheet):
    client.force_login(citra)
    for part in ("", "berkas/"):
        assert client.get(f"/rapat/{invited.pk}/lembar/{sheet.pk}/{part}").status_code == 403


def test_what_is_no_picture_is_refused_by_name(client, ayu, invited):
    client.force_login(ayu)
    answer = client.post(f"/rapat/{invited.pk}/lembar/", {"file": SimpleUploadedFile("lembar.docx", b"PK")})
    assert answer.status_code == 422
    assert "lembar.docx" in answer.content.decode()


# Quorum, names, many


def test_a_quorum_is_said_only_where_the_decree_sets_one(client, ayu, invited):
    client.force_login(ayu)
    assert "Kuorum" not in client.get(f"/rapat/{invited.pk}/").content.decode()
    Decree.objects.update(quorum=2)
    client.post(f"/rapat/{invited.pk}/hadir/{invited.invitations.get(addressee='Kepala Kantor').pk}/")
    page = client.get(f"/rapat/{invited.pk}/").content.decode()
    assert "Kuorum menurut SK: 2 unsur; hadir 1." in page
    assert "belum terpenuhi" in page


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("H. Sa’id\u200b Akhmad,\r\nS.H., M.H.", "H. Sa'id Akhmad, S.H., M.H."),
        ("*Dr. Lia Anggraini*", "Dr. Lia Anggraini"),
        ("“Raka  Wiratama”", "Raka Wiratama"),
    ],
)
def test_names_pasted_from_word_and_whatsapp(client, ayu, invited, pasted, kept):
    client.force_login(ayu)
    told = {"name": pasted, "agency_name": "Binda\u00a0Kalsel", "capacity": "tamu"}
    for name in (pasted, kept):
        client.post(f"/rapat/{invited.pk}/hadir/tamu/", told | {"name": name})
    row = Attendance.objects.get()
    assert (row.name, row.agency_name) == (kept, "Binda Kalsel")


def test_five_hundred_who_came_are_listed_by_fifty_and_found(client, ayu, invited, django_assert_max_num_queries):
    came_at = datetime(2026, 8, 12, 1, tzinfo=UTC)
    Attendance.objects.bulk_create(
        Attendance(meeting=invited, area=invited.area, agency_name="Desa", name=f"Tamu {n:03}", came_at=came_at)
        for n in range(500)
    )
    client.force_login(ayu)
    with django_assert_max_num_queries(40):
        page = client.get(f"/rapat/{invited.pk}/hadir/").content.decode()
    assert "500 orang di daftar hadir" in page
    assert page.count('class="queue-what"') == 50
    found = client.get(f"/rapat/{invited.pk}/hadir/?cari=tamu 42").content.decode()
    assert "Tamu 042" in found
    assert "Tamu 041" not in found
