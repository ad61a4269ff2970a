"""The inspector reads who looked at whom and why, without a person's name; the record says when it is not whole."""

from datetime import timedelta
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from timpora.accountability.models import Verification
from timpora.accountability.steps import verify_asked
from timpora.accountability.tests.looking import examine
from timpora.accountability.wording import KIND_LABELS, PROBLEMS, problem_sentence
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.events import FILE_OPENED, KINDS, REFUSED, emit
from timpora.foundation.jobs import run
from timpora.foundation.models import Event
from timpora.foundation.sealing import seal_all
from timpora.registers.events import PERSON_OPENED, PERSONS_PROTECTED
from timpora.registers.tests.factories import person

JEMBER_VILLAGE = 3509010001


@pytest.fixture
def opened(ayu):
    """Ayu opened one person's file to answer a request."""
    row = person()
    emit(PERSON_OPENED, subject=row, by=acting(ayu), purpose="task", words={"from": "task:17"})
    return row


def page_of(client, account, **asked) -> str:
    client.force_login(account)
    return client.get("/pengawasan/", asked).content.decode()


def test_a_look_is_shown_with_who_when_and_why_but_no_name_of_the_person(client, intan, opened):
    page = page_of(client, intan)
    assert "Ayu Lestari" in page
    assert "Membuka data orang asing" in page
    assert "Mengerjakan permintaan atau tugas" in page
    assert "dari task:17" in page
    assert opened.pk.hex[-8:] in page
    assert "PARK" not in page.upper().replace("PARKIR", "")


def test_what_was_done_is_shown_when_asked_for(client, intan, ayu, opened):
    emit(PERSONS_PROTECTED, subject=opened, by=acting(ayu))
    line = "<span>Melindungi data seseorang"
    assert line not in page_of(client, intan)
    assert line in page_of(client, intan, everything="on")
    assert line in page_of(client, intan, kind="registers.persons_protected")


def test_filters_by_member_person_and_day(client, intan, budi, opened):
    emit(FILE_OPENED, by=acting(budi), area=TANAH_BUMBU)
    assert "Budi Santoso" in page_of(client, intan)
    assert "Budi Santoso" not in page_of(client, intan, member="ayu")
    assert "Budi Santoso" not in page_of(client, intan, subject=str(opened.pk))
    assert "Ayu Lestari" in page_of(client, intan, subject=str(opened.pk))
    assert "Tidak ada peristiwa yang cocok." in page_of(
        client, intan, since="2019-01-01", until="2019-01-31", member="ayu"
    )


def test_a_filter_that_cannot_be_read_is_answered_in_words(client, intan):
    client.force_login(intan)
    answer = client.get("/pengawasan/", {"since": "31/02/2026"})
    assert answer.status_code == 400
    assert "perlu diperbaiki" in answer.content.decode()


def test_another_provinces_looks_are_not_there(client, intan, jaka):
    emit(FILE_OPENED, by=acting(jaka), area=JEMBER_VILLAGE)
    assert "Jaka Pratama" not in page_of(client, intan)


def test_only_an_inspector_oversees(client, budi):
    client.force_login(budi)
    assert client.get("/pengawasan/").status_code == 403
    assert client.post("/pengawasan/periksa/").status_code == 403


def test_the_inspectors_own_look_is_on_record(client, intan):
    page_of(client, intan, member="ayu")
    assert Event.objects.filter(kind="oversight.seen", account_id=intan.pk).count() == 1


def test_fifty_a_page(client, intan, ayu):
    for _ in range(51):
        emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    page = page_of(client, intan)
    assert page.count('<td data-label="Siapa">') == 50
    assert "page=2" in page


def test_events_left_unsealed_shout(client, intan, ayu):
    emit(FILE_OPENED, by=acting(ayu), area=TANAH_BUMBU)
    assert "belum disegel" not in page_of(client, intan)
    long_ago = timezone.now() - timedelta(minutes=5)
    with connection.cursor() as cursor:
        cursor.execute("reset role; alter table foundation_event disable trigger user")
        cursor.execute("update foundation_event set at = %s where kind = 'file.opened'", [long_ago])
        cursor.execute("set role timpora_worker")
    assert "sudah lebih dari satu menit belum disegel" in page_of(client, intan)
    seal_all()
    assert "belum disegel" not in page_of(client, intan)


def test_a_verification_is_asked_once_and_answered_by_the_worker(client, intan, opened):
    seal_all()
    client.force_login(intan)
    for _ in range(2):
        assert client.post("/pengawasan/periksa/").status_code == 302
    assert "sedang berjalan" in client.get("/pengawasan/segel/").content.decode()
    assert run(verify_asked) == 1
    asked = Verification.objects.get()
    assert (asked.problems, asked.asked_by) == ([], intan.pk)
    assert asked.events > 0
    assert "peristiwa utuh" in client.get("/pengawasan/segel/").content.decode()


def test_a_broken_chain_shouts_in_words(client, intan, opened):
    seal_all()
    with connection.cursor() as cursor:
        cursor.execute("reset role; alter table foundation_event disable trigger user")
        cursor.execute("update foundation_event set account_id = null where kind = 'registers.person_opened'")
        cursor.execute("set role timpora_worker")
    client.force_login(intan)
    client.post("/pengawasan/periksa/")
    run(verify_asked)
    page = client.get("/pengawasan/").content.decode()
    assert "Catatan tidak utuh." in page
    assert "diubah setelah disegel" in page


def test_every_kind_of_event_has_its_words():
    for room in settings.ROOMS:
        if find_spec(f"{room}.events"):
            import_module(f"{room}.events")
    assert {code for code in KINDS if not code.startswith("test.")} - set(KIND_LABELS) == set()
    assert REFUSED.code in KIND_LABELS


def test_every_problem_has_its_sentence():
    details = {"no": 3, "event": "x", "expected": 2, "found": 1}
    assert all("%" not in problem_sentence(key, details) for key in PROBLEMS)


def test_one_members_days_and_the_looks_of_an_area(client, intan, ayu, opened):
    examine()
    page = client_page(client, intan, f"/pengawasan/anggota/{ayu.pk}/")
    assert "Per hari" in page
    assert "Mengerjakan permintaan atau tugas: 1" in page
    assert "Per instansi" in client_page(client, intan, "/pengawasan/wilayah/")


def client_page(client, account, address: str) -> str:
    client.force_login(account)
    return client.get(address).content.decode()
