"""What went wrong is said in words, with what to do; a refusal names who holds the verb."""

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from timpora.agencies.actions import begin_membership
from timpora.agencies.tests.cast import TANAH_BUMBU
from timpora.web.errors import failed


def test_an_unknown_address(client, ayu):
    client.force_login(ayu)
    answer = client.get("/tidak-ada/")
    assert answer.status_code == 404
    assert "salah ketik" in answer.text
    assert "tugas Anda" not in answer.text, "nothing is kept from who mistyped"


def test_a_refusal_says_which_duties_hold_it_and_whom_to_ask(client, dewa):
    client.force_login(dewa)
    page = client.get("/orang-asing/")
    assert page.status_code == 403
    words = page.content.decode()
    assert "Yang berwenang: Pelaksana Inteldakim, Kepala Seksi Inteldakim" in words
    assert "admin instansi Anda" in words


def test_a_refusal_points_to_ones_own_other_duty(client, citra, kanim):
    begin_membership(account=citra, agency=kanim, duty="kasi", areas=[TANAH_BUMBU], at=timezone.now(), by=None)
    client.force_login(citra)
    assert "Anda juga bertugas sebagai Kepala Seksi Inteldakim" in client.get("/orang-asing/").content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_answered_in_words(ayu, settings):
    settings.CSRF_FAILURE_VIEW = "timpora.web.errors.not_from_here"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(ayu)
    answer = strict.post("/keluar/")
    assert answer.status_code == 403
    assert "Isian belum terkirim" in answer.content.decode()


def test_our_own_failure_needs_neither_database_nor_context():
    answer = failed(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "tidak ada yang berubah setengah jalan" in answer.content.decode()
