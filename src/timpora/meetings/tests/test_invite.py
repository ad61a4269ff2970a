"""Every unsur is invited once, by one letter that lists all."""

from timpora.documents.models import Letter
from timpora.foundation.models import Event, Grant
from timpora.meetings import actions
from timpora.meetings.models import Invitation, Meeting
from timpora.meetings.tests.arranged import does
from timpora.teams.actions import add_seat
from timpora.teams.tests.team import SINCE


def test_all_seats_are_invited_by_one_letter(client, meeting, ayu):
    client.force_login(ayu)
    client.post(f"/rapat/{meeting.pk}/undang/")
    meeting.refresh_from_db()
    letter = Letter.objects.get()
    assert meeting.state == Meeting.State.INVITED
    assert list(meeting.invitations.order_by("seat__order").values_list("addressee", flat=True)) == [
        "Kepala Kantor",
        "Kepala Dinas",
        "Kepala Seksi",
    ]
    assert letter.data["addressees"][1] == "Kepala Dinas — Disnaker Tanah Bumbu"
    assert letter.data["signature"]["lines"] == ["Plt. Kepala Kantor selaku Ketua Tim PORA Kabupaten Tanah Bumbu,"]
    assert letter.data["day"] == "Rabu, 12 Agustus 2026"
    assert client.get(f"/surat/{letter.pk}/berkas/").content.startswith(b"%PDF")


def test_inviting_again_invites_nobody_and_writes_no_letter(invited, ayu):
    assert does(ayu, actions.invite, invited) == []
    assert (Letter.objects.count(), Invitation.objects.count()) == (1, 3)
    assert Event.objects.filter(kind="meeting.invitations_sent").count() == 1


def test_a_seat_added_later_gets_a_letter_of_its_own(invited, team, ayu, budi, disnaker):
    does(budi, add_seat, team, agency=disnaker, title="Kepala Bidang Penempatan", begins_on=SINCE)
    sent = does(ayu, actions.invite, invited)
    assert [row.addressee for row in sent] == ["Kepala Bidang Penempatan"]
    assert Letter.objects.count() == 2


def test_each_invited_agency_is_granted_the_meeting_its_team_and_its_letter(invited, disnaker):
    granted = Grant.objects.filter(because_id=invited.pk, subject_id=disnaker.pk)
    assert {row.record_kind for row in granted} == {"meeting", "team", "letter"}
    assert {row.record_id for row in granted} == {invited.pk, invited.team_id, Letter.objects.get().pk}


def test_a_team_without_seats_says_so(client, meeting, ayu, team):
    team.seats.update(ends_on=SINCE)
    client.force_login(ayu)
    page = client.post(f"/rapat/{meeting.pk}/undang/", follow=True).content.decode()
    assert "belum memiliki unsur" in page


def test_somebody_else_is_invited_by_form(client, invited, ayu, disnaker):
    client.force_login(ayu)
    client.post(f"/rapat/{invited.pk}/undang/lain/", {"agency": str(disnaker.pk), "addressee": "Narasumber"})
    assert "Kirim 1 undangan" in client.get(f"/rapat/{invited.pk}/").content.decode()
    answer = client.post(f"/rapat/{invited.pk}/undang/lain/", {"agency": "", "addressee": "Tanpa instansi"})
    assert answer.status_code == 422
