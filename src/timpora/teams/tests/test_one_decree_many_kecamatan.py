"""One decree makes the teams of a regency's kecamatan: look first, one act, no line of the list lost."""

import pytest

from timpora.agencies.models import Agency, Holding
from timpora.agencies.tests.cast import KUSAN_HILIR, acting
from timpora.foundation.acting import acting_in_database
from timpora.teams.models import Decree, Seat, Team
from timpora.teams.officers import read_officers
from timpora.teams.tests.team import make_team
from timpora.territory.queries import districts_of
from timpora.territory.tests.factories import TANAH_BUMBU, tanah_bumbu

PAGE = "/tim/kecamatan-sekaligus/?wilayah=63.10"
LIST = """kecamatan;nama;jabatan;NIP;HP
Kusan Hilir; Rahman Wijaya, S.Sos.; Camat Kusan Hilir; 198001012005011001; 0800-000-1111
Kec. Simpang Empat\tSiti Rahayu\tPlt. Kapolsek\t\t
"""


@pytest.fixture
def areas(db):
    return tanah_bumbu()


def filled(kanim, **more) -> dict:
    words = {
        "districts": [str(area.code) for area in districts_of(TANAH_BUMBU)],
        "number": "W19.IMI-001/2026",
        "dated": "2026-02-02",
        "issuer": "Kepala Kantor Imigrasi",
        "valid_from": "2026-02-02",
        "valid_until": "2027-02-01",
        "secretariat": str(kanim.pk),
        "usual": ["ketua", "koordinator", "kapolsek"],
        "officers": LIST,
        "step": "make",
    }
    return words | more


def test_a_look_shows_what_will_be_made_and_makes_nothing(client, budi, kanim, areas):
    client.force_login(budi)
    assert "?wilayah=63.10" in client.get("/tim/kecamatan-sekaligus/").content.decode()
    assert client.get(PAGE).content.decode().count("checked") == 12 + 5
    page = client.post(PAGE, filled(kanim, step="look")).content.decode()
    assert "12 tim, 2 pejabat" in page
    assert "Rahman Wijaya" in page
    assert not Team.objects.exists()


def test_one_act_makes_all_and_sent_again_changes_nothing(client, budi, kanim, areas):
    client.force_login(budi)
    for _ in range(2):
        answer = client.post(PAGE, filled(kanim))
        assert answer["Location"] == "/tim/cakupan/?wilayah=63.10"
    assert (Team.objects.count(), Decree.objects.count(), Seat.objects.count()) == (12, 12, 36)
    camat = Holding.objects.get(name="Rahman Wijaya, S.Sos.")
    assert (camat.position.title, camat.position.agency.area, camat.phone) == ("Camat", KUSAN_HILIR, "0800-000-1111")
    assert Holding.objects.get(name="Siti Rahayu").capacity == "plt"
    assert Agency.objects.filter(kind="polsek").count() == 12


def test_a_kecamatan_with_a_team_gets_the_decree_as_its_newer_one(client, budi, kanim, areas):
    team = make_team(budi, kanim, name="Tim lama", level="kecamatan", area=KUSAN_HILIR)
    client.force_login(budi)
    assert "Kusan Hilir — Tim lama" in client.get(PAGE).content.decode()
    client.post(PAGE, filled(kanim))
    assert Team.objects.filter(area=KUSAN_HILIR).get() == team
    assert team.decrees.count() == 2


def test_wrong_lines_are_named_and_everything_stays_as_typed(client, budi, kanim, areas):
    client.force_login(budi)
    wrong = LIST + "Kusan Hulir; Tono; Camat\nSatui; Tini; Kepala Gudang\nSatui; ; Camat\nSatui; Budi; Camat; abc\n"
    answer = client.post(PAGE, filled(kanim, officers=wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Baris 4", "Baris 5", "Baris 6", "Baris 7", "Kepala Gudang", "Kusan Hulir; Tono", "bukan angka"):
        assert words in page
    assert not Team.objects.exists()


def test_a_later_holder_stands_and_nothing_is_made(client, budi, kanim, areas):
    client.force_login(budi)
    client.post(PAGE, filled(kanim))
    other = filled(kanim, number="W19.IMI-002/2026", officers="Kusan Hilir; Orang Lain; Camat")
    answer = client.post(PAGE, other)
    assert answer.status_code == 422
    assert "sudah dipegang orang lain sejak" in answer.content.decode()
    assert not Decree.objects.filter(number="W19.IMI-002/2026").exists()


def test_a_list_under_names_of_kecamatan_and_with_commas():
    told = 'Satui\nTono,Camat,,0800 000 222\n"Wijaya, S.H.",Danramil\nKusan Hilir\nTini\tKasi Trantib\n'
    officers, problems = read_officers(told, {1: "Satui", 2: "Kusan Hilir"})
    assert not problems
    assert [(o.area, o.name, o.title, o.kind) for o in officers] == [
        (1, "Tono", "Camat", "kecamatan"),
        (1, "Wijaya, S.H.", "Danramil", "koramil"),
        (2, "Tini", "Kasi Trantib", "kecamatan"),
    ]


def test_two_names_for_one_position_are_asked_about():
    officers, problems = read_officers("Satui; Tono; Camat\nSatui; Tini; Camat", {1: "Satui"})
    assert [officer.name for officer in officers] == ["Tono"]
    assert [(problem.line, "baris 1" in problem.words) for problem in problems] == [(2, True)]


def test_it_is_for_those_who_keep_teams(client, citra, jaka, budi, kanim, areas):
    client.force_login(citra)
    assert client.get(PAGE).status_code == 403
    client.force_login(budi)
    assert client.get("/tim/kecamatan-sekaligus/?wilayah=35.09").status_code == 404
    with acting_in_database(acting(jaka)):
        assert not Team.objects.exists()
