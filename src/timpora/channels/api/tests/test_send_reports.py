"""A program sends reports: through the same door as the form, safe to send again, each with its receipt."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from timpora.agencies.tests.cast import VILLAGE, acting
from timpora.channels.api.models import Answer
from timpora.channels.api.tests.conftest import Program, token_of
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event
from timpora.intake.models import Report
from timpora.registers.models import Mention
from timpora.registers.protection import protect
from timpora.registers.tests.factories import person
from timpora.sources.models import Source
from timpora.territory.codes import dotted


def told(**more: Any) -> dict[str, Any]:
    seen_at = (timezone.now() - timedelta(hours=3)).isoformat()
    return {"area": dotted(VILLAGE), "seen_at": seen_at, "sight": "works", "words": "Dua orang di bengkel."} | more


def test_a_report_gets_a_number_and_its_fate_can_be_read(program, dewa):
    village = program(dewa, "reports")
    answer = village.post("reports", told(people=2), Idempotency_Key=str(uuid4()))
    assert answer.status_code == 201, answer.content
    report = Report.objects.get()
    assert answer.json() == {
        "id": str(report.pk), "number": report.number, "received_at": report.source.received_at.isoformat(),
        "notes": [],
    }  # fmt: skip
    assert (report.area, report.people, report.account_id) == (VILLAGE, 2, dewa.pk)
    assert report.source.channel == Source.Channel.API
    assert Event.objects.filter(kind="reports.received", subject_id=report.pk, account_id=dewa.pk).count() == 1
    fate = village.get(f"reports/{report.pk}").json()
    assert (fate["fate"], fate["area"], len(fate["history"])) == ("received", dotted(VILLAGE), 1)


def test_the_same_key_and_content_is_the_same_answer_and_other_content_is_refused(program, dewa):
    village, key, words = program(dewa, "reports"), str(uuid4()), told()
    first = village.post("reports", words, Idempotency_Key=key)
    again = [village.post("reports", words | {"device_time": timezone.now().isoformat()}, Idempotency_Key=key)] * 9
    assert {(a.status_code, a.content) for a in again} == {(201, first.content)}
    other = village.post("reports", words | {"words": "Lain sekali."}, Idempotency_Key=key)
    assert (other.status_code, other["Content-Type"]) == (409, "application/problem+json")
    assert key in other.json()["detail"]
    assert Report.objects.count() == Source.objects.count() == Answer.objects.count() == 1


@pytest.mark.parametrize("key", [None, "", "17", "not-a-uuid", "é" * 36])
def test_without_a_key_the_answer_says_what_is_expected(program, dewa, key):
    headers = {} if key is None else {"Idempotency_Key": key}
    answer = program(dewa, "reports").post("reports", told(), **headers)
    assert answer.status_code == 400
    assert answer.json()["type"] == "/api/v1/docs#key_missing"
    assert "UUID" in answer.json()["detail"]


def test_sent_again_after_a_shield_the_receipt_is_the_same_and_the_report_is_not_there(program, dewa, budi):
    village, key, words = program(dewa, "reports"), str(uuid4()), told(name="Park Min Seo")
    first = village.post("reports", words, Idempotency_Key=key)
    report = Report.objects.get()
    known, keeper = person(), acting(budi)
    Mention.objects.filter(pk=report.mention_id).update(person=known)
    with acting_in_database(keeper):
        protect(known.pk, kind="witness", note="", area=known.area, by=keeper, at=timezone.now())
    Report.objects.update(is_protected=True)
    again = village.post("reports", words, Idempotency_Key=key)
    assert (again.status_code, again.content) == (201, first.content)
    assert village.get(f"reports/{report.pk}").status_code == 404
    assert Report.objects.count() == 1


def test_a_moment_that_has_not_come_and_one_long_past_are_marked_and_kept(program, dewa):
    village = program(dewa, "reports")
    tomorrow, last_year = timezone.now() + timedelta(days=1), timezone.now() - timedelta(days=200)
    early = village.post("reports", told(seen_at=tomorrow.isoformat()), Idempotency_Key=str(uuid4()))
    assert [note["code"] for note in early.json()["notes"]] == ["seen_in_future"]
    kept = Report.objects.get()
    assert kept.seen_at == kept.source.received_at
    assert tomorrow.isoformat() in kept.words
    late = village.post("reports", told(seen_at=last_year.isoformat()), Idempotency_Key=str(uuid4()))
    assert [note["code"] for note in late.json()["notes"]] == ["seen_long_ago"]
    assert Report.objects.get(pk=late.json()["id"]).seen_at == last_year


def test_the_clock_of_the_device_is_on_record(program, dewa):
    ahead = timezone.now() + timedelta(hours=30)
    answer = program(dewa, "reports").post("reports", told(device_time=ahead.isoformat()), Idempotency_Key=str(uuid4()))
    assert [note["code"] for note in answer.json()["notes"]] == ["clock_off"]
    offset = Source.objects.get().device_offset
    assert timedelta(hours=-30, minutes=-1) < offset < timedelta(hours=-29, minutes=-59)


def test_what_does_not_fit_is_said_field_by_field_in_the_readers_language(program, dewa):
    village = program(dewa, "reports")
    wrong = told(people="2", sight="flies", seen_at="2026-08-12T14:30:00", nanas=1)
    answer = village.post("reports", wrong, Idempotency_Key=str(uuid4()))
    assert answer.status_code == 422
    errors = {error["field"]: error for error in answer.json()["errors"]}
    assert set(errors) == {"people", "sight", "seen_at", "nanas"}
    assert errors["seen_at"]["message"] == "Sertakan selisih zona waktu, misalnya +08:00."
    outside = village.post("reports", told(area="63.10.06"), Idempotency_Key=str(uuid4()))
    assert (outside.status_code, outside.json()["errors"][0]["code"]) == (422, "out_of_reach")
    nowhere = village.post("reports", told(area="99.99.99"), Idempotency_Key=str(uuid4()))
    assert (nowhere.status_code, nowhere.json()["errors"][0]["code"]) == (422, "area_unknown")
    assert not Report.objects.exists()


def test_a_batch_answers_each_item_and_can_be_sent_again_in_any_order(program, dewa):
    village = program(dewa, "reports")
    good = [told(key=str(uuid4()), words=f"Nomor {n}.") for n in range(4)]
    bad = [told(key=str(uuid4()), sight="flies"), "no object", {"key": "x" * 200}]
    first = village.post("reports/batch", {"reports": [*good, *bad]}).json()
    assert (first["received"], first["refused"]) == (4, 3)
    assert [r["status"] for r in first["results"]] == [201] * 4 + [422] * 3
    assert first["results"][4]["problem"]["errors"][0]["field"] == "sight"
    again = village.post("reports/batch", {"reports": good[::-1] * 3}).json()
    assert [r["report"] for r in again["results"]] == [r["report"] for r in first["results"][:4]][::-1] * 3
    single = village.post(
        "reports", {name: value for name, value in good[0].items() if name != "key"}, Idempotency_Key=good[0]["key"]
    )
    assert single.json() == first["results"][0]["report"]
    assert Report.objects.count() == 4


@pytest.mark.parametrize("reports", [[], [{}] * 1001])
def test_a_batch_of_none_or_too_many_is_refused_as_a_whole(program, dewa, reports):
    answer = program(dewa, "reports").post("reports/batch", {"reports": reports})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "reports")


@pytest.mark.django_db(transaction=True)
def test_sent_ten_times_at_once_it_is_one_report_with_one_receipt(dewa):
    """A worker that dies in the middle leaves nothing behind: the receipt and the report are one transaction."""
    secret, key, words = token_of(dewa, "reports"), str(uuid4()), told()
    other = [told(key=key, words=words["words"], seen_at=words["seen_at"]), told(key=str(uuid4()))]

    def one(n: int) -> tuple[int, Any]:
        with connection.cursor() as cursor:
            cursor.execute("set role timpora_worker")
        try:
            if n % 3 == 2:  # the same report inside a batch, in another order
                results = Program(secret).post("reports/batch", {"reports": other[:: 1 - n % 2 * 2]}).json()["results"]
                mine = next(r for r in results if r["key"] == key)
                return mine["status"], mine["report"]
            answer = Program(secret).post("reports", words, Idempotency_Key=key)
            return answer.status_code, answer.json()
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(one, range(10)))
    assert all(answer == answers[0] for answer in answers), answers
    assert answers[0][0] == 201
    assert Report.objects.filter(key=key).count() == 1
    assert Report.objects.count() == 2
    assert Event.objects.filter(kind="reports.received").count() == 2


def test_a_report_of_a_colleague_or_of_another_agency_is_not_there(program, dewa, ayu, citra):
    mine = program(dewa, "reports").post("reports", told(), Idempotency_Key=str(uuid4())).json()["id"]
    for somebody in (ayu, citra):  # Ayu may read it on her pages: the API gives back own reports only
        answer = program(somebody, "reports").get(f"reports/{mine}")
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert Event.objects.filter(kind="access.refused", account_id=citra.pk).exists()


def test_received_at_is_the_servers(program, dewa):
    before = timezone.now()
    answer = program(dewa, "reports").post("reports", told(), Idempotency_Key=str(uuid4())).json()
    assert before <= datetime.fromisoformat(answer["received_at"]) <= timezone.now()
