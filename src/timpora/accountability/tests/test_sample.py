"""One look-up in fifty is asked about: drawn by hash, with its reference looked up, answered once."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from timpora.accountability import sampling
from timpora.accountability.looks import Look
from timpora.accountability.models import Sampled
from timpora.accountability.sampling import is_drawn, state_of
from timpora.accountability.tests.looking import examine
from timpora.agencies.tests.cast import acting
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.registers.events import PERSON_OPENED
from timpora.registers.tests.factories import person
from timpora.tasks.models import Task

Fits = Sampled.Reference


def test_about_one_in_fifty_is_drawn_and_always_the_same_ones():
    ids = [uuid7() for _ in range(20_000)]
    drawn = [event_id for event_id in ids if is_drawn(event_id)]
    assert 300 < len(drawn) < 500
    assert [event_id for event_id in ids if is_drawn(event_id)] == drawn


@pytest.fixture
def drawn(ayu, monkeypatch) -> Sampled:
    monkeypatch.setattr(sampling, "ONE_IN", 1)
    emit(PERSON_OPENED, subject=person(), by=acting(ayu), purpose="report")
    examine()
    return Sampled.objects.get()


def test_the_worker_draws_sealed_looks_once(drawn, ayu, monkeypatch):
    assert (drawn.account_id, drawn.purpose, drawn.reference_state) == (ayu.pk, "report", Fits.NONE)
    examine()
    assert Sampled.objects.count() == 1


def test_most_looks_are_not_asked_about(ayu, monkeypatch):
    monkeypatch.setattr(sampling, "ONE_IN", 10**18)
    emit(PERSON_OPENED, subject=person(), by=acting(ayu), purpose="report")
    examine()
    assert not Sampled.objects.exists()


def looked(ayu, row: UUID, reference: str, at=None) -> Look:
    return Look(
        id=uuid7(), at=at or timezone.now(), kind="registers.person_opened", account=ayu.pk, membership=None,
        agency=None, area=6310012001, person=row, purpose="check", reference=reference,
    )  # fmt: skip


def test_a_reference_is_looked_up(ayu, kanim):
    check = check_of(seen_after_the_end(kanim))
    named = f"check:{check.number}"
    assert state_of(looked(ayu, check.person_id, named)) == Fits.FITS
    assert state_of(looked(ayu, uuid7(), named)) == Fits.OTHER
    assert state_of(looked(ayu, check.person_id, "check:999999")) == Fits.MISSING
    assert state_of(looked(ayu, check.person_id, "check:x")) == Fits.MISSING
    assert state_of(looked(ayu, check.person_id, "neighbour:1")) == Fits.MISSING
    assert state_of(looked(ayu, check.person_id, named, check.opened_at - timedelta(days=1))) == Fits.ENDED


def test_a_request_that_was_over_by_then_is_said_to_be_over(ayu, kanim, disnaker):
    check, now = check_of(seen_after_the_end(kanim)), timezone.now()
    task = Task.objects.create(
        number=77, state="settled", area=check.area, from_agency=kanim, to_agency=disnaker, check_row=check,
        person_id=check.person_id, topic="tka", question="?", reason="x", due_on=now.date(), made_by=ayu.pk,
        made_at=now - timedelta(days=9), ended_at=now - timedelta(days=2),
    )  # fmt: skip
    assert state_of(looked(ayu, check.person_id, f"task:{task.number}", now - timedelta(days=3))) == Fits.FITS
    assert state_of(looked(ayu, check.person_id, f"task:{task.number}", now)) == Fits.ENDED


def test_yes_is_one_click_and_no_needs_words(client, intan, drawn):
    client.force_login(intan)
    page = client.get("/pengawasan/uji-petik/").content.decode()
    assert "Sudah dijawab 0 dari 1." in page
    assert "Tanpa acuan" in page
    assert "PARK" not in page
    assert "Uji petik" in client.get("/").content.decode()
    address = f"/pengawasan/uji-petik/{drawn.pk}/"
    assert client.post(address, {"answer": "no"}).status_code == 400
    assert client.post(address, {"answer": "yes"}).status_code == 302
    drawn.refresh_from_db()
    assert (drawn.answer, drawn.answered_by) == ("yes", intan.pk)
    assert "Sudah dijawab 1 dari 1." in client.get("/pengawasan/uji-petik/").content.decode()


def test_the_first_answer_stays(client, intan, drawn):
    client.force_login(intan)
    address = f"/pengawasan/uji-petik/{drawn.pk}/"
    client.post(address, {"answer": "no", "words": "Tidak ada tugas tentang orang ini."})
    client.post(address, {"answer": "yes"})
    drawn.refresh_from_db()
    assert drawn.answer == "no"
    for change in ({"answer": "yes"}, {"account_id": uuid7()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Sampled.objects.update(**change)


def test_members_do_not_see_what_was_drawn(ayu, drawn):
    with acting_in_database(acting(ayu)):
        assert not Sampled.objects.exists()
