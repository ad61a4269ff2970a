"""Ending: the values go at once, what is told of persons stays with those who may know; meetings hear numbers only."""

from datetime import timedelta

from django.db import connection

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.compliance.tests.factories import NOON
from timpora.foundation.acting import acting_in_database
from timpora.foundation.waiting import waiting_for
from timpora.registers.protection import protect
from timpora.tasks import actions
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.queries import waiting_by_agency
from timpora.tasks.tests.factories import NAME, QUESTION, did, drafted, in_a_week, now, page, sent


def answered(ayu, citra, disnaker, check=None) -> Task:
    task = sent(ayu, disnaker, check)
    member = acting(citra)
    with acting_in_database(member):
        return actions.answer(task, "Sudah tidak bekerja.", True, by=member, at=now())


def test_after_settling_the_values_are_gone_in_the_next_request(client, ayu, citra, disnaker, check):
    task = answered(ayu, citra, disnaker, check)
    client.force_login(citra)
    assert NAME in client.get(page(task)).text
    did(actions.settle, task, "Data diperbarui.", by=ayu)
    html = client.get(page(task)).text
    assert NAME not in html
    assert QUESTION in html
    assert "Sudah tidak bekerja." in html
    assert f"no. {task.number}" in html
    with acting_in_database(acting(citra)), connection.cursor() as cursor:
        cursor.execute("select values::text from tasks_taskshare")
        assert cursor.fetchall() == [("{}",)]


def test_settling_lets_the_check_wait_for_its_desk_again(ayu, citra, disnaker, check):
    task = answered(ayu, citra, disnaker, check)
    for _ in range(2):
        did(actions.settle, task, "Terima kasih.", by=ayu)
    check.refresh_from_db()
    assert check.state == "open"
    assert task.entries.filter(kind="settled").count() == 1


def test_settling_what_nobody_answered_is_refused_in_words(client, ayu, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(ayu)
    answer = client.post(page(task, "selesai/"), {"reason": "Sudah cukup."})
    assert answer.status_code == 409
    assert "“Terkirim”" in answer.text


def test_a_withdrawn_request_shows_the_asked_agency_why_and_no_values(client, ayu, citra, disnaker, check):
    task = sent(ayu, disnaker, check)
    did(actions.withdraw, task, "Sudah terjawab dari berkas lain.", by=ayu)
    client.force_login(citra)
    html = client.get(page(task)).text
    assert "Sudah terjawab dari berkas lain." in html
    assert NAME not in html


def test_protecting_the_person_hides_request_and_values_from_the_asked_agency_at_once(
    client, ayu, budi, citra, disnaker, check
):
    task = sent(ayu, disnaker, check)
    protect(check.person_id, kind="trafficking", note="", area=check.area, by=acting(ayu), at=NOON)
    client.force_login(citra)
    assert client.get(page(task)).status_code == 404
    assert QUESTION not in client.get("/tugas/").text
    with acting_in_database(acting(citra)):
        assert not TaskShare.objects.exists()
        assert not TaskEntry.objects.exists()
        assert not waiting_for(acting(citra), now())
    client.force_login(budi)
    assert "Orang ini dilindungi" in client.get(page(task)).text


def test_meetings_hear_numbers_and_how_many_are_overdue(ayu, budi, disnaker, check):
    late = sent(ayu, disnaker, question="Terlambat.", due_on=in_a_week() - timedelta(days=20))
    fresh = sent(ayu, disnaker, question="Baru.")
    shielded = sent(ayu, disnaker, check)
    protect(check.person_id, kind="witness", note="", area=check.area, by=acting(budi), at=NOON)
    drafted(ayu, disnaker, question="Belum dikirim.")
    with acting_in_database(acting(budi)):
        told = waiting_by_agency(TANAH_BUMBU, now().date())
    assert told == [(disnaker, [late.number, fresh.number], 1)]
    assert shielded.number not in told[0][1]


def test_what_waits_for_whom(ayu, citra, disnaker):
    late = sent(ayu, disnaker, question="Terlambat.", due_on=in_a_week() - timedelta(days=20))
    fresh = sent(ayu, disnaker, question="Baru.")
    draft = drafted(ayu, disnaker, question="Belum dikirim.")
    with acting_in_database(acting(citra)):
        lines = [line for line in waiting_for(acting(citra), now()) if line.url.startswith("/tugas/")]
    assert [line.url for line in lines] == [page(late), page(fresh)]
    assert "lewat batas waktu" in lines[0].what
    did(actions.give_back, late, "Bukan kewenangan kami.", by=citra)
    with acting_in_database(acting(ayu)):
        urls = [line.url for line in waiting_for(acting(ayu), now()) if line.url.startswith("/tugas/")]
    assert urls == [page(late), page(draft, "konsep/")]


def test_the_page_of_a_person_names_requests_by_number_and_state(client, ayu, disnaker, check):
    task = sent(ayu, disnaker, check)
    client.force_login(ayu)
    html = client.get(f"/orang-asing/{check.person_id}/?from=task:{task.number}").text
    assert f"No. {task.number} kepada Disnaker Tanah Bumbu" in html
    assert QUESTION not in html
