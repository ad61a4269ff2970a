"""Coming from a piece of work is a purpose only if that work is there for the member and about this person."""

from uuid import uuid4

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import JEMBER, agency, member
from timpora.compliance.models import Check
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.foundation.models import Event, EventNote
from timpora.identity.models import Proposal
from timpora.intake.models import Report
from timpora.intake.tests.factories import report
from timpora.registers.models import Person
from timpora.registers.tests.factories import mention, person, source
from timpora.tasks.models import Task
from timpora.web.tests.one_of_each import meeting_of

ASKED = "Untuk keperluan apa"


@pytest.fixture
def check(kanim) -> Check:
    return check_of(seen_after_the_end(kanim))


def opened(client, who, row, reference: str) -> str:
    client.force_login(who)
    return client.get(f"/orang-asing/{row}/", {"from": reference}).text


def is_asked(client, who, row, reference: str) -> bool:
    return ASKED in opened(client, who, row, reference)


def task(check: Check, kanim, disnaker, **more) -> Task:
    told = {"check_row": check, "person_id": check.person_id} | more
    return Task.objects.create(
        number=told.pop("number", 17), state="sent", area=told.pop("area", check.area), from_agency=kanim,
        to_agency=disnaker, topic="tka", question="?", reason="x", due_on=timezone.now().date(), made_by=uuid4(),
        made_at=timezone.now(), sent_at=timezone.now(), **told,
    )  # fmt: skip


def test_a_question_about_this_person_is_the_purpose(client, ayu, check):
    reference = f"check:{check.number}"
    assert not is_asked(client, ayu, check.person_id, reference)
    assert EventNote.objects.get(event_id=Event.objects.get(kind="registers.person_opened").id).words == {
        "from": reference
    }


def test_a_question_about_somebody_else_is_not(client, ayu, check):
    assert is_asked(client, ayu, person().pk, f"check:{check.number}")
    assert not Event.objects.filter(kind="registers.person_opened").exists()


NOWHERE = (
    "check:999999", "check:0", "check:-1", "check:x", "check:9" + "9" * 30, "task:1", "report:1", "meeting:1",
    "match:1", "match:00000000-0000-7000-8000-000000000001", "neighbour:1", "check:",
)  # fmt: skip


@pytest.mark.parametrize("reference", NOWHERE)
def test_what_does_not_exist_is_no_purpose(client, ayu, reference):
    assert is_asked(client, ayu, person().pk, reference)


def test_work_of_another_office_is_no_purpose(client, kanim, check):
    """The same number, seen by who may not open that record, says nothing: not even that it exists."""
    far = member("far", "Far", "pelaksana", agency("kanim", "Kanim Jember", JEMBER), JEMBER)
    there = person(mention(source(area=JEMBER, content="far"), area=3509010001, name="Kim", passport="K1234567"))
    wrong = opened(client, far, there.pk, f"check:{check.number}")
    none = opened(client, far, there.pk, "check:999999")
    assert ASKED in wrong
    assert ASKED in none


def test_a_request_names_its_person(client, ayu, kanim, disnaker, check):
    row = task(check, kanim, disnaker)
    assert not is_asked(client, ayu, check.person_id, f"task:{row.number}")
    assert is_asked(client, ayu, person().pk, f"task:{row.number}")


def test_a_referral_names_nobody_and_may_lead_to_anybody(client, ayu, kanim, disnaker, check):
    row = task(check, kanim, disnaker, kind="referral", check_row=None, person_id=None)
    assert not is_asked(client, ayu, check.person_id, f"task:{row.number}")


def test_a_request_out_of_reach_is_no_purpose(client, ayu, kanim, disnaker, check):
    row = task(check, kanim, disnaker, area=JEMBER)
    assert is_asked(client, ayu, check.person_id, f"task:{row.number}")


def test_a_mention_leads_to_its_person_and_to_those_it_may_be(client, ayu, kanim):
    row, other = person(), person(mention(source(content="b"), name="Kim", passport="K1234567"))
    waiting = mention(source(content="c"), name="PARK MIN SEO")
    assert is_asked(client, ayu, row.pk, f"match:{waiting.pk}")
    Proposal.objects.create(
        mention=waiting, person=row, area=waiting.area, score=1, probability=0.9, decision="likely",
        model_version="x", made_at=timezone.now(),
    )  # fmt: skip
    assert not is_asked(client, ayu, row.pk, f"match:{waiting.pk}")
    assert is_asked(client, ayu, other.pk, f"match:{waiting.pk}")


def test_a_report_leads_to_whom_it_was_linked(client, ayu, dewa):
    row, other = person(), person(mention(source(content="b"), name="Kim", passport="K1234567"))
    told = report(dewa)
    Report.objects.filter(pk=told.pk).update(mention_id=row.mentions.first().pk)
    assert not is_asked(client, ayu, row.pk, f"report:{told.number}")
    assert is_asked(client, ayu, other.pk, f"report:{told.number}")


def test_a_meeting_names_nobody_and_may_lead_to_anybody_in_reach(client, ayu, budi, kanim, jaka):
    _team, meeting = meeting_of(ayu, budi, kanim)
    row = person()
    assert not is_asked(client, ayu, row.pk, f"meeting:{meeting.number}")
    far = person(mention(source(area=JEMBER, content="far"), area=3509010001, name="Kim", passport="K1234567"))
    assert is_asked(client, jaka, far.pk, f"meeting:{meeting.number}")


def test_a_search_may_come_from_any_work_that_is_there(client, ayu, check):
    client.force_login(ayu)
    assert client.get("/orang-asing/", {"q": "park", "from": f"check:{check.number}"}).status_code in (200, 400)
    assert client.get("/orang-asing/", {"q": "park", "from": "check:999999"}).status_code == 400


def test_a_false_reference_never_counts_as_work(client, ayu, check):
    row: Person = person()
    client.force_login(ayu)
    client.post(f"/orang-asing/{row.pk}/keperluan/", {"purpose": "report"})
    client.get(f"/orang-asing/{row.pk}/", {"from": "check:999999"})
    event = Event.objects.filter(kind="registers.person_opened").latest("at")
    note = EventNote.objects.get(event_id=event.id)
    assert (note.purpose, note.words) == ("report", {})
