"""A decree with its seats is registered once; who may, where, and what the tree then says."""

from datetime import date, timedelta

import pytest

from timpora.agencies.tests.cast import JEMBER, KUSAN_HILIR, TANAH_BUMBU, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.teams import queries
from timpora.teams.actions import NewSeat, decree_team
from timpora.teams.models import Decree, Seat, Team
from timpora.teams.tests.team import NOW, SINCE, make_team

DAY = date(2026, 8, 3)


@pytest.fixture
def team(budi, kanim, disnaker) -> Team:
    return make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA), NewSeat(disnaker, "Kepala Dinas"))


def filled(kanim, disnaker, **more) -> dict:
    rows = {
        "seats-TOTAL_FORMS": "2",
        "seats-INITIAL_FORMS": "0",
        "seats-0-agency": str(disnaker.pk),
        "seats-0-title": "Kepala Dinas",
        "seats-0-role": "anggota",
    }
    words = {
        "name": "Tim PORA Kabupaten Tanah Bumbu",
        "level": "kabupaten_kota",
        "area": str(TANAH_BUMBU),
        "secretariat": str(kanim.pk),
        "number": "SK-1/2026",
        "dated": "2026-01-05",
        "issuer": "Kepala Kantor",
        "valid_from": "2026-01-05",
        "valid_until": "",
    }
    return rows | words | more


@pytest.fixture
def area(db):
    from timpora.territory.models import Area
    from timpora.territory.models import Decree as Codes

    codes = Codes.objects.create(code="uji", in_force_on=date(2025, 1, 1), fingerprint="x", loaded_at=NOW)
    province = Area.objects.create(
        code=6300000000,
        dotted="63",
        name="Kalimantan Selatan",
        kind="provinsi",
        level=2,
        high=6399999999,
        time_zone="Asia/Makassar",
        decree=codes,
    )
    regency = Area.objects.create(
        code=TANAH_BUMBU,
        dotted="63.10",
        name="Tanah Bumbu",
        kind="kabupaten",
        level=4,
        parent=province,
        high=6310999999,
        time_zone="Asia/Makassar",
        decree=codes,
    )
    Area.objects.create(
        code=KUSAN_HILIR,
        dotted="63.10.02",
        name="Kusan Hilir",
        kind="kecamatan",
        level=6,
        parent=regency,
        high=6310029999,
        time_zone="Asia/Makassar",
        decree=codes,
    )
    return regency


def test_the_head_of_section_registers_a_decree(client, budi, kanim, disnaker, area):
    client.force_login(budi)
    assert client.get("/tim/baru/").status_code == 200
    answer = client.post("/tim/baru/", filled(kanim, disnaker))
    team = Team.objects.get()
    assert answer["Location"] == f"/tim/{team.pk}/"
    assert [str(seat.position) for seat in team.seats.all()] == ["Kepala Dinas"]
    assert "Kusan Hilir" in client.get("/tim/").content.decode()  # without a team of its own


def test_what_was_typed_stays_when_something_is_wrong(client, budi, kanim, disnaker, area):
    client.force_login(budi)
    answer = client.post(
        "/tim/baru/", filled(kanim, disnaker, valid_until="2025-01-01", **{"seats-1-title": "Kepala tanpa instansi"})
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Tanggal akhir mendahului tanggal mulai" in page
    assert "SK-1/2026" in page
    assert not Team.objects.exists()


def test_a_draft_comes_back_with_its_seats(client, budi, disnaker, area):
    client.force_login(budi)
    client.post(
        "/drafts/team-new/",
        {"name": "Tim setengah jadi", "seats-3-agency": str(disnaker.pk), "seats-3-title": "Kepala Bidang"},
    )
    page = client.get("/tim/baru/").content.decode()
    assert "Tim setengah jadi" in page
    assert "Kepala Bidang" in page


def test_a_member_without_the_duty_is_refused(client, citra, ayu):
    for account in (citra, ayu):
        client.force_login(account)
        assert client.get("/tim/baru/").status_code == 403


def test_the_same_decree_twice_is_one(team, budi, kanim, disnaker):
    again = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA), NewSeat(disnaker, "Kepala Dinas"))
    assert again == team
    assert (Decree.objects.count(), Seat.objects.count()) == (1, 2)


def test_an_ended_decree_says_so_and_a_newer_one_runs(team, budi, kanim):
    old = make_team(
        budi,
        kanim,
        name="Tim PORA Kecamatan Kusan Hilir",
        level="kecamatan",
        area=KUSAN_HILIR,
        valid_until=DAY - timedelta(days=1),
    )
    assert queries.decree_on(old.decrees.all(), DAY).state == queries.ENDED
    make_team(budi, kanim, name=old.name, level="kecamatan", area=KUSAN_HILIR, number="SK-99/2026", valid_from=DAY)
    assert queries.decree_on(old.decrees.all(), DAY).state == queries.IN_FORCE
    assert queries.decree_on([], DAY).state == queries.MISSING
    assert queries.decree_on(old.decrees.all(), SINCE - timedelta(days=1)).state == queries.NOT_YET


def test_a_district_stands_under_its_regency(team, budi, kanim):
    district = make_team(budi, kanim, name="Tim PORA Kecamatan Kusan Hilir", level="kecamatan", area=KUSAN_HILIR)
    with acting_in_database(acting(budi)):
        lines = queries.lines(queries.listed(acting(budi), DAY), DAY, {})
    assert [line.team for line in lines] == [team, district]
    assert (lines[0].seats, lines[0].vacant) == (2, 2)
    assert district.parent == team


def test_a_team_stands_under_the_closest_one_whichever_was_told_first(client, budi, kanim):
    kanwil = agency("kanwil", "Kanwil Ditjen Imigrasi", 6300000000, is_vertical=True)
    nadia = member("nadia", "Nadia Rahmawati", "kanwil", kanwil, 6300000000)
    province = make_team(nadia, kanwil, name="Provinsi", area=6300000000, level=Team.Level.PROVINSI)
    port = make_team(nadia, kanwil, name="Pelabuhan", kind=Team.Kind.PELABUHAN)
    district = make_team(budi, kanim, name="Kecamatan", area=KUSAN_HILIR, level=Team.Level.KECAMATAN)
    assert (port.parent, district.parent) == (province, None)  # the province is beyond the office's reach
    regency = make_team(budi, kanim)
    sea = make_team(budi, kanim, name="Laut", kind=Team.Kind.LAUT)
    for team in (port, district, sea):
        team.refresh_from_db()
        assert team.parent == regency
    client.force_login(budi)
    assert "menurut wilayah" in client.get(f"/tim/{district.pk}/").content.decode()
    assert "belum terdaftar" in client.get(f"/tim/{regency.pk}/").content.decode()


def test_another_offices_team_is_not_there(client, team, jaka):
    client.force_login(jaka)
    assert client.get(f"/tim/{team.pk}/").status_code == 404
    assert team.name not in client.get("/tim/").content.decode()


def test_a_decree_for_another_offices_area_is_refused(budi, kanim):
    from django.db import Error

    member = acting(budi)
    with pytest.raises(Error, match="row-level security"), acting_in_database(member):
        decree_team(
            name="Tim lain",
            level="kabupaten_kota",
            area=JEMBER,
            secretariat=kanim,
            number="1",
            dated=SINCE,
            issuer="-",
            valid_from=SINCE,
            areas=[JEMBER],
            by=member,
            at=NOW,
        )
