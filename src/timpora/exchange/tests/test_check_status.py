"""Does this permit run? One of three answers, for open work; what cannot be said is as if nobody were there."""

import json
import re
import time
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from timpora.agencies.tests.cast import JEMBER, TANAH_BUMBU, acting, agency, member
from timpora.exchange.checking import LOOK, Answer, LimitReached, Unfit, check_status, wait_since
from timpora.exchange.models import StatusAsked, StatusCheck
from timpora.exchange.purposes import purposes
from timpora.exchange.references import OPEN_WORK
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event, EventNote
from timpora.registers.models import CurrentPerson, CurrentStay, Person
from timpora.registers.protection import protect
from timpora.registers.purposes import PURPOSES
from timpora.registers.tests.factories import PARK, mention, person, source
from timpora.tasks.models import Task
from timpora.tasks.tests.factories import sent
from timpora.territory.models import Area, Office, OfficeWorkArea
from timpora.territory.tests.factories import tanah_bumbu

DOCUMENT, NOBODYS = PARK["passport"], "M87654321"


@pytest.fixture(autouse=True)
def district(db, settings) -> None:
    settings.STATUS_STEP = 0.001
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


def test_a_permit_that_runs_is_said_to_whoever_may_ask(ayu, citra, task):
    for somebody in (citra, ayu):
        status = ask(somebody, task)
        assert (status.answer, status.until) == (Answer.VALID, timezone.now().date() + timedelta(days=90))
        assert status.note.startswith("Izin berlaku s.d. ")
    told = ask(citra, task).as_data()
    assert told["checked_as"] == {"agency": "Disnaker Tanah Bumbu", "duty": "instansi"}
    assert (told["reference"], told["office"]) == (f"task:{task.number}", "")


@pytest.mark.parametrize(
    "spelling", ["m12345678", " M 1234-5678 ", "Ｍ１２３４５６７８"], ids=["small", "spaced", "full width"]
)
def test_a_number_is_found_however_it_is_written(citra, task, spelling):
    assert ask(citra, task, document=spelling, nationality="Korea Selatan").answer == Answer.VALID


@pytest.mark.parametrize(("document", "nationality"), [(NOBODYS, "KOR"), (DOCUMENT, "CHN"), ("M1234567", "KOR")])
def test_another_number_or_nationality_is_call_first_and_accuses_nobody(citra, task, document, nationality):
    status = ask(citra, task, document=document, nationality=nationality)
    assert (status.answer, status.until, status.office) == (Answer.CALL, None, "")
    assert "tidak ditemukan bukan bukti pelanggaran" in status.note


def shielded(park, **_more) -> None:
    shield(park, _more["budi"])


def contradicted(park, **_more) -> None:
    CurrentPerson.objects.filter(person=park).update(contradictions={"permit_ends_on": [{"value": "2020-01-01"}]})


def ended(park, **_more) -> None:
    CurrentStay.objects.filter(person=park).update(permit_ends_on=timezone.now().date() - timedelta(days=2))


def too_old_a_copy(park, **_more) -> None:
    CurrentStay.objects.filter(person=park).update(permit_source_as_of=timezone.now().date() - timedelta(days=60))


def departed(park, **_more) -> None:
    CurrentPerson.objects.filter(person=park).update(is_present=False)


def being_rebuilt(park, **_more) -> None:
    Person.objects.filter(pk=park.pk).update(stale_since=timezone.now())


def known_elsewhere(park, **_more) -> None:
    Person.objects.filter(pk=park.pk).update(area=JEMBER)


def two_persons(park, **_more) -> None:
    person(mention(source(content="another"), **PARK | {"name": "LEE SUN"}))


UNSAID = [shielded, contradicted, ended, too_old_a_copy, departed, being_rebuilt, known_elsewhere, two_persons]


@pytest.mark.parametrize("unsaid", UNSAID, ids=lambda make: make.__name__)
def test_what_cannot_be_said_is_as_if_nobody_were_there(client, citra, budi, task, park, unsaid, settings):
    """Words, statements, status, headers and length of the page; and it takes whole steps of time."""
    settings.STATUS_STEP = 0.1
    ask(citra, task)  # what is read once in a process is read now
    unsaid(park, budi=budi)
    assert statements(citra, task, DOCUMENT) == statements(citra, task, NOBODYS)
    pages = [looked_at(client, citra, task, document) for document in (DOCUMENT, NOBODYS)]
    assert pages[0] == pages[1]
    assert "Hubungi piket Inteldakim" in pages[0][1]
    began = time.monotonic()
    ask(citra, task)
    assert time.monotonic() - began >= 0.1


def looked_at(client, somebody, task: Task, document: str) -> tuple[int, str, dict[str, str]]:
    client.force_login(somebody)
    form = {"document": document, "nationality": "KOR", "purpose": "task", "reference": f"task:{task.number}"}
    page = client.post("/periksa-status/", form)
    text = page.text.replace(document, "NOMOR")
    for token in re.findall(r"[A-Za-z0-9]{64}", text):
        text = text.replace(token, "TOKEN")
    text = re.sub(r"[0-9a-f-]{36}", "ID", text)
    headers = {name: value for name, value in page.headers.items() if name.lower() != "x-request-id"}
    return page.status_code, text, headers | {"Content-Length": ""}


def test_a_keyholder_who_checks_a_status_is_told_no_more_than_anybody(ayu, budi, task, park):
    shield(park, budi)
    for somebody in (ayu, budi):
        ask(somebody, task)
        assert statements(somebody, task, DOCUMENT) == statements(somebody, task, NOBODYS)


def statements(somebody, task: Task, document: str) -> tuple[list[list[str]], str, str]:
    with CaptureQueriesContext(connection) as queries:
        status = ask(somebody, task, document=document)
    said = [query["sql"].lower().split()[:4] for query in queries if "savepoint" not in query["sql"].lower()]
    return said, status.answer, status.note


def test_an_answer_is_given_at_whole_steps_of_time(settings):
    settings.STATUS_STEP = 0.05
    began = time.monotonic() - 0.07
    wait_since(began)
    assert 0.1 <= time.monotonic() - began < 0.15


def test_the_number_of_the_duty_desk_stands_in_the_answer(client, budi, citra, task):
    assert "Kantor Imigrasi" in ask(citra, task, document=NOBODYS).call
    client.force_login(budi)
    assert client.post("/periksa-status/piket/", {"phone": "0812-1111-2222", "version": 0}).status_code == 302
    assert client.post("/periksa-status/piket/", {"phone": "0812-1111-2222", "version": 0}).status_code == 302
    assert "0812-1111-2222" in ask(citra, task, document=NOBODYS).note
    both = client.post("/periksa-status/piket/", {"phone": "0812-3333-4444", "version": 0})
    assert (both.status_code, "0812-3333-4444" in both.text, "0812-1111-2222" in both.text) == (409, True, True)
    assert client.post("/periksa-status/piket/", {"phone": "piket", "version": 1}).status_code == 422
    client.force_login(citra)
    assert client.get("/periksa-status/piket/").status_code == 403


def test_the_owner_sees_who_asked_and_never_of_whom(client, ayu, budi, citra, intan, jaka, task):
    ask(citra, task)
    ask(citra, task, document=NOBODYS)
    for somebody in (budi, intan):
        client.force_login(somebody)
        page = client.get("/periksa-status/siapa-menanyakan/")
        assert page.text.count("Citra Dewanti") == 2
        assert f"task:{task.number}" in page.text
        assert DOCUMENT not in page.text
    for somebody in (ayu, citra, jaka):
        client.force_login(somebody)
        assert client.get("/periksa-status/siapa-menanyakan/").status_code == 403
        with acting_in_database(acting(somebody)):
            assert not StatusAsked.objects.exists()


def test_the_office_that_keeps_the_file_sees_it_too_and_offices_send_each_other_on(kanim, ayu, citra, task, park):
    known_elsewhere(park)
    head = member("lina", "Lina", "kasi", agency("kanim", "Kanim Jember", JEMBER), JEMBER)
    ask(citra, task)
    with acting_in_database(acting(head)):
        assert StatusAsked.objects.visible_to(acting(head)).count() == 1
    OfficeWorkArea.objects.get_or_create(
        office=Office.objects.get_or_create(code="jember", name="Kantor Imigrasi Jember", kind="kanim")[0],
        area=area_of(JEMBER), confidence="A", source="uji",
    )  # fmt: skip
    status = ask(ayu, task)
    assert (status.answer, status.office) == (Answer.ELSEWHERE, "Kantor Imigrasi Jember")
    assert status.note == "Ditangani Kantor Imigrasi Jember, tanyakan ke sana."
    assert ask(citra, task).answer == Answer.CALL


def area_of(code: int) -> Area:
    like = Area.objects.get(pk=TANAH_BUMBU)
    above, _is_new = Area.objects.get_or_create(
        pk=3500000000,
        defaults={"dotted": "35", "name": "Jawa Timur", "kind": "provinsi", "level": 2, "high": 3599999999,
                  "time_zone": "Asia/Jakarta", "decree": like.decree},
    )  # fmt: skip
    return Area.objects.get_or_create(
        pk=code,
        defaults={"dotted": "35.09", "name": "Jember", "kind": "kabupaten", "level": 4, "high": code + 999999,
                  "time_zone": "Asia/Jakarta", "decree": like.decree, "parent": above},
    )[0]  # fmt: skip


def test_what_another_office_keeps_is_not_on_this_record(task, citra, kanim):
    far = agency("kanim", "Kanim Jember", JEMBER)
    person(mention(source(far, content="far"), area=JEMBER, **PARK | {"passport": "M55554444", "name": "LEE SUN"}))
    assert ask(citra, task, document="M55554444").answer == Answer.CALL


def test_a_withdrawn_source_is_no_record(citra, task, park):
    told = park.mentions.get().source
    told.withdrawn_at, told.withdrawn_by, told.withdrawn_because = timezone.now(), uuid4(), "salah kirim"
    told.save()
    assert ask(citra, task).answer == Answer.CALL


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
    assert "Izin berlaku s.d." in page.text
    assert PARK["name"] not in page.text
    wrong = client.post("/periksa-status/", form | {"nationality": "Narnia"})
    assert (wrong.status_code, "Kewarganegaraan tidak dikenal" in wrong.text) == (422, True)
    client.force_login(dewa)
    assert client.get("/periksa-status/").status_code == 403


def test_purposes_are_those_under_which_looks_are_filed_and_name_work_that_exists():
    assert purposes().keys() <= PURPOSES.keys()
    assert {kind for purpose in purposes().values() for kind in purpose.names} <= OPEN_WORK.keys()


def test_the_function_itself_answers_nobody_without_the_verb_and_writes_nothing(dewa, disnaker, park):
    who, today = acting(dewa), timezone.now().date()
    told = [DOCUMENT, "KOR", "{[0,9999999999)}", True, today, today, uuid4(), uuid4(), timezone.now(),
            TANAH_BUMBU, disnaker.pk, dewa.pk, "task", "task:1"]  # fmt: skip
    with acting_in_database(who), connection.cursor() as cursor:
        cursor.execute(LOOK, told)
        assert cursor.fetchone() is None
    assert not StatusAsked.objects.exists()
