"""Is this document on record? Hit or no hit, for open work; a shielded person is no hit like any other."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from timpora.agencies.tests.cast import JEMBER, TANAH_BUMBU, acting, agency, member
from timpora.exchange.checking import LimitReached, Unfit, check_status
from timpora.exchange.models import StatusCheck
from timpora.exchange.purposes import purposes
from timpora.exchange.references import OPEN_WORK
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event, EventNote
from timpora.registers.models import Person
from timpora.registers.protection import protect
from timpora.registers.purposes import PURPOSES
from timpora.registers.tests.factories import PARK, mention, person, source
from timpora.tasks.models import Task
from timpora.tasks.tests.factories import sent
from timpora.territory.tests.factories import tanah_bumbu

DOCUMENT, NOBODYS = PARK["passport"], "M87654321"


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


@pytest.fixture
def park(kanim) -> Person:
    ends_on = timezone.now().date() + timedelta(days=90)
    told = PARK | {"permit_kind": "ITAS", "permit_ends_on": ends_on}
    return person(mention(source(kanim, as_of=timezone.now().date()), **told))


@pytest.fixture
def task(ayu, disnaker, park) -> Task:
    return sent(ayu, disnaker)


def ask(by, task: Task, **more: str):
    question = {"document": DOCUMENT, "nationality": "KOR", "purpose": "task", "reference": f"task:{task.number}"}
    who = acting(by)
    with acting_in_database(who):
        return check_status(**(question | more), by=who, at=timezone.now())


def shield(somebody: Person, keeper) -> None:
    by = acting(keeper)
    with acting_in_database(by):
        protect(somebody.pk, kind="trafficking", note="", area=somebody.area, by=by, at=timezone.now())


def test_an_agency_learns_hit_and_no_more_the_office_reads_the_permit(ayu, citra, task):
    assert (ask(citra, task).hit, ask(citra, task).permit) == (True, None)
    permit = ask(ayu, task).permit
    assert (permit.kind, permit.ends_on) == ("ITAS", timezone.now().date() + timedelta(days=90))
    told = ask(citra, task).as_data()
    assert told["checked_as"] == {"agency": "Disnaker Tanah Bumbu", "duty": "instansi"}
    assert told["reference"] == f"task:{task.number}"


@pytest.mark.parametrize(
    "spelling", ["m12345678", " M 1234-5678 ", "Ｍ１２３４５６７８"], ids=["small", "spaced", "full width"]
)
def test_a_number_is_found_however_it_is_written(citra, task, spelling):
    assert ask(citra, task, document=spelling, nationality="Korea Selatan").hit


@pytest.mark.parametrize(("document", "nationality"), [(NOBODYS, "KOR"), (DOCUMENT, "CHN"), ("M1234567", "KOR")])
def test_another_number_or_nationality_is_no_hit_and_accuses_nobody(citra, task, document, nationality):
    status = ask(citra, task, document=document, nationality=nationality)
    assert (status.hit, status.permit) == (False, None)
    assert "bukan berarti tidak berizin" in status.note


def test_a_shielded_person_is_no_hit_by_the_same_statements_even_for_a_keyholder(ayu, citra, budi, task, park):
    shield(park, budi)
    for somebody in (citra, ayu, budi):
        ask(somebody, task)  # what is read once in a process is read now
        shielded, nobody = (statements(somebody, task, document) for document in (DOCUMENT, NOBODYS))
        assert shielded == nobody
        assert shielded[1] is False


def statements(somebody, task: Task, document: str) -> tuple[list[list[str]], bool, str]:
    with CaptureQueriesContext(connection) as queries:
        status = ask(somebody, task, document=document)
    said = [query["sql"].lower().split()[:4] for query in queries if "savepoint" not in query["sql"].lower()]
    return said, status.hit, status.note


def test_what_another_office_keeps_is_not_on_this_record(task, citra, kanim):
    far = agency("kanim", "Kanim Jember", JEMBER)
    person(mention(source(far, content="far"), area=JEMBER, **PARK | {"passport": "M55554444", "name": "LEE SUN"}))
    assert not ask(citra, task, document="M55554444").hit


def test_a_withdrawn_source_is_no_record(citra, task, park):
    told = park.mentions.get().source
    told.withdrawn_at, told.withdrawn_by, told.withdrawn_because = timezone.now(), uuid4(), "salah kirim"
    told.save()
    assert not ask(citra, task).hit


def test_the_work_named_must_be_open_ones_own_and_fit_the_purpose(ayu, citra, task, disnaker):
    other = agency("disdukcapil", "Disdukcapil Tanah Bumbu")
    eka = member("eka", "Eka", "instansi", other, TANAH_BUMBU)
    for wrong in ("task:999999", "task:x", "task:" + "9" * 60, "order:1", "", "task", "letter:1"):
        with pytest.raises(Unfit) as refused:
            ask(citra, task, reference=wrong)
        assert set(refused.value.sentences) == {"reference"}
    with pytest.raises(Unfit, match="acuan"):
        ask(eka, task)
    with pytest.raises(Unfit, match="tidak cocok"):
        ask(citra, task, purpose="meeting")
    Task.objects.update(state="settled")
    with pytest.raises(Unfit):
        ask(ayu, task)


def test_every_part_that_does_not_fit_is_said_at_once(citra, task):
    with pytest.raises(Unfit) as refused:
        ask(citra, task, document="paspor", nationality="Narnia", purpose="curious", reference="x")
    assert set(refused.value.sentences) == {"document", "nationality", "purpose", "reference"}
    assert not StatusCheck.objects.exists()


def test_each_check_is_on_record_with_purpose_reference_and_a_digest(citra, task):
    ask(citra, task)
    event = Event.objects.get(kind="exchange.status_checked")
    assert (event.account_id, event.subject_id, event.area) == (citra.pk, task.pk, task.area)
    note = EventNote.objects.get(event_id=event.id)
    assert (note.purpose, note.words["reference"]) == ("task", f"task:{task.number}")
    assert DOCUMENT not in json.dumps(note.words)
    ask(citra, task, document=NOBODYS)
    assert len({n.words["number"] for n in EventNote.objects.filter(purpose="task") if "number" in n.words}) == 2


def test_a_days_checks_are_limited_and_the_limit_is_on_record(client, citra, task, settings):
    settings.STATUS_CHECKS_A_DAY = 2
    ask(citra, task)
    ask(citra, task)
    with pytest.raises(LimitReached):
        ask(citra, task)
    client.force_login(citra)
    form = {"document": DOCUMENT, "nationality": "KOR", "purpose": "task", "reference": f"task:{task.number}"}
    page = client.post("/periksa-status/", form)
    assert page.status_code == 429
    assert "Batas 2 pemeriksaan sehari" in page.text
    assert Event.objects.filter(kind="exchange.limit_reached", account_id=citra.pk).exists()


def test_the_page_offers_the_open_work_and_shows_the_answer_once(client, citra, dewa, task):
    client.force_login(citra)
    assert f"Permintaan {task.number}" in client.get("/periksa-status/").text
    form = {"document": DOCUMENT, "nationality": "Korea Selatan", "purpose": "task", "reference": f"task:{task.number}"}
    page = client.post("/periksa-status/", form)
    assert page.status_code == 200
    assert "Tercatat pada kami" in page.text
    assert PARK["name"] not in page.text
    wrong = client.post("/periksa-status/", form | {"nationality": "Narnia"})
    assert (wrong.status_code, "Kewarganegaraan tidak dikenal" in wrong.text) == (422, True)
    client.force_login(dewa)
    assert client.get("/periksa-status/").status_code == 403


def test_purposes_are_those_under_which_looks_are_filed_and_name_work_that_exists():
    assert purposes().keys() <= PURPOSES.keys()
    assert {kind for purpose in purposes().values() for kind in purpose.names} <= OPEN_WORK.keys()


def test_the_function_itself_answers_nobody_without_the_verb(dewa, park):
    who = acting(dewa)
    with acting_in_database(who), connection.cursor() as cursor:
        everywhere = "{[0,9999999999)}"
        cursor.execute("select * from exchange_status(%s, 'KOR', %s, %s)", [DOCUMENT, everywhere, everywhere])
        assert cursor.fetchone() is None
