"""The same thing said twice is one; of two who differ at once the second reads the first; nothing is overwritten."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.leaks.doors import door
from timpora.agencies.tests.cast import acting, agency, member
from timpora.compliance.models import Check, Finding
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.core.matching import parse_birth
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run, settle
from timpora.identity.models import Judgement, Screening
from timpora.identity.queries import version_of
from timpora.identity.steps import propose_matches
from timpora.intake.models import Report
from timpora.registers.actions import link
from timpora.registers.models import Mention
from timpora.registers.protection import protect
from timpora.registers.tests.factories import PARK, mention, person, source
from timpora.tasks import actions as tasks
from timpora.territory.tests.factories import tanah_bumbu

pytestmark = pytest.mark.django_db


def told(**more: str) -> dict[str, str]:
    return {
        "key": str(uuid4()), "sight": "works", "area": "63.10.02.2002", "place": "bengkel", "people": "1",
        "seen_at": (timezone.now() - timedelta(days=2)).strftime("%Y-%m-%dT%H:%M"), "name": "Park Min Seo",
    } | more  # fmt: skip


def test_a_report_sent_twice_is_one_and_other_words_under_its_key_are_refused(dewa):
    tanah_bumbu()
    client, words = door(dewa), told()
    first, again = (client.post("/laporan/baru/", words) for _ in range(2))
    assert first.status_code == again.status_code == 302
    assert first.url == again.url
    other = client.post("/laporan/baru/", words | {"place": "pasar"})
    assert other.status_code == 409
    assert "pasar" in other.text, "what was typed is given back"
    assert Report.objects.get().place == "bengkel"


def test_a_key_is_its_senders_own(dewa):
    """Somebody else's key neither shows their report nor stands in the way of one's own."""
    tanah_bumbu()
    eka = member("eka", "Eka Rahman", "kades", agency("desa", "Desa Betung"), 6310022002)
    words = told()
    door(dewa).post("/laporan/baru/", words)
    mine = door(eka).post("/laporan/baru/", words | {"name": "", "place": "warung"})
    assert mine.status_code == 302
    assert Report.objects.count() == 2
    assert "Park" not in door(eka).get(mine.url).text


def test_sending_again_after_the_shield_makes_no_second_report_and_shows_nothing(dewa, budi):
    tanah_bumbu()
    client, words = door(dewa), told()
    client.post("/laporan/baru/", words)
    settle()
    known, by = person(), acting(budi)
    link(Mention.objects.get(pk=Report.objects.get().mention_id), known, by=None, at=timezone.now())
    with acting_in_database(by):
        protect(known.pk, kind="witness", note="", area=known.area, by=by, at=timezone.now())
    again = client.post("/laporan/baru/", words | {"name": "", "place": "lain"})
    assert (again.status_code, again.url) == (302, "/laporan/")
    assert "bengkel" not in again.text
    assert "Park" not in again.text
    assert Report.objects.count() == 1


def test_two_members_who_judge_at_once_make_one_answer_and_the_second_reads_the_first(ayu, budi, kanim):
    known = person(mention(source(kanim), "permits", **PARK, permit_kind="ITAS"))
    seen = mention(source(content="seen"), "report", name="Park Min So", nationality="KOR", birth=parse_birth("1988"))
    run(propose_matches)
    assert Screening.objects.get(mention=seen, waits=True)
    version = version_of(seen)
    page = f"/cocokkan/{seen.pk}/jawab/"
    first = door(ayu).post(page, {"answer": "same", "person": str(known.pk), "version": version})
    second = door(budi).post(page, {"answer": "new", "version": version})
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Ayu Lestari" in second.text
    assert Judgement.objects.filter(mention=seen, undone_at=None).count() == 1
    assert Mention.objects.get(pk=seen.pk).person_id == known.pk
    assert door(ayu).post(page, {"answer": "same", "person": str(known.pk), "version": version}).status_code == 302
    assert Judgement.objects.filter(mention=seen).count() == 1


def test_an_answer_to_a_question_that_changed_meanwhile_is_shown_not_saved(ayu, budi, kanim):
    check = check_of(seen_after_the_end(kanim))
    page, words = f"/temuan/periksa/{check.pk}/", {"reason": "Sudah dicek di SIMKIM.", "version": check.version}
    assert door(ayu).post(page, words | {"answer": "dismiss"}).status_code == 302
    late = door(budi).post(page, words | {"answer": "confirm", "reason": "Saya lihat sendiri kemarin."})
    assert late.status_code == 409
    assert "Saya lihat sendiri kemarin." in late.text
    assert "Ayu Lestari" in late.text
    assert Check.objects.get().state == "dismissed"
    assert not Finding.objects.exists()


def test_a_draft_changed_by_a_colleague_is_not_overwritten(ayu, budi, kanim, disnaker):
    tanah_bumbu()
    by, now = acting(ayu), timezone.now()
    with acting_in_database(by):
        task = tasks.draft(
            to_agency=disnaker, topic="", question="Apakah bekerja di sana?", reason="Pemeriksaan.",
            due_on=now.date() + timedelta(days=7), area=6310000000, by=by, at=now,
        )  # fmt: skip
    page = f"/tugas/{task.pk}/konsep/"
    form = {"to_agency": str(disnaker.pk), "reason": "Pemeriksaan.", "due_on": task.due_on.isoformat()}
    form |= {"version": str(task.version)}
    assert door(ayu).post(page, form | {"question": "Sejak kapan bekerja?"}).status_code == 302
    late = door(budi).post(page, form | {"question": "Siapa penjaminnya?"})
    assert late.status_code == 409
    assert "Siapa penjaminnya?" in late.text
    assert "Sejak kapan bekerja?" in late.text
    task.refresh_from_db()
    assert task.question == "Sejak kapan bekerja?"
