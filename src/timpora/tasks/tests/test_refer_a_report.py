"""*Rujukan*: a concern outside immigration goes to the competent body and leaves no mark on any person."""

import pytest

from timpora.agencies.tests.cast import VILLAGE, acting, agency, member
from timpora.compliance.tests.factories import NOON
from timpora.intake.models import Report
from timpora.intake.tests.factories import report
from timpora.registers.models import Mention, Person
from timpora.registers.protection import protect
from timpora.tasks.models import Task, TaskShare
from timpora.tasks.tests.factories import in_a_week, page

WORDS = "Di sebuah mes ada beberapa orang yang tidak boleh keluar."


@pytest.fixture
def told(dewa) -> Report:
    return report(dewa, words=WORDS)


@pytest.fixture
def uptd(db):
    return agency("uptd_ppa", "UPTD PPA Tanah Bumbu")


def address(told: Report, topic: str = "tppo") -> str:
    return f"/tugas/rujuk/{told.pk}/?topic={topic}"


def body(to, **more) -> dict[str, object]:
    return {"to_agency": str(to.pk), "question": WORDS, "due_on": in_a_week(), "version": 1} | more


def refer(client, told: Report, to, **more):
    """As the desk does it: the draft, who will see it, then the button."""
    drafted = client.post(address(told), body(to, **more))
    assert "Siapa yang akan melihat ini?" in client.get(drafted.url).text
    version = Task.objects.get().version
    return client.post(drafted.url, body(to, version=version, send="1", **more), follow=True)


def test_first_the_concern_is_chosen(client, ayu, told):
    client.force_login(ayu)
    html = client.get(f"/tugas/rujuk/{told.pk}/").text
    for topic in ("tppo", "narkotika", "penyelundupan", "anak", "pengungsi"):
        assert f"?topic={topic}" in html


def test_the_competent_body_stands_first_and_a_possible_victim_is_helped(client, ayu, told, disnaker, uptd):
    client.force_login(ayu)
    html = client.get(address(told)).text
    assert html.index("UPTD PPA") < html.index("Disnaker")
    assert "dibantu lebih dahulu, bukan ditindak" in html
    assert "dibantu lebih dahulu" not in client.get(address(told, "narkotika")).text


def test_a_referral_reaches_that_body_and_nobody_else(client, ayu, citra, told, uptd):
    gita = member("gita", "Gita", "instansi", uptd, 6310000000)
    client.force_login(ayu)
    assert "Rujukan terkirim" in refer(client, told, uptd).text
    task = Task.objects.get()
    client.force_login(gita)
    html = client.get(page(task)).text
    assert WORDS in html
    assert "Dugaan perdagangan orang" in html
    client.force_login(citra)
    assert client.get(page(task)).status_code == 404


def test_it_leaves_no_trace_on_any_person(client, ayu, told, uptd):
    before = list(Person.objects.values()), list(Mention.objects.values())
    client.force_login(ayu)
    refer(client, told, uptd)
    task = Task.objects.get()
    assert (task.person_id, task.check_row, task.finding) == (None, None, None)
    assert not TaskShare.objects.exists()
    assert set(task.entries.values_list("person_id", flat=True)) == {None}
    assert (list(Person.objects.values()), list(Mention.objects.values())) == before


def test_a_second_click_makes_no_second_referral(client, ayu, told, uptd):
    client.force_login(ayu)
    for _ in range(2):
        client.post(address(told), body(uptd))
    assert Task.objects.count() == 1


def test_the_linked_person_can_be_protected_from_there(client, ayu, check, told, uptd):
    mention = Mention.objects.filter(person_id=check.person_id).first()
    Report.objects.filter(pk=told.pk).update(mention_id=mention.pk)
    client.force_login(ayu)
    assert f"/orang-asing/{check.person_id}/" in client.get(address(told)).text


def test_a_referral_still_helps_after_the_person_is_protected(client, ayu, budi, check, told, uptd):
    gita = member("gita", "Gita", "instansi", uptd, 6310000000)
    mention = Mention.objects.filter(person_id=check.person_id).first()
    Report.objects.filter(pk=told.pk).update(mention_id=mention.pk)
    protect(check.person_id, kind="trafficking", note="", area=VILLAGE, by=acting(ayu), at=NOON)
    client.force_login(ayu)
    assert client.get(address(told)).status_code == 404
    client.force_login(budi)
    html = client.get(address(told)).text
    assert WORDS not in html
    refer(client, told, uptd, question="Mohon pendampingan di Pagatan.")
    client.force_login(gita)
    assert "Mohon pendampingan" in client.get(page(Task.objects.get())).text


def test_a_report_out_of_reach_cannot_be_referred(client, jaka, citra, told):
    client.force_login(jaka)
    assert client.get(address(told)).status_code == 404
    client.force_login(citra)
    assert client.get(address(told)).status_code == 403


def test_the_reports_own_story_tells_it_to_who_may_read_the_referral(client, ayu, dewa, told, uptd):
    gita = member("gita", "Gita", "instansi", uptd, 6310000000)
    client.force_login(ayu)
    refer(client, told, uptd)
    task = Task.objects.get()
    client.force_login(gita)
    client.post(page(task, "terima/"))
    client.force_login(ayu)
    html = client.get(f"/laporan/{told.pk}/").text
    sent = f"Rujukan no. {task.number} dikirim kepada UPTD PPA Tanah Bumbu"
    assert html.index(f"Rujukan no. {task.number} diterima") < html.index(sent)
    assert f'href="{page(task)}"' in html
    client.force_login(dewa)
    html = client.get(f"/laporan/{told.pk}/").text
    assert "Rujukan no." not in html
    assert "UPTD PPA" not in html


def test_a_draft_is_no_part_of_that_story(client, ayu, told, uptd):
    client.force_login(ayu)
    client.post(address(told), body(uptd))
    assert "Rujukan no." not in client.get(f"/laporan/{told.pk}/").text
