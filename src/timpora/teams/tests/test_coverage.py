"""Coverage: which kecamatan have a team that can work, as a list and as a table for a map."""

from datetime import date

import pytest

from timpora.agencies.models import Holding
from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, acting
from timpora.foundation.acting import acting_in_database
from timpora.teams.actions import NewSeat
from timpora.teams.coverage import SPLIT, VACANT, WHOLE, WITHOUT, coverage
from timpora.teams.queries import ENDED
from timpora.teams.tests.team import SINCE, hold, make_team
from timpora.territory.models import Area
from timpora.territory.tests.factories import TANAH_BUMBU, tanah_bumbu

DAY = date(2026, 8, 3)
SATUI = 63_10_04_0000


@pytest.fixture
def areas(db):
    return tanah_bumbu()


def district_team(budi, kanim, area, **more):
    more = {"number": f"SK-{area}"} | more
    return make_team(
        budi, kanim, NewSeat(kanim, f"Petugas {area}"), name=f"T{area}", level="kecamatan", area=area, **more
    )


def states(budi, within=None) -> dict[int, str]:
    member = acting(budi)
    with acting_in_database(member):
        return {row.area: row.state for row in coverage(within, DAY, member)}


def test_each_kecamatan_says_what_it_lacks(budi, kanim, areas):
    whole = district_team(budi, kanim, KUSAN_HILIR)
    hold(whole.seats.get(), "Raka Wiratama", budi)
    district_team(budi, kanim, SIMPANG_EMPAT)
    district_team(budi, kanim, SATUI, valid_until=date(2026, 3, 1))
    found = states(budi, [TANAH_BUMBU])
    assert len(found) == 12
    assert (found[KUSAN_HILIR], found[SIMPANG_EMPAT], found[SATUI]) == (WHOLE, VACANT, ENDED)
    assert list(found.values()).count(WITHOUT) == 9


def test_an_area_younger_than_the_decree_has_no_sk(budi, kanim, areas):
    Area.objects.filter(code__in=(SATUI, KUSAN_HILIR, SIMPANG_EMPAT)).update(valid_from=date(2026, 6, 1))
    district_team(budi, kanim, SATUI)
    district_team(budi, kanim, SIMPANG_EMPAT, dated=date(2026, 7, 1))
    found = states(budi)
    assert (found[SATUI], found[KUSAN_HILIR], found[SIMPANG_EMPAT]) == (SPLIT, SPLIT, VACANT)


def test_a_member_counts_only_what_is_within_reach(budi, jaka, kanim, areas):
    district_team(budi, kanim, KUSAN_HILIR)
    assert len(states(budi)) == 12 + 22
    assert states(jaka, [TANAH_BUMBU]) == {}
    assert states(budi, [KUSAN_HILIR]) == {KUSAN_HILIR: VACANT}


def test_the_page_filters_and_the_table_has_a_key_for_a_map(client, budi, kanim, areas):
    team = district_team(budi, kanim, KUSAN_HILIR, valid_until=date(2099, 1, 1))
    hold(team.seats.get(), "Raka Wiratama", budi, phone="0812-0000-1111")
    client.force_login(budi)
    page = client.get("/tim/cakupan/?wilayah=63.10").content.decode()
    assert "Lengkap" in page
    assert "Belum punya tim" in page
    assert "Satui" not in client.get("/tim/cakupan/?wilayah=63.10&keadaan=lengkap").content.decode()
    unknown = client.get("/tim/cakupan/?wilayah=abc")
    assert unknown.status_code == 422
    assert "“abc” tidak ditemukan" in unknown.content.decode()
    assert client.get("/tim/cakupan.csv?wilayah=abc").status_code == 422  # and not the table of everything
    rows = client.get("/tim/cakupan.csv?wilayah=63.10").content.decode("utf-8-sig").splitlines()
    assert len(rows) == 13
    row = next(row for row in rows if row.startswith("63.10.02,"))
    assert row == "63.10.02,631002,Prov. Kalimantan Selatan,Kab. Tanah Bumbu,Kec. Kusan Hilir,Lengkap,2099-01-01,1,0"
    assert "Raka" not in "".join(rows)
    assert "0812" not in "".join(rows)


def test_the_number_of_questions_does_not_grow(client, budi, kanim, areas, django_assert_max_num_queries):
    for area in (KUSAN_HILIR, SIMPANG_EMPAT, SATUI):
        district_team(budi, kanim, area)
    client.force_login(budi)
    client.get("/tim/")
    for address in ("/tim/cakupan/", "/tim/"):
        with django_assert_max_num_queries(40):
            client.get(address)


def test_a_person_who_holds_one_position_sits_in_several_teams(budi, kanim, areas):
    first = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"))
    second = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"), name="Tim pelabuhan", kind="pelabuhan")
    hold(first.seats.get(), "Raka Wiratama", budi)
    assert Holding.objects.count() == 1
    assert second.seats.get().position.holdings.get().begins_on == SINCE
