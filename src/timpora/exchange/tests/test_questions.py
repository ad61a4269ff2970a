"""A question with a clock: each agency answers for itself, in parts; who asked withdraws; times are of agencies."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import JEMBER, TANAH_BUMBU, agency, member
from timpora.exchange.models import Question
from timpora.exchange.working_days import days_between, due_after
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team
from timpora.territory.tests.factories import tanah_bumbu

WORDS = "Berapa perusahaan yang melapor bulan ini?"


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


@pytest.fixture
def dukcapil(db):
    return agency("disdukcapil", "Disdukcapil Tanah Bumbu")


@pytest.fixture
def eka(dukcapil):
    return member("eka", "Eka", "instansi", dukcapil, TANAH_BUMBU)


def told(*agencies, **more):
    form = {
        "key": uuid4(),
        "agencies": [str(a.pk) for a in agencies],
        "topic": "data",
        "words": WORDS,
        "working_days": 5,
    }
    return form | more


def asked(client, by, *agencies, **more) -> list[Question]:
    client.force_login(by)
    page = client.post("/pertanyaan/baru/", told(*agencies, **more))
    assert page.status_code == 302, page.text
    return list(Question.objects.order_by("pk"))


def page(question: Question, act: str = "") -> str:
    return f"/pertanyaan/{question.pk}/{act}"


def test_each_agency_is_told_answers_in_parts_and_reads_no_other(client, ayu, citra, eka, disnaker, dukcapil):
    first, second = asked(client, ayu, disnaker, dukcapil)
    assert first.number == second.number
    client.force_login(citra)
    mine, other = (first, second) if first.to_agency_id == disnaker.pk else (second, first)
    assert f"Pertanyaan no. {mine.number}" in client.get("/").text
    assert client.get(page(other)).status_code == 404
    assert WORDS in client.get(page(mine)).text
    assert client.post(page(mine, "jawab/"), {"words": "Tiga, sisanya menyusul."}).status_code == 302
    assert client.post(page(mine, "jawab/"), {"words": "Seluruhnya lima.", "is_final": "on"}).status_code == 302
    assert client.post(page(mine, "jawab/"), {"words": "Seluruhnya lima.", "is_final": "on"}).status_code == 302
    late = client.post(page(mine, "jawab/"), {"words": "Eh, enam."})
    assert (late.status_code, "Eh, enam." in late.text) == (409, True)
    client.force_login(eka)
    assert "Tiga, sisanya" not in client.get(page(other)).text
    assert client.get(page(mine)).status_code == 404
    client.force_login(ayu)
    story = client.get(page(mine)).text
    assert "Tiga, sisanya menyusul." in story
    assert "Seluruhnya lima." in story
    assert "Disdukcapil Tanah Bumbu" in story, "who else was asked"
    mine.refresh_from_db()
    assert (mine.state, mine.took_days) == ("answered", 0)


def test_returned_with_a_reason_or_withdrawn_by_who_asked(client, ayu, citra, eka, disnaker, dukcapil):
    first, second = asked(client, ayu, disnaker, dukcapil)
    mine, other = (first, second) if first.to_agency_id == disnaker.pk else (second, first)
    client.force_login(citra)
    assert client.post(page(mine, "tarik/"), {"reason": "Bukan milik kami"}).status_code == 404
    assert client.post(page(mine, "kembalikan/"), {"reason": "Bukan kewenangan kami"}, follow=True).status_code == 200
    client.force_login(ayu)
    assert "Bukan kewenangan kami" in client.get(page(mine)).text
    assert client.post(page(other, "jawab/"), {"words": "Menjawab sendiri"}).status_code == 404
    assert client.post(page(other, "tarik/"), {"reason": "Sudah terjawab"}).status_code == 302
    client.force_login(eka)
    assert f"Pertanyaan no. {other.number}" not in client.get("/").text


def test_asked_twice_is_asked_once(client, ayu, disnaker):
    form = told(disnaker)
    client.force_login(ayu)
    assert client.post("/pertanyaan/baru/", form).url == client.post("/pertanyaan/baru/", form).url
    assert client.post("/pertanyaan/baru/", form | {"words": "Yang lain"}).status_code == 409
    assert Question.objects.count() == 1


def test_a_request_for_access_is_a_question_that_says_nothing_of_what_there_is(client, citra, jaka):
    jember = agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER)
    client.force_login(citra)
    address = f"/pertanyaan/baru/?kepada={jember.pk}&perihal=akses"
    offered = client.get(address).text
    assert "Jember" in offered
    assert '<option value="akses" selected>' in offered
    assert client.post(address, told(jember, topic="akses")).status_code == 302
    client.force_login(jaka)
    assert "Permintaan akses" in client.get(page(Question.objects.get())).text
    client.force_login(citra)
    assert client.get(f"/pertanyaan/baru/?kepada={uuid4()}&perihal=akses").status_code == 200
    assert client.get("/pertanyaan/baru/?kepada=x&perihal=y").status_code == 200


def test_agencies_ask_the_office_and_those_of_their_team(client, citra, budi, eka, dewa, kanim, disnaker, dukcapil):
    client.force_login(citra)
    assert client.post("/pertanyaan/baru/", told(dukcapil)).status_code == 422
    assert client.post("/pertanyaan/baru/", told(kanim)).status_code == 302
    make_team(budi, kanim, NewSeat(disnaker, "Kepala Dinas"), NewSeat(dukcapil, "Kepala Dinas"))
    assert client.post("/pertanyaan/baru/", told(dukcapil)).status_code == 302
    client.force_login(dewa)
    assert client.get("/pertanyaan/baru/").status_code == 403


def test_the_clock_runs_on_working_days():
    friday = date(2026, 8, 14)
    assert due_after(friday, 1) == date(2026, 8, 18), "Monday 17 August is a holiday"
    assert days_between(friday, date(2026, 8, 19)) == 2
    assert days_between(friday, friday) == 0


def test_times_are_the_median_of_agencies_and_name_no_person(client, ayu, citra, eka, disnaker):
    for days in (2, 4, 9):
        asked(client, ayu, disnaker)
        Question.objects.filter(state="sent").update(state="answered", took_days=days)
    asked(client, ayu, disnaker)
    shown = client.get("/pertanyaan/waktu-jawab/").text
    assert 'data-label="Median (hari kerja)">4<' in shown
    assert "Citra" not in shown
    client.force_login(eka)
    assert "Disnaker" not in client.get("/pertanyaan/waktu-jawab/").text


def test_overdue_stands_first_on_both_sides(client, ayu, citra, disnaker):
    (question,) = asked(client, ayu, disnaker)
    Question.objects.update(due_on=timezone.now().date() - timedelta(days=3))
    for somebody, words in ((citra, "lewat batas waktu"), (ayu, "belum dijawab, lewat batas waktu")):
        client.force_login(somebody)
        assert f"Pertanyaan no. {question.number}" in client.get("/").text
        assert words in client.get("/").text
