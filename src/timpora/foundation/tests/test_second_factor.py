"""The second factor: asked of whoever has one, demanded of whoever meets personal data, spent once, kept encrypted."""

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.utils import timezone

from timpora.agencies.sign_in_rules import rules_of
from timpora.agencies.tests.cast import PASSWORD, TANAH_BUMBU, acting, member
from timpora.foundation import installation
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event, Installation
from timpora.foundation.signing_in import factors
from timpora.foundation.tests.signing import (
    aged,
    code,
    code_of,
    give_password,
    is_in,
    sign_in,
    with_app,
    with_password,
    words,
)

pytestmark = pytest.mark.django_db


def kinds() -> set[str]:
    return set(Event.objects.values_list("kind", flat=True))


def must_set_up(client: Client) -> bool:
    return client.get("/").headers.get("Location", "").startswith("/akun/keamanan/")


@pytest.fixture
def demo():
    Installation.objects.update_or_create(is_the_one=True, defaults={"is_demo": True})
    installation.forget()
    yield
    installation.forget()


@pytest.fixture(autouse=True)
def _own_installation():
    installation.forget()
    yield
    installation.forget()


# Asked


def test_after_the_password_comes_the_code_and_only_then_the_session(client, ayu):
    with_app(ayu)
    assert give_password(client, ayu, next="/laporan/").url == "/masuk/kode/"
    assert not is_in(client)
    assert "6 angka" in words(client.get("/masuk/kode/"))
    assert client.post("/masuk/kode/", {"code": code_of(ayu)}).url == "/laporan/"
    assert is_in(client)
    assert not must_set_up(client)


def test_a_wrong_code_opens_nothing_and_is_on_record(client, ayu):
    with_app(ayu)
    give_password(client, ayu)
    answer = client.post("/masuk/kode/", {"code": "000000"})
    assert answer.status_code == 422
    assert "tidak cocok" in words(answer)
    assert "account.code_failed" in kinds()
    assert not is_in(client)


@pytest.mark.parametrize(
    "typed", ["", "abc", "12345", "1234567890123456789012", "\u0661\u0662\u0663\u0664\u0665\u0666"]
)
def test_what_is_no_code_is_told_what_a_code_is(client, ayu, typed):
    with_app(ayu)
    give_password(client, ayu)
    assert client.post("/masuk/kode/", {"code": typed}).status_code == 422


@pytest.mark.parametrize(
    "answer",
    ["{}", "[]", "1", "{", '{"id": "x"}', '{"response": {"clientDataJSON": 3}}', '"x"', "9" * 5000, "[" * 100_000],
)
def test_a_passkey_answer_from_nowhere_is_refused(client, ayu, answer):
    with_app(ayu)
    give_password(client, ayu)
    assert client.post("/masuk/kode/", {"answer": answer}).status_code == 422


def test_a_code_is_spent_once(client, ayu):
    with_app(ayu)
    give_password(client, ayu)
    seen = code_of(ayu)
    assert client.post("/masuk/kode/", {"code": seen}).status_code == 302
    other = Client()
    give_password(other, ayu)
    assert other.post("/masuk/kode/", {"code": seen}).status_code == 422
    assert not is_in(other)


def test_an_older_code_of_the_window_is_worth_nothing_after_a_newer_one(client, ayu):
    with_app(ayu)
    give_password(client, ayu)
    assert client.post("/masuk/kode/", {"code": code_of(ayu, steps=1)}).status_code == 302
    other = Client()
    give_password(other, ayu)
    assert other.post("/masuk/kode/", {"code": code_of(ayu)}).status_code == 422


def test_the_code_page_alone_leads_to_the_door(client, ayu):
    with_app(ayu)
    assert client.get("/masuk/kode/").url == "/masuk/"
    assert client.post("/masuk/kode/", {"code": code_of(ayu)}).url == "/masuk/"


def test_the_password_waits_ten_minutes_for_the_code(client, ayu):
    with_app(ayu)
    give_password(client, ayu)
    session = client.session
    session["half_signed_in"] |= {"at": timezone.now().timestamp() - 601}
    session.save()
    assert client.post("/masuk/kode/", {"code": code_of(ayu)}).url == "/masuk/"


def test_a_recovery_code_opens_once(client, ayu):
    with_app(ayu)
    with factors.own(ayu):
        spare = factors.make_codes(ayu, by=acting(ayu))[3]
    give_password(client, ayu)
    assert client.post("/masuk/kode/", {"code": f"{spare[:4]} {spare[4:]}"}).status_code == 302
    assert "account.recovery_code_used" in kinds()
    other = Client()
    give_password(other, ayu)
    assert other.post("/masuk/kode/", {"code": spare}).status_code == 422


# Demanded


def test_every_duty_that_meets_personal_data_needs_one(ayu, budi, citra, dewa, intan):
    assert all(rules_of(acting(account)).needs_factor for account in (ayu, budi, citra, dewa, intan))


def test_without_one_nothing_opens_but_setting_one_up(client, ayu):
    with_password(ayu)
    assert give_password(client, ayu).url == "/"
    for address in ("/", "/orang-asing/", "/laporan/baru/", "/cari/?q=x"):
        answer = client.get(address)
        assert (answer.status_code, answer.url.split("?")[0]) == (302, "/akun/keamanan/"), address
    assert "Pasang dahulu" in words(client.get("/akun/keamanan/"))
    assert client.get("/akun/keamanan/aplikasi/").status_code == 200
    assert client.post("/keluar/").status_code == 302


def test_setting_up_an_app_shows_recovery_codes_once_and_opens_the_rest(client, ayu):
    with_password(ayu)
    give_password(client, ayu)
    page = words(client.get("/akun/keamanan/aplikasi/"))
    secret = page.split('id="kunci" translate="no">')[1].split("<")[0]
    assert "data:image/svg+xml;base64," in page
    assert "style=" not in page
    done = client.post("/akun/keamanan/aplikasi/", {"code": code(secret)})
    assert done.status_code == 200
    assert words(done).count("<li><code>") == 10
    assert not must_set_up(client)
    assert "<li><code>" not in words(client.get("/akun/keamanan/"))
    assert {"account.factor_added", "account.recovery_codes_made"} <= kinds()


def test_a_wrong_code_while_setting_up_keeps_the_same_secret(client, ayu):
    with_password(ayu)
    give_password(client, ayu)
    secret = words(client.get("/akun/keamanan/aplikasi/")).split('id="kunci" translate="no">')[1].split("<")[0]
    wrong = client.post("/akun/keamanan/aplikasi/", {"code": "000000"})
    assert wrong.status_code == 422
    assert secret in words(wrong)


def test_the_demo_offers_it_and_demands_nothing(client, ayu, demo):
    with_password(ayu)
    give_password(client, ayu)
    assert not must_set_up(client)
    assert "Pasang dahulu" not in words(client.get("/akun/keamanan/"))


def test_a_duty_of_areas_and_law_alone_needs_none(kanim):
    from dataclasses import replace

    somebody = acting(member("tamu", "Tamu", "kanwil", kanim, TANAH_BUMBU))
    assert not rules_of(replace(somebody, verbs=frozenset({"area.read", "rule.read"}))).needs_factor


# Changing


def test_changing_needs_a_password_typed_just_now(ayu):
    client = sign_in(with_app(ayu))
    aged(client, confirmed_at=601)
    row = Authenticator.objects.get(user=ayu, type="totp")
    assert "ketik sekali lagi kata sandi" in words(client.post("/akun/keamanan/cabut/", {"factor": row.pk}))
    assert "ketik sekali lagi kata sandi" in words(client.get("/akun/keamanan/kunci/"))
    assert Authenticator.objects.filter(pk=row.pk).exists()
    assert client.post("/akun/keamanan/pastikan/", {"password": "salah"}).status_code == 422
    told = {"password": PASSWORD, "next": "/akun/keamanan/"}
    assert client.post("/akun/keamanan/pastikan/", told).url == "/akun/keamanan/"
    assert client.post("/akun/keamanan/cabut/", {"factor": row.pk}).status_code == 302
    assert not Authenticator.objects.filter(user=ayu).exists()
    assert "account.factor_removed" in kinds()


def test_taking_the_last_one_off_leads_back_to_setting_one_up(ayu):
    client = sign_in(with_app(ayu))
    client.post("/akun/keamanan/cabut/", {"factor": Authenticator.objects.get(user=ayu, type="totp").pk})
    assert must_set_up(client)


def test_new_recovery_codes_make_the_old_ones_worthless(ayu):
    client = sign_in(with_app(ayu))
    with factors.own(ayu):
        old = factors.make_codes(ayu, by=acting(ayu))
    assert words(client.post("/akun/keamanan/kode-cadangan/")).count("<li><code>") == 10
    other = Client()
    give_password(other, ayu)
    assert other.post("/masuk/kode/", {"code": old[0]}).status_code == 422


@pytest.mark.parametrize("wanted", ["", "x", "0", "-1", "9" * 30, "{other}"])
def test_only_ones_own_can_be_removed(ayu, budi, wanted):
    with_app(budi)
    client = sign_in(with_app(ayu))
    other = Authenticator.objects.get(user=budi, type="totp")
    answer = client.post("/akun/keamanan/cabut/", {"factor": wanted.format(other=other.pk)})
    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


# Kept


def test_secrets_lie_encrypted_and_only_before_their_owner(ayu, budi):
    with_app(ayu)
    with connection.cursor() as cursor:
        cursor.execute("select data::text from mfa_authenticator")
        stored = " ".join(text for (text,) in cursor.fetchall())
    assert "JBSWY3DP" not in stored
    assert code_of(ayu).isdecimal()
    with acting_in_database(acting(budi)):
        assert not Authenticator.objects.exists()
    with acting_in_database(acting(ayu)):
        assert Authenticator.objects.count() == 2


def test_the_secret_being_set_up_lies_encrypted_in_the_session(client, ayu):
    with_password(ayu)
    give_password(client, ayu)
    page = words(client.get("/akun/keamanan/aplikasi/"))
    secret = page.split('id="kunci" translate="no">')[1].split("<")[0]
    assert secret not in str(dict(client.session.items()))


# Lost


def test_a_keeper_takes_off_what_was_lost_and_every_device_is_out(client, ayu, budi):
    device = sign_in(with_app(ayu))
    client.force_login(budi)
    page = f"/anggota/{ayu.memberships.get().pk}/"
    assert "Temui orangnya" in words(client.get(page))
    assert client.post(f"{page}langkah-kedua/").url == page
    assert not Authenticator.objects.filter(user=ayu).exists()
    taken = Event.objects.get(kind="account.factors_taken_off")
    assert (taken.subject_id, taken.account_id) == (ayu.pk, budi.pk)
    assert not is_in(device)
    assert give_password(Client(), ayu).url == "/"


def test_a_keeper_takes_off_neither_the_own_nor_another_keepers(client, budi, kanim):
    other = with_app(member("hadi", "Hadi Nugroho", "kakanim", kanim, TANAH_BUMBU))
    client.force_login(with_app(budi))
    for account in (budi, other):
        assert client.post(f"/anggota/{account.memberships.get().pk}/langkah-kedua/").status_code == 403
        assert Authenticator.objects.filter(user=account).exists()
