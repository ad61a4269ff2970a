"""Who holds a seat on a day: definitif, Plt., Plh., nobody; and who may read the telephone numbers."""

from datetime import date

import pytest

from timpora.agencies.models import Holding
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.teams import queries
from timpora.teams.actions import HeldAlready, NewSeat, add_seat, end_seat
from timpora.teams.models import Seat, Team
from timpora.teams.tests.team import NOW, hold, make_team

DAY = date(2026, 8, 3)


@pytest.fixture
def team(budi, kanim, disnaker) -> Team:
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA), NewSeat(disnaker, "Kepala Dinas"))
    hold(team.seats.get(order=1), "Raka Wiratama", budi, phone="0812-0000-1111")
    return team


def sitting(team, day=DAY) -> list[tuple[str, str]]:
    return [(row.title, row.holder.name if row.holder else "") for row in queries.seats_on(team, day)]


def test_a_seat_nobody_holds_is_vacant(team):
    assert sitting(team) == [("Kepala Kantor", "Raka Wiratama"), ("Kepala Dinas", "")]


def test_a_stand_in_sits_while_the_holder_is_away(team, budi):
    seat = team.seats.get(order=1)
    hold(seat, "Sinta Maheswari", budi, capacity="plh", begins_on=date(2026, 8, 1), ends_on=date(2026, 8, 5))
    assert sitting(team)[0] == ("Plh. Kepala Kantor", "Sinta Maheswari")
    assert sitting(team, date(2026, 8, 6))[0] == ("Kepala Kantor", "Raka Wiratama")


def test_a_new_holder_ends_the_former(team, budi):
    seat = team.seats.get(order=1)
    for _ in range(2):  # sent twice
        hold(seat, "Bagus Prakoso", budi, capacity="plt", begins_on=DAY)
    assert sitting(team)[0] == ("Plt. Kepala Kantor", "Bagus Prakoso")
    assert Holding.objects.get(name="Raka Wiratama").ends_on == date(2026, 8, 2)
    with pytest.raises(HeldAlready):
        hold(seat, "Orang lain", budi, begins_on=date(2026, 2, 1))


def test_a_seat_ends_and_its_past_stays(team, budi):
    seat, member = team.seats.get(order=2), acting(budi)
    with acting_in_database(member):
        assert end_seat(seat, on=DAY, by=member, at=NOW)
        assert not end_seat(seat, on=DAY, by=member, at=NOW)
    assert len(sitting(team)) == 2
    assert len(sitting(team, date(2026, 8, 4))) == 1
    with acting_in_database(member):
        again = add_seat(
            team, agency=seat.position.agency, title="Kepala Dinas", begins_on=date(2026, 9, 1), by=member, at=NOW
        )
    assert again != seat


def test_telephone_numbers_stay_with_the_secretariat(client, team, ayu, citra):
    client.force_login(citra)
    page = client.get(f"/tim/{team.pk}/").content.decode()
    assert "Raka Wiratama" in page
    assert "0812-0000-1111" not in page
    assert client.get(f"/tim/{team.pk}/telepon/").status_code == 404
    client.force_login(ayu)
    assert "0812-0000-1111" not in client.get(f"/tim/{team.pk}/").content.decode()
    page = client.get(f"/tim/{team.pk}/telepon/").content.decode()
    assert "0812-0000-1111" in page


def test_the_line_for_a_chat_names_the_team_and_nobody(client, team, ayu):
    client.force_login(ayu)
    page = client.get(f"/tim/{team.pk}/").content.decode()
    line = page.split('data-copy="')[1].split('"')[0]
    assert line == f"{team.name}: http://testserver/tim/{team.pk}/"


def test_the_change_of_holder_is_a_form(client, team, budi):
    client.force_login(budi)
    seat = team.seats.get(order=2)
    url = f"/tim/{team.pk}/unsur/{seat.pk}/"
    assert "Jabatan ini kosong" in client.get(url).content.decode()
    words = {"name": "Maya Kartika", "capacity": "definitif", "begins_on": "2026-08-01"}
    assert client.post(url, words | {"ends_on": "2026-07-01"}).status_code == 422
    assert client.post(url, words).status_code == 302
    assert sitting(team)[1] == ("Kepala Dinas", "Maya Kartika")
    assert client.post(f"{url}akhiri/").status_code == 302


def test_seats_are_added_by_form(client, team, budi, disnaker, citra):
    client.force_login(budi)
    client.post(f"/tim/{team.pk}/unsur/", {"agency": str(disnaker.pk), "title": "Kepala Bidang", "role": "anggota"})
    refused = client.post(f"/tim/{team.pk}/unsur/", {"agency": "", "title": "tanpa instansi"})
    assert refused.status_code == 422
    assert "tanpa instansi" in refused.content.decode()
    assert team.seats.count() == 3
    client.force_login(citra)
    assert client.post(f"/tim/{team.pk}/unsur/", {}).status_code == 403
