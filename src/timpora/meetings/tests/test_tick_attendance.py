"""Who came: one touch, again changes nothing, taken back, represented, a visitor; and the list for the treasurer."""

import pytest

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.meetings import actions, letters, queries
from timpora.meetings.models import Attendance, Meeting
from timpora.meetings.tests.arranged import FIRST, does


@pytest.fixture
def door(client, invited, ayu):
    client.force_login(ayu)
    return client


def url(meeting, addressee: str) -> str:
    return f"/rapat/{meeting.pk}/hadir/{meeting.invitations.get(addressee=addressee).pk}/"


def test_one_touch_marks_the_holder_and_a_second_changes_nothing(door, invited):
    for _ in range(2):
        assert door.post(url(invited, "Kepala Kantor")).status_code == 302
    row = Attendance.objects.get()
    assert (row.name, row.capacity, row.number) == ("Raka Wiratama", "plt", "198001012005011001")
    invited.refresh_from_db()
    assert invited.state == Meeting.State.HELD
    assert "1 dari 3 unsur hadir" in door.get(f"/rapat/{invited.pk}/hadir/").content.decode()


def test_a_mark_is_taken_back_and_given_again(door, invited):
    door.post(url(invited, "Kepala Kantor"))
    first = Attendance.objects.get()
    for _ in range(2):
        door.post(f"/rapat/{invited.pk}/hadir/{first.pk}/tarik/")
    assert "0 dari 3 unsur hadir" in door.get(f"/rapat/{invited.pk}/hadir/").content.decode()
    door.post(url(invited, "Kepala Kantor"))
    assert Attendance.objects.filter(taken_back_at=None).count() == 1


def test_somebody_comes_for_the_post(door, invited):
    door.post(
        url(invited, "Kepala Dinas"),
        {"name": "Joko O'Brien, S.H.", "capacity": "mewakili", "position": "Kepala Bidang"},
    )
    row = Attendance.objects.get()
    assert (row.agency_name, row.position, row.capacity) == ("Disnaker Tanah Bumbu", "Kepala Bidang", "mewakili")
    assert "Joko O&#x27;Brien, S.H. (mewakili)" in door.get(f"/rapat/{invited.pk}/").content.decode()


def test_a_vacant_post_needs_a_name(door, invited):
    page = door.post(url(invited, "Kepala Seksi"), follow=True).content.decode()
    assert "Tulis nama yang hadir" in page
    assert not Attendance.objects.exists()


def test_a_visitor_is_added_with_all_columns(door, invited):
    told = {
        "name": "Lia  Anggraini",
        "number": "1",
        "rank": "III/c",
        "position": "Analis",
        "agency_name": "Binda",
        "phone": "0811",
        "capacity": "definitif",
    }
    for _ in range(2):
        door.post(f"/rapat/{invited.pk}/hadir/tamu/", told)
    assert Attendance.objects.get().name == "Lia Anggraini"
    answer = door.post(f"/rapat/{invited.pk}/hadir/tamu/", told | {"agency_name": ""})
    assert answer.status_code == 422
    assert "Lia  Anggraini" in answer.content.decode()


def test_who_came_and_who_did_not(invited, ayu):
    row = invited.invitations.get(addressee="Kepala Dinas")
    does(ayu, actions.mark_present, invited, invitation=row, name="Maya Kartika", agency_name="Disnaker", at=FIRST)
    does(ayu, actions.mark_present, invited, name="Tamu", agency_name="Binda", at=FIRST)
    roll = queries.roll_of(invited)
    assert ([line.invitation.addressee for line in roll.present], len(roll.absent), roll.people) == (
        ["Kepala Dinas"],
        2,
        2,
    )


def test_the_list_is_printed_blank_and_filled(door, invited):
    door.post(url(invited, "Kepala Dinas"))
    for ask in ("", "?isi=hadir", "?isi=hadir&salinan=luar"):
        assert door.get(f"/rapat/{invited.pk}/daftar-hadir.pdf{ask}").content.startswith(b"%PDF")


def test_the_telephone_column_stays_with_the_secretariat(client, door, invited, citra, ayu):
    door.post(url(invited, "Kepala Dinas"))
    with acting_in_database(acting(ayu)):
        own = letters.attendance(invited, FIRST, is_filled=True, has_phones=True)
        outgoing = letters.attendance(invited, FIRST, is_filled=True, has_phones=False)
    assert own["people"][0]["phone"] == "0812-0000-2222"
    assert "0812" not in str(outgoing)
    client.force_login(citra)
    assert "0812-0000-2222" not in client.get(f"/rapat/{invited.pk}/").content.decode()
    assert client.get(f"/rapat/{invited.pk}/daftar-hadir.pdf?isi=hadir").status_code == 200


def test_another_meetings_mark_is_not_there(door, invited, ayu, team):
    from timpora.meetings.tests.arranged import SECOND, called

    other = called(ayu, team, SECOND)
    door.post(url(invited, "Kepala Kantor"))
    assert door.post(f"/rapat/{other.pk}/hadir/{Attendance.objects.get().pk}/tarik/").status_code == 404


def test_a_closed_meeting_takes_no_more_marks(door, invited, ayu):
    does(ayu, actions.close_meeting, invited, chair="Raka Wiratama", notulis="Ayu")
    page = door.post(url(invited, "Kepala Kantor"), follow=True).content.decode()
    assert "sudah disahkan" in page
    assert not Attendance.objects.exists()
