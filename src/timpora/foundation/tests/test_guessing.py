"""Who guesses waits; the owner at her usual desk and the office behind the same address do not."""

import re
from datetime import timedelta

import pytest
from django.template.base import Template
from django.test import Client, RequestFactory
from django.utils import timezone

from timpora.agencies.tests.cast import PASSWORD, TANAH_BUMBU, member
from timpora.foundation.models import Event, EventNote, FailedSignIns
from timpora.foundation.signing_in import limits
from timpora.foundation.tests.signing import give_password, with_app, with_password, words

pytestmark = pytest.mark.django_db
OFFICE, ELSEWHERE = "10.0.0.1", "203.0.113.9"


def guess(name: str, address: str = ELSEWHERE, password: str = "salah"):
    return Client().post("/masuk/", {"sign_in": name, "password": password}, REMOTE_ADDR=address)


def later(**time: float) -> None:
    """All windows as they would be after this time."""
    for row in FailedSignIns.objects.all():
        FailedSignIns.objects.filter(pk=row.pk).update(until=row.until - timedelta(**time))


def test_guessing_one_password_is_stopped_and_told_how_long_to_wait(ayu):
    with_password(ayu)
    answers = [guess("ayu").status_code for _try in range(limits.PAIR.most)]
    assert set(answers) == {200}
    stopped = guess("ayu", password=PASSWORD)
    assert stopped.status_code == 429
    assert 0 < int(stopped["Retry-After"]) <= 900
    assert "Tunggu 15 menit" in words(stopped)
    assert Event.objects.filter(kind="account.limit_reached").count() == 1


def test_the_wait_ends_by_itself(ayu):
    with_password(ayu)
    for _try in range(limits.PAIR.most):
        guess("ayu")
    later(minutes=14)
    assert guess("ayu", password=PASSWORD).status_code == 429
    later(minutes=2)
    assert guess("ayu", password=PASSWORD).status_code == 302


def test_capital_letters_are_no_new_name(ayu):
    for name in ("ayu", "AYU", "Ayu", "aYu", "ayU", "AYu", "aYU", "AyU"):
        guess(name)
    assert guess("ayu").status_code == 429


def test_a_stranger_elsewhere_does_not_shut_the_owner_out_at_her_desk(ayu):
    with_password(ayu)
    assert give_password(Client(), ayu, address=OFFICE).status_code == 302
    later(seconds=1)
    for number in range(limits.ACCOUNT.most):
        guess("ayu", address=f"203.0.113.{number}")
    assert guess("ayu", address="198.51.100.7", password=PASSWORD).status_code == 429
    assert give_password(Client(), ayu, address=OFFICE).status_code == 302


def test_spraying_one_password_over_many_names_is_slowed(ayu):
    with_password(ayu)
    answers = [guess(f"nama{number}", password="Rahasia123").status_code for number in range(limits.ADDRESS.most + 5)]
    assert answers.count(200) == limits.ADDRESS.most
    assert guess("ayu", password=PASSWORD).status_code == 429
    assert give_password(Client(), ayu, address=OFFICE).status_code == 302


def test_an_office_of_forty_signs_in_while_one_of_them_is_attacked_from_inside(kanim):
    staff = [member(f"staf{n}", f"Staf {n}", "pelaksana", kanim, TANAH_BUMBU) for n in range(40)]
    for account in staff:
        with_password(account)
    for _try in range(100):
        guess("staf0", address=OFFICE)
    answers = [give_password(Client(), account, address=OFFICE).status_code for account in staff[1:]]
    assert answers == [302] * 39


def test_spraying_from_inside_leaves_those_who_sign_in_there_every_day(ayu):
    with_password(ayu)
    give_password(Client(), ayu, address=OFFICE)
    for number in range(limits.ADDRESS.most + 1):
        guess(f"nama{number}", address=OFFICE)
    assert guess("baru", address=OFFICE).status_code == 429
    assert give_password(Client(), ayu, address=OFFICE).status_code == 302


def test_one_household_of_the_new_internet_is_one_address():
    found = {
        limits.address_of(RequestFactory().get("/", REMOTE_ADDR=address))
        for address in ("2001:db8:1:2::3", "2001:db8:1:2:ffff::9")
    }
    assert found == {"2001:db8:1:2::/64"}


def test_a_header_of_the_guesser_is_not_believed_without_a_proxy_in_front(ayu, settings):
    told = {"sign_in": "ayu", "password": "salah"}
    for number in range(limits.PAIR.most):
        Client().post("/masuk/", told, REMOTE_ADDR=ELSEWHERE, headers={"X-Forwarded-For": f"10.9.8.{number}"})
    assert guess("ayu").status_code == 429
    settings.TRUSTED_PROXIES = 1
    passed = {"X-Forwarded-For": "10.0.0.1, 192.0.2.5"}
    assert Client().post("/masuk/", told, REMOTE_ADDR=ELSEWHERE, headers=passed).status_code == 200


def test_codes_are_counted_by_account_from_wherever(ayu):
    with_app(ayu)
    for number in range(limits.CODE.most):
        client = Client()
        give_password(client, ayu, address=f"203.0.113.{number}")
        assert client.post("/masuk/kode/", {"code": "000000"}).status_code == 422
    client = Client()
    give_password(client, ayu)
    assert client.post("/masuk/kode/", {"code": "000000"}).status_code == 429


def test_a_failure_is_on_record_without_password_and_an_unknown_name_only_as_a_digest(ayu):
    guess("ayu", password="rahasia-yang-salah")
    guess("katasandi-di-kolom-nama", password="rahasia-yang-salah")
    known, unknown = Event.objects.filter(kind="account.sign_in_failed").order_by("at")
    assert (known.subject_id, unknown.subject_id) == (ayu.pk, None)
    note = EventNote.objects.get(event_id=unknown.id).words
    assert re.fullmatch(r"[0-9a-f]{64}", note["typed"])
    assert "rahasia" not in str(list(EventNote.objects.values_list("words", flat=True)))


def test_the_count_stays_where_the_request_fails_afterwards(ayu, monkeypatch):
    """An answer that breaks after the password was tried must not give the try back."""
    render = Template.render

    def fails_at_the_door(self: Template, context: object) -> str:
        return render(self, context) if self.name != "foundation/sign_in.html" else 1 / 0

    monkeypatch.setattr(Template, "render", fails_at_the_door)
    answer = Client(raise_request_exception=False).post("/masuk/", {"sign_in": "ayu", "password": "salah"})
    assert answer.status_code == 500
    assert max(FailedSignIns.objects.values_list("failures", flat=True)) == 1
    assert Event.objects.filter(kind="account.sign_in_failed").count() == 1


def test_counts_whose_time_is_over_are_swept(ayu):
    guess("ayu")
    later(days=1)
    guess("lain", address="198.51.100.1")
    assert FailedSignIns.objects.filter(until__lte=timezone.now()).count() == 0
