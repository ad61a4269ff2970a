"""A decree's file and its ceremony; kinds and levels of teams; who keeps which."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from timpora.agencies.acting import GROUPS
from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, acting, agency, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event, EventNote
from timpora.teams import queries
from timpora.teams.actions import NewSeat
from timpora.teams.models import Decree, Team
from timpora.teams.tests.team import SINCE, make_team
from timpora.teams.waiting import decrees_to_renew
from timpora.territory.tests.factories import tanah_bumbu

SCAN = b"%PDF-1.7 SK"


@pytest.fixture
def team(budi, kanim, disnaker) -> Team:
    return make_team(budi, kanim, NewSeat(disnaker, "Kepala Dinas"))


def address(team: Team, rest: str = "") -> str:
    return f"/tim/{team.pk}/sk/{team.decrees.get().pk}/{rest}"


def scan(content: bytes = SCAN, name: str = "sk.pdf") -> dict:
    return {"file": SimpleUploadedFile(name, content, content_type="application/pdf")}


def test_the_file_is_for_everybody_who_sees_the_team(client, team, budi, citra, jaka):
    client.force_login(budi)
    assert client.get(address(team, "berkas/")).status_code == 404
    assert client.post(address(team, "unggah/"), scan()).status_code == 302
    client.force_login(citra)
    assert client.get(address(team)).status_code == 200
    assert client.get(address(team, "berkas/")).content == SCAN
    assert client.post(address(team, "unggah/"), scan()).status_code == 403
    client.force_login(jaka)
    for rest in ("", "berkas/"):
        assert client.get(address(team, rest)).status_code == 404


def test_something_else_than_a_scan_is_refused(client, team, budi):
    client.force_login(budi)
    answer = client.post(address(team, "unggah/"), scan(b"MZ program", "sk.pdf"))
    assert answer.status_code == 422
    assert "harus PDF, JPEG, atau PNG" in answer.content.decode()
    assert team.decrees.get().file_id is None


def test_one_paper_one_file_for_all_teams_of_the_decree(client, budi, kanim):
    both = [
        make_team(budi, kanim, name=f"T{area}", level="kecamatan", area=area) for area in (KUSAN_HILIR, SIMPANG_EMPAT)
    ]
    client.force_login(budi)
    client.post(address(both[0], "unggah/"), scan())
    assert Decree.objects.exclude(file=None).count() == 2
    told = {"on": "2026-03-02", "place": "Aula", "person": "Kepala Kantor", "version": "1", "everywhere": "on"}
    client.post(address(both[0], "pengukuhan/"), told)
    assert set(Decree.objects.values_list("inaugurated_on", flat=True)) == {date(2026, 3, 2)}


def test_the_ceremony_is_kept_once_and_an_older_page_overwrites_nothing(client, team, budi):
    client.force_login(budi)
    told = {"on": "2026-03-02", "place": "Aula Kantor", "person": "Kepala Kantor", "version": "1"}
    for _ in range(2):  # sent twice
        assert client.post(address(team, "pengukuhan/"), told).status_code == 302
    assert "Aula Kantor" in client.get(f"/tim/{team.pk}/").content.decode()
    other = client.post(address(team, "pengukuhan/"), told | {"place": "Gedung Lain"})
    assert other.status_code == 409
    assert "Gedung Lain" in other.content.decode()
    assert team.decrees.get().inaugurated_in == "Aula Kantor"


def test_a_number_copied_wrongly_is_corrected_and_an_older_page_overwrites_nothing(client, team, budi, citra):
    told = {
        "number": "100/SK/2026", "dated": "2026-01-05", "issuer": "Bupati", "valid_from": "2026-01-05",
        "valid_until": "2026-12-31", "version": "1",
    }  # fmt: skip
    client.force_login(citra)
    assert client.post(address(team, "perbaiki/"), told).status_code == 403
    client.force_login(budi)
    before = team.decrees.get().number
    for _ in range(2):  # sent twice
        assert client.post(address(team, "perbaiki/"), told).status_code == 302
    assert team.decrees.get().number == "100/SK/2026"
    corrected = Event.objects.get(kind="decree.corrected")
    assert EventNote.objects.get(event_id=corrected.id).words["number"] == before
    late = client.post(address(team, "perbaiki/"), told | {"number": "200/SK/2026"})
    assert late.status_code == 409
    assert "200/SK/2026" in late.content.decode()
    backwards = client.post(address(team, "perbaiki/"), told | {"valid_until": "2025-01-01", "version": "2"})
    assert backwards.status_code == 422
    assert team.decrees.get().version == 2


def test_a_port_has_a_team_beside_the_regencys(client, team, budi, kanim):
    port = make_team(budi, kanim, name="Tim PORA Pelabuhan Satui", kind="pelabuhan")
    assert port != team
    assert (team.tier, port.tier) == ("tingkat kebijakan", "tingkat pelaksana")
    client.force_login(budi)
    assert "Pelabuhan" in client.get("/tim/").content.decode()
    assert "Pelabuhan Satui" not in client.get("/tim/?q=Kabupaten").content.decode()


def test_a_kanwil_keeps_its_own_team_and_reads_the_others(client, team, budi):
    tanah_bumbu()
    office = agency("kanwil", "Kanwil Ditjen Imigrasi Kalimantan Selatan", 63_00_00_0000, is_vertical=True)
    client.force_login(member("nadia", "Nadia Rahmawati", "kanwil", office, 63_00_00_0000))
    told = {
        "name": "Tim PORA Provinsi", "level": "provinsi", "area": "63", "secretariat": str(office.pk),
        "number": "KW-1/2026", "dated": "2026-01-05", "issuer": "Kepala Kantor Wilayah", "valid_from": "2026-01-05",
        "seats-TOTAL_FORMS": "0", "seats-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = client.post("/tim/baru/", told)
    assert answer.status_code == 302, answer.content.decode()
    province = Team.objects.get(level="provinsi")
    team.refresh_from_db()
    assert team.parent is None  # another agency's team is not touched
    assert client.get(f"/tim/{province.pk}/telepon/").status_code == 200
    assert client.get(f"/tim/{team.pk}/").status_code == 200
    assert client.get(f"/tim/{team.pk}/telepon/").status_code == 404
    assert client.post(address(team, "unggah/"), scan()).status_code == 404
    assert client.post("/tim/baru/", told | {"level": "kecamatan"}).status_code == 422


def test_a_decree_that_ends_soon_waits_for_its_successor(client, budi, kanim):
    today = timezone.now().date()
    soon = make_team(budi, kanim, valid_until=today + timedelta(days=30))
    member_ = acting(budi)
    with acting_in_database(member_):
        assert [line.count for line in decrees_to_renew(member_, timezone.now())] == [1]
    client.force_login(budi)
    assert "SK berakhir dalam" in client.get("/tim/?keadaan=ending").content.decode()
    make_team(budi, kanim, number="SK-2", dated=today, valid_from=today + timedelta(days=31))
    with acting_in_database(member_):
        assert decrees_to_renew(member_, timezone.now()) == []
    assert queries.decree_on(soon.decrees.all(), today).state == queries.IN_FORCE
    assert queries.decree_on(soon.decrees.all(), today + timedelta(days=40)).decree.number == "SK-2"


def test_members_of_the_sitting_agencies_belong_to_the_team(team, citra, budi):
    now = timezone.now()
    sitting = citra.memberships.get()
    assert GROUPS["team"].mine(acting(citra), now) == [team.pk]
    assert GROUPS["team"].mine(acting(budi), now) == []
    within = GROUPS["team"].within([team.pk], now)
    assert sitting in within
    assert budi.memberships.get() not in within


def test_the_list_of_telephones_is_copied_as_plain_lines(client, team, budi):
    from timpora.teams.tests.team import hold

    hold(team.seats.get(), "Wahyu Kurniadi", budi, phone="0812-0000-2222", capacity="plt", begins_on=SINCE)
    client.force_login(budi)
    page = client.get(f"/tim/{team.pk}/telepon/").content.decode()
    assert 'data-copy-from="#daftar-telepon"' in page
    assert "Plt. Kepala Dinas (Disnaker Tanah Bumbu): Wahyu Kurniadi, 0812-0000-2222" in page
    for other in (f"/tim/{team.pk}/", "/tim/", "/tim/cakupan.csv"):
        assert "0812-0000-2222" not in client.get(other).content.decode()
