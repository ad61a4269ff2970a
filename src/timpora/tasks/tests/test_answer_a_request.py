"""The asked agency: it sees its request and what was shared for it, answers in parts, or gives it back."""

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.registers.models import CurrentPerson, Person
from timpora.tasks import actions
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.tests.factories import NAME, PASSPORT, QUESTION, did, page, sent


def test_citra_sees_her_request_and_what_was_shared_and_nothing_else_of_the_person(client, ayu, citra, disnaker, check):
    task = sent(ayu, disnaker, check)
    client.force_login(citra)
    assert QUESTION in client.get("/tugas/").text
    html = client.get(page(task)).text
    assert NAME in html
    assert PASSPORT not in html
    assert "/orang-asing/" not in html
    assert client.get(f"/orang-asing/{check.person_id}/").status_code == 403
    with acting_in_database(acting(citra)):
        assert not Person.objects.exists()
        assert not CurrentPerson.objects.exists()


def test_the_first_look_is_told_to_the_sender_once(client, ayu, citra, disnaker, check):
    task = sent(ayu, disnaker, check)
    client.force_login(ayu)
    assert "belum dibuka" in client.get(page(task)).text
    client.force_login(citra)
    client.get(page(task))
    client.get(page(task))
    assert TaskEntry.objects.filter(kind="opened").count() == 1
    client.force_login(ayu)
    assert "belum dibuka" not in client.get(page(task)).text


def test_an_answer_comes_in_parts_and_the_last_one_hands_it_back(client, ayu, citra, disnaker, check):
    task = sent(ayu, disnaker, check)
    client.force_login(citra)
    first = client.post(page(task, "jawab/"), {"words": "Bagian pertama."}, follow=True)
    assert "masih terbuka" in first.text
    client.post(page(task, "jawab/"), {"words": "Bagian kedua.", "is_final": "on"})
    task.refresh_from_db()
    assert task.state == "answered"
    client.force_login(ayu)
    html = client.get(page(task)).text
    assert html.index("Bagian kedua.") < html.index("Bagian pertama.")
    assert "Selesaikan" in html


def test_a_second_click_on_an_answer_changes_nothing(client, ayu, citra, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(citra)
    body = {"words": "Sudah tidak bekerja di sini.", "is_final": "on"}
    assert [client.post(page(task, "jawab/"), body).status_code for _ in range(2)] == [302, 302]
    assert task.entries.filter(kind="answer").count() == 1
    client.post(page(task, "terima/"))
    task.refresh_from_db()
    assert task.state == "answered"


def test_accepting_twice_is_one_step(client, ayu, citra, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(citra)
    assert [client.post(page(task, "terima/")).status_code for _ in range(2)] == [302, 302]
    assert task.entries.filter(kind="accepted").count() == 1


def test_an_answer_to_a_withdrawn_request_is_refused_in_words_and_not_lost(client, ayu, citra, disnaker, check):
    task = sent(ayu, disnaker, check)
    did(actions.withdraw, task, "Sudah terjawab.", by=ayu)
    client.force_login(citra)
    answer = client.post(page(task, "jawab/"), {"words": "Panjang sekali jawabannya."})
    assert answer.status_code == 409
    assert "“Ditarik”" in answer.text
    assert "Panjang sekali jawabannya." in answer.text
    assert not task.entries.filter(kind="answer").exists()


def test_giving_back_needs_a_reason_and_ends_what_was_shared(client, ayu, citra, disnaker, check):
    task = sent(ayu, disnaker, check)
    client.force_login(citra)
    client.post(page(task, "kembalikan/"), {"reason": ""})
    assert TaskShare.objects.get().values != {}
    client.post(page(task, "kembalikan/"), {"reason": "Kewenangan pengawas provinsi."})
    assert TaskShare.objects.get().values == {}
    html = client.get(page(task)).text
    assert NAME not in html
    assert 'id="jawab"' not in html
    client.force_login(ayu)
    assert "Kewenangan pengawas provinsi." in client.get(page(task)).text
    check.refresh_from_db()
    assert check.state == "asked"  # until its own desk has read it
    client.post(page(task, "selesai/"), {"reason": "Ditanyakan ke provinsi."})
    check.refresh_from_db()
    assert check.state == "open"


def test_an_empty_answer_is_asked_for_again(client, ayu, citra, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(citra)
    answer = client.post(page(task, "jawab/"), {"words": " "})
    assert answer.status_code == 422
    assert "perlu diperbaiki" in answer.text


def test_what_was_typed_of_an_answer_comes_back_until_it_is_sent(client, ayu, citra, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(citra)
    client.post(f"/drafts/task-{task.pk}/", {"words": "Setengah jadi"})
    assert "Setengah jadi" in client.get(page(task)).text
    client.post(page(task, "jawab/"), {"words": "Jadi."})
    assert "Setengah jadi" not in client.get(page(task)).text


def test_only_the_asked_agency_answers_and_only_the_sender_settles(client, ayu, citra, disnaker):
    task = sent(ayu, disnaker)
    client.force_login(ayu)
    assert client.post(page(task, "jawab/"), {"words": "Saya jawab sendiri."}).status_code == 404
    client.force_login(citra)
    assert client.post(page(task, "selesai/"), {"reason": "Sudah cukup."}).status_code == 404
    assert Task.objects.get().state == "sent"
