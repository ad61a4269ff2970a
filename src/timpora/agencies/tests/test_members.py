"""The head of section makes members within his reach and below his own power; ending a duty ends access at once."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from timpora.agencies.actions import begin_membership
from timpora.agencies.models import Agency, Membership
from timpora.agencies.tests.cast import (
    JEMBER,
    KUSAN_HILIR,
    PASSWORD,
    TANAH_BUMBU,
    VILLAGE,
    acting,
    agency,
    member,
)
from timpora.foundation.models import Account, Event, Grant
from timpora.foundation.signing_in.limits import PAIR
from timpora.territory.models import Area, Decree

NEIGHBOUR = VILLAGE + 1
SOUTH_KALIMANTAN = 6300000000
AREAS = (
    (SOUTH_KALIMANTAN, "63", "Kalimantan Selatan", "provinsi", 2),
    (TANAH_BUMBU, "63.10", "Tanah Bumbu", "kabupaten", 4),
    (KUSAN_HILIR, "63.10.02", "Kusan Hilir", "kecamatan", 6),
    (VILLAGE, "63.10.02.2002", "Betung", "desa", 10),
    (NEIGHBOUR, "63.10.02.2003", "Pulau Tanjung", "desa", 10),
    (3500000000, "35", "Jawa Timur", "provinsi", 2),
    (JEMBER, "35.09", "Jember", "kabupaten", 4),
)


@pytest.fixture
def areas(db) -> None:
    decree = Decree.objects.create(
        code="uji", in_force_on=date(2025, 1, 1), fingerprint="x", loaded_at=datetime(2025, 1, 1, tzinfo=UTC)
    )
    for code, dotted, name, kind, level in AREAS:
        above = {2: None, 4: code - code % 10**8, 6: code - code % 10**6, 10: code - code % 10**4}[level]
        high = code + 10 ** (10 - level) - 1
        given = {"dotted": dotted, "name": name, "kind": kind, "level": level, "parent_id": above, "high": high}
        Area.objects.create(code=code, time_zone="Asia/Makassar", decree=decree, **given)


@pytest.fixture
def village(areas) -> Agency:
    return agency("desa", "Desa Pulau Tanjung", NEIGHBOUR)


@pytest.fixture
def desk(client, budi) -> Client:
    client.force_login(budi)
    return client


def filled(at: Agency, **more) -> dict:
    words = {"name": "Sari Utami", "sign_in": "sari", "agency": str(at.pk), "duty": "kades", "area_1": "63.10.02.2003"}
    return words | more


def shown_password(response) -> str:
    assert response.status_code == 200, response.content.decode()
    return re.search(r'id="kata-sandi"[^>]*>([^<]+)<', response.content.decode())[1]


def test_a_new_village_head_signs_in_with_the_password_shown(desk, village):
    password = shown_password(desk.post("/anggota/baru/", filled(village)))
    sari = Account.objects.get(sign_in="sari")
    assert acting(sari).area == NEIGHBOUR
    assert acting(sari).may("report.send")
    own = Client()
    assert own.post("/masuk/", {"sign_in": "sari", "password": password}).status_code == 302
    assert own.session["_auth_user_id"] == str(sari.pk)
    assert Event.objects.filter(kind="membership.begun", subject_id=Membership.objects.get(account=sari).pk).exists()


def test_the_password_is_shown_once(desk, village):
    password = shown_password(desk.post("/anggota/baru/", filled(village)))
    sari = Membership.objects.get(account__sign_in="sari")
    again = desk.post("/anggota/baru/", filled(village), follow=True)
    assert "Tugas ini sudah tercatat" in again.content.decode()
    for page in (again, desk.get("/anggota/"), desk.get(f"/anggota/{sari.pk}/")):
        assert password not in page.content.decode()
    assert password not in str(dict(desk.session))
    assert Membership.objects.filter(account__sign_in="sari").count() == 1
    assert Grant.objects.filter(because_id=sari.pk).count() == 2


@pytest.mark.parametrize("who", ["ayu", "citra", "dewa", "intan"])
def test_others_keep_no_members(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for address in ("/anggota/", "/anggota/baru/", "/anggota/instansi/baru/"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403


def test_an_area_outside_ones_reach_is_refused(desk, disnaker, areas):
    answer = desk.post("/anggota/baru/", filled(disnaker, duty="instansi", area_1="63.10", area_2="35.09"))
    assert answer.status_code == 422
    assert "Jember berada di luar wilayah tugas Anda" in answer.content.decode()
    wider = desk.post("/anggota/baru/", filled(disnaker, duty="instansi", area_1="63"))
    assert "Kalimantan Selatan berada di luar wilayah tugas Anda" in wider.content.decode()
    assert not Account.objects.filter(sign_in="sari").exists()


def test_an_agency_outside_ones_reach_is_not_in_the_list(desk, areas):
    """Nor one above it: requests of all offices are opened to a provincial agency."""
    for far in (agency("disnaker", "Disnaker Jember", JEMBER), agency("pengawas_naker", "Pengawas", SOUTH_KALIMANTAN)):
        answer = desk.post("/anggota/baru/", filled(far, duty="instansi", area_1="63.10"))
        assert "Instansi ini di luar wilayah tugas Anda" in answer.content.decode()


@pytest.mark.parametrize("duty", ["inspektur", "kanwil"])
def test_a_duty_above_ones_own_is_refused(desk, kanim, areas, duty):
    answer = desk.post("/anggota/baru/", filled(kanim, duty=duty, area_1="63.10"))
    assert answer.status_code == 422
    assert "memuat wewenang yang tidak Anda pegang" in answer.content.decode()
    assert not Membership.objects.filter(duty=duty).exists()


def test_who_holds_no_keys_gives_none(client, kanim, areas):
    client.force_login(member("lukman", "Lukman Prasetya", "kakanim", kanim, TANAH_BUMBU))
    answer = client.post("/anggota/baru/", filled(kanim, duty="kasi", area_1="63.10"))
    assert "memuat wewenang yang tidak Anda pegang" in answer.content.decode()
    shown_password(client.post("/anggota/baru/", filled(kanim, duty="pelaksana", area_1="63.10")))


def test_a_duty_of_the_immigration_office_is_not_for_another_agency(desk, disnaker, areas):
    answer = desk.post("/anggota/baru/", filled(disnaker, duty="pelaksana", area_1="63.10"))
    assert "bukan untuk Disnaker Tanah Bumbu" in answer.content.decode()
    assert not Membership.objects.filter(account__sign_in="sari").exists()


def test_a_village_head_needs_a_village(desk, village):
    answer = desk.post("/anggota/baru/", filled(village, area_1="63.10.02"))
    assert "memerlukan wilayah tingkat desa/kelurahan" in answer.content.decode()


def test_a_second_duty_goes_to_the_account_that_exists(desk, dewa, village):
    before = dewa.password
    answer = desk.post("/anggota/baru/", filled(village, name="dewa  saputra", sign_in="dewa"), follow=True)
    assert "tugas baru ditambahkan" in answer.content.decode()
    dewa.refresh_from_db()
    assert dewa.password == before
    assert sorted(m.areas for m in Membership.objects.filter(account=dewa)) == [[VILLAGE], [NEIGHBOUR]]


def test_a_sign_in_name_of_somebody_else_is_refused_without_telling_whose(desk, dewa, village):
    answer = desk.post("/anggota/baru/", filled(village, sign_in="dewa"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sudah dipakai dengan nama lain" in page
    assert "Dewa Saputra" not in page
    assert 'value="Sari Utami"' in page


def test_nobody_gives_himself_a_duty(desk, village):
    answer = desk.post("/anggota/baru/", filled(village, sign_in="budi", name="Budi Santoso"))
    assert "Tugas diberikan oleh orang lain" in answer.content.decode()


def test_a_duty_until_a_day_ends_with_that_day(desk, village):
    last = timezone.now().date() + timedelta(days=30)
    shown_password(desk.post("/anggota/baru/", filled(village, until=last.isoformat())))
    ends_at = Membership.objects.get(account__sign_in="sari").ends_at
    assert ends_at == datetime.fromisoformat(f"{last + timedelta(days=1)}T00:00:00+08:00")
    late = desk.post("/anggota/baru/", filled(village, sign_in="sari2", until="2020-01-01"))
    assert "Tanggal itu sudah lewat" in late.content.decode()


def test_the_list_shows_who_lies_wholly_within_ones_reach(desk, ayu, dewa, jaka, intan, disnaker):
    member("luas", "Lukas Luas", "instansi", disnaker, TANAH_BUMBU, JEMBER)
    page = desk.get("/anggota/").content.decode()
    assert "Ayu Lestari" in page
    assert "Dewa Saputra" in page
    for hidden in ("Jaka Pratama", "Intan Permata", "Lukas Luas"):
        assert hidden not in page
    found = desk.get("/anggota/?q=dewa+sap").content.decode()
    assert "Dewa Saputra" in found
    assert "Ayu Lestari" not in found


def test_long_lists_come_by_fifty(desk, disnaker):
    for number in range(60):
        member(f"m{number:02d}", f"Anggota Rekaan {number:02d}", "instansi", disnaker, TANAH_BUMBU)
    assert desk.get("/anggota/").content.decode().count("Anggota Rekaan") == 50
    assert desk.get("/anggota/?page=2").content.decode().count("Anggota Rekaan") == 10


REASON = {"reason": "pindah tugas ke kabupaten lain"}


def test_ending_a_duty_signs_its_member_out_at_once(desk, dewa):
    own = Client()
    own.force_login(dewa)
    assert own.get("/").status_code == 200
    duty = Membership.objects.get(account=dewa)
    assert desk.post(f"/anggota/{duty.pk}/akhiri/", REASON).status_code == 302
    assert own.get("/").url.startswith("/masuk/")
    assert acting(dewa).scopes == ()
    assert "Tugas Dewa Saputra diakhiri" in desk.get("/anggota/").content.decode()
    assert "Dewa Saputra" not in desk.get("/anggota/").content.decode()
    assert "Dewa Saputra" in desk.get("/anggota/?bagian=berakhir").content.decode()
    assert REASON["reason"] in desk.get(f"/anggota/{duty.pk}/").content.decode()
    desk.post(f"/anggota/{duty.pk}/akhiri/", {"reason": "sekali lagi, tanpa akibat"})
    duty.refresh_from_db()
    assert duty.ended_because == REASON["reason"]
    assert Event.objects.filter(kind="membership.ended").count() == 1
    assert desk.get("/anggota/").status_code == 200  # nobody else was signed out


def test_an_end_needs_its_reason(desk, dewa):
    duty = Membership.objects.get(account=dewa)
    answer = desk.post(f"/anggota/{duty.pk}/akhiri/", {"reason": "pindah"})
    assert answer.status_code == 422
    assert ">pindah</textarea>" in answer.content.decode().replace("\n", "")
    assert acting(dewa).membership == duty.pk


def test_nobody_ends_his_own_duty(desk, budi):
    own = Membership.objects.get(account=budi)
    answer = desk.post(f"/anggota/{own.pk}/akhiri/", REASON)
    assert answer.status_code == 422
    assert "Tugas Anda sendiri diakhiri oleh orang lain" in answer.content.decode()
    assert acting(budi).membership == own.pk


def test_a_member_of_another_office_is_not_there(desk, jaka):
    duty = Membership.objects.get(account=jaka)
    assert desk.get(f"/anggota/{duty.pk}/").status_code == 404
    for act in ("akhiri", "kata-sandi"):
        assert desk.post(f"/anggota/{duty.pk}/{act}/", REASON).status_code == 404
    assert acting(jaka).membership == duty.pk


def test_a_forgotten_password_is_made_anew(desk, dewa):
    own = Client()
    own.force_login(dewa)
    duty = Membership.objects.get(account=dewa)
    password = shown_password(desk.post(f"/anggota/{duty.pk}/kata-sandi/"))
    assert own.get("/").url.startswith("/masuk/")
    assert Client().post("/masuk/", {"sign_in": "dewa", "password": password}).status_code == 302
    assert Event.objects.filter(kind="account.password_renewed", subject_id=dewa.pk).exists()


def test_nobody_takes_over_an_account_that_may_more_or_elsewhere(desk, kanim, dewa, budi):
    peer = member("rini", "Rini Kasi", "kasi", kanim, TANAH_BUMBU)
    head = member("lukman", "Lukman Prasetya", "kakanim", kanim, TANAH_BUMBU)
    begin_membership(
        account=dewa, agency=agency("kanim", "Kanim Jember", JEMBER), duty="pelaksana", areas=[JEMBER],
        at=timezone.now(), by=None,
    )  # fmt: skip
    for account in (peer, head, dewa, budi):
        duty = Membership.objects.filter(account=account).order_by("begins_at").first()
        before = account.password
        assert desk.post(f"/anggota/{duty.pk}/kata-sandi/").status_code == 403
        account.refresh_from_db()
        assert account.password == before


def test_a_new_agency_is_registered_and_offered(desk, areas):
    words = {"kind": "disdukcapil", "name": "Dinas Dukcapil", "short_name": "Disdukcapil", "area": "63.10"}
    answer = desk.post("/anggota/instansi/baru/", words)
    made = Agency.objects.get(kind="disdukcapil")
    assert answer.url == f"/anggota/baru/?instansi={made.pk}"
    assert f'value="{made.pk}" selected' in desk.get(answer.url).content.decode()
    assert Event.objects.filter(kind="agency.registered", subject_id=made.pk).exists()
    again = desk.post("/anggota/instansi/baru/", words | {"name": "DINAS  DUKCAPIL"})
    assert "Instansi ini sudah terdaftar" in again.content.decode()


@pytest.mark.parametrize(
    ("kind", "area", "said"),
    [
        ("desa", "63.10", "berada di tingkat desa/kelurahan"),
        ("disnaker", "35.09", "di luar wilayah tugas Anda"),
        ("kanwil", "63.10", "kanwil"),
    ],
)
def test_an_agency_stands_where_its_kind_stands(desk, areas, kind, area, said):
    words = {"kind": kind, "name": "Nama", "short_name": "Nama", "area": area}
    answer = desk.post("/anggota/instansi/baru/", words)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Agency.objects.filter(name="Nama").exists()


def test_several_areas_are_kept_each_once(desk, kanim, areas):
    chosen = {"area_1": "63.10", "area_2": "63.10.02", "area_3": "63.10"}
    shown_password(desk.post("/anggota/baru/", filled(kanim, duty="pelaksana", **chosen)))
    assert Membership.objects.get(account__sign_in="sari").areas == [TANAH_BUMBU, KUSAN_HILIR]


def test_more_areas_than_the_form_shows_at_first(desk, disnaker, areas):
    codes = ["63.10", "63.10.02", "63.10.02.2002", "63.10.02.2003"]
    chosen = {f"area_{place}": code for place, code in enumerate(codes, start=1)}
    asked = desk.post("/anggota/baru/", filled(disnaker, duty="instansi", more="1", **chosen))
    page = asked.content.decode()
    assert asked.status_code == 200
    assert 'name="area_7"' in page
    assert "63.10.02.2003" in page
    far = desk.post("/anggota/baru/", filled(disnaker, duty="instansi", **(chosen | {"area_4": "35.09"})))
    assert far.status_code == 422
    shown_password(desk.post("/anggota/baru/", filled(disnaker, duty="instansi", area_5="", **chosen)))
    kept = Membership.objects.get(account__sign_in="sari").areas
    assert kept == [TANAH_BUMBU, KUSAN_HILIR, VILLAGE, NEIGHBOUR]


@pytest.fixture
def signed_in(client, dewa) -> Client:
    dewa.set_password(PASSWORD)
    dewa.save()
    client.force_login(dewa)
    return client


NEW = "kuda hijau makan pisang"


def test_changing_ones_own_password(signed_in, dewa):
    other = Client()
    dewa.refresh_from_db()
    other.force_login(dewa)
    answer = signed_in.post("/kata-sandi/", {"old": PASSWORD, "new": NEW, "again": NEW}, follow=True)
    assert "Kata sandi diganti" in answer.content.decode()
    assert signed_in.get("/").status_code == 200
    assert other.get("/").url.startswith("/masuk/")
    dewa.refresh_from_db()
    assert dewa.check_password(NEW)
    assert Event.objects.filter(kind="account.password_changed", subject_id=dewa.pk).exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"old": "salah"}, "Kata sandi lama tidak cocok"),
        ({"new": "pendek", "again": "pendek"}, "12"),
        ({"again": "lain sama sekali"}, "Kedua kata sandi baru tidak sama"),
        ({"new": PASSWORD, "again": PASSWORD}, "sama dengan yang lama"),
    ],
)
def test_a_wrong_change_says_why_and_changes_nothing(signed_in, dewa, words, said):
    answer = signed_in.post("/kata-sandi/", {"old": PASSWORD, "new": NEW, "again": NEW} | words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert NEW not in page
    dewa.refresh_from_db()
    assert dewa.check_password(PASSWORD)


def test_guessing_the_old_password_ends_as_at_the_door(signed_in, dewa):
    told = {"old": "salah", "new": NEW, "again": NEW}
    signed_in.post("/kata-sandi/", told | {"old": PASSWORD, "again": "lain sama sekali"})
    for _ in range(PAIR.most):
        assert signed_in.post("/kata-sandi/", told).status_code == 422
    answer = signed_in.post("/kata-sandi/", told | {"old": PASSWORD})
    assert answer.status_code == 429
    assert "Terlalu banyak percobaan yang gagal. Tunggu 15 menit" in answer.content.decode()
    assert Event.objects.filter(kind="account.sign_in_failed", subject_id=dewa.pk).count() == PAIR.most
    dewa.refresh_from_db()
    assert dewa.check_password(PASSWORD)
    assert Client().post("/masuk/", {"sign_in": "dewa", "password": PASSWORD}).status_code == 429


def test_nobody_ends_a_duty_of_which_he_lacks_a_verb(client, kanim, budi):
    head = member("lukman", "Lukman Prasetya", "kakanim", kanim, TANAH_BUMBU)
    for ender, ended in ((budi, head), (head, budi)):
        duty = Membership.objects.get(account=ended)
        client.force_login(ender)
        page = client.get(f"/anggota/{duty.pk}/").content.decode()
        if duty.areas == [TANAH_BUMBU]:
            assert "wewenang yang tidak Anda pegang" in page
        answer = client.post(f"/anggota/{duty.pk}/akhiri/", {"reason": "berselisih paham"})
        assert answer.status_code in (404, 422)
        duty.refresh_from_db()
        assert duty.ended_at is None
