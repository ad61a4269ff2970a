"""The code of conduct is accepted once a version before anything else opens; an acceptance is never taken back."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.models import Acceptance, Conduct
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, member
from timpora.foundation.models import Account, Event

pytestmark = pytest.mark.django_db
TEXT = "## Aturan baru\n\nKami membuka data hanya untuk tugas. " + "Isi yang cukup panjang untuk satu halaman. " * 6


@pytest.fixture
def head(kanim) -> Account:
    return member("lukman", "Lukman Prasetya", "kakanim", kanim, TANAH_BUMBU)


def published(head: Account) -> Conduct:
    return conduct.publish(TEXT, after=conduct.in_force().version, by=acting(head), at=timezone.now())


def test_nothing_else_opens_before_it_is_accepted(client: Client, ayu, head):
    published(head)
    client.force_login(ayu)
    assert client.get("/laporan/?fate=read").url == "/kode-etik/?next=%2Flaporan%2F%3Ffate%3Dread"
    assert client.post("/laporan/baru/", {"words": "dua orang"}).url == "/kode-etik/?next=%2F"
    refused = client.get("/laporan/", headers={"Accept": "application/json"})
    assert (refused.status_code, refused["Content-Type"]) == (403, "application/problem+json")
    page = client.get("/kode-etik/?next=/laporan/").content.decode()
    assert "Aturan baru" in page
    unticked = client.post("/kode-etik/?next=/laporan/", {"version": 2})
    assert unticked.status_code == 422
    assert client.post("/kode-etik/?next=/laporan/", {"version": 2, "accept": "on"}).url == "/laporan/"
    assert client.get("/laporan/").status_code == 200
    assert Event.objects.filter(kind="conduct.accepted", account_id=ayu.pk).count() == 2


def test_a_version_that_was_superseded_while_reading_is_not_accepted(client: Client, ayu, head):
    published(head)
    client.force_login(ayu)
    assert client.post("/kode-etik/", {"version": 1, "accept": "on"}).status_code == 302
    assert not Acceptance.objects.filter(account=ayu, conduct_id=2).exists()


def test_accepting_twice_is_once(client: Client, ayu, head):
    published(head)
    client.force_login(ayu)
    for _click in range(2):
        client.post("/kode-etik/", {"version": 2, "accept": "on"})
    assert Acceptance.objects.filter(account=ayu, conduct_id=2).count() == 1


def test_signing_out_and_drafts_go_on(client: Client, ayu, head):
    published(head)
    client.force_login(ayu)
    assert client.post("/drafts/report_new/", {"words": "sedang mengetik"}).status_code == 200
    assert client.post("/keluar/").url.startswith("/masuk/")


def test_the_head_writes_a_new_version_and_others_cannot(client: Client, ayu, head):
    client.force_login(ayu)
    assert client.post("/kode-etik/ubah/", {"version": 1, "text": TEXT}).status_code == 403
    assert client.get("/kode-etik/").status_code == 200, "readable later"
    client.force_login(head)
    assert client.post("/kode-etik/ubah/", {"version": 1, "text": TEXT}).status_code == 302
    late = client.get("/kode-etik/ubah/")
    assert late.status_code == 302, "the head is asked as well"
    client.post("/kode-etik/", {"version": 2, "accept": "on"})
    stale = client.post("/kode-etik/ubah/", {"version": 1, "text": TEXT + "lain"})
    assert stale.status_code == 422
    assert Conduct.objects.count() == 2


def test_nobody_takes_an_acceptance_back(ayu):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update agencies_acceptance set at = now()")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from agencies_acceptance")
