"""Words that are code, in every place that takes words: a real browser shows them and runs none of them."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Dialog, Page, Request

from tests.browser.conftest import browser, opened, place
from timpora.agencies.tests.cast import VILLAGE, acting
from timpora.compliance.tests.factories import check_of, judge, permit, sighting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.intake.models import Report
from timpora.intake.tests import factories as intake
from timpora.meetings import actions as meetings
from timpora.registers.models import Mention
from timpora.registers.tests.factories import person
from timpora.tasks import actions as tasks
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team
from timpora.territory.codes import dotted

__all__ = ["browser", "opened", "place"]
pytestmark = pytest.mark.browser
# Each calls out in its own way: a dialog, a mark on the window, an element of its own, a call to elsewhere.
MARK = "kena"
PAYLOADS = (
    f"<script>window.{MARK}=1;alert(1)</script>",
    f"<img src=x class={MARK} onerror=alert(2)>",
    f"'\"><svg class={MARK} onload=alert(3)>",
    f"</textarea></title><b class={MARK}>4</b>",
    f"<a class={MARK} href=javascript:alert(5)>klik</a>",
    f"<iframe class={MARK} srcdoc='<script>alert(6)</script>'></iframe>",
    f"<style class={MARK}>*{{display:none}}</style>",
    f"<form class={MARK} action=https://elsewhere.example><input name=p></form>",
    f"\\u003cimg class={MARK} onerror=alert(7)\\u003e",
    f"<template class={MARK}></template><math class={MARK}><mtext></math>",
)
EVIL = " ".join(PAYLOADS)
FOUND = f"() => [window.{MARK} === undefined, document.querySelectorAll('.{MARK}').length, document.body.innerText]"


@pytest.fixture
def pages(place, ayu, budi, kanim, disnaker) -> list[str]:
    """One of each thing somebody types words into, with all of it in every field; and the pages that show them."""
    by, now = acting(ayu), timezone.now()
    report = intake.report(ayu, area=VILLAGE, words=EVIL, place=EVIL[:300], name=EVIL[:200], employer=EVIL[:200])
    headers = [*intake.PERMIT_HEADERS, EVIL[:100]]
    told = [["1", EVIL[:300], "L", EVIL[:60], "31/02/1988", *[EVIL[:120]] * 4, EVIL]]
    batch = intake.previewed(ayu, intake.as_xlsx(headers, *told), name=f"{PAYLOADS[1]}.xlsx")
    previewed = intake.previewed(ayu, intake.as_csv(headers, *told), name=f"{PAYLOADS[0]}.csv".replace("/", ""))
    with acting_in_database(by):
        intake.files.accept(batch, by=by, at=now)
    who = person(permit(name=f"PARK {EVIL}"[:400], guarantor=EVIL[:200]), sighting())
    settle()
    judge()
    check = check_of(who)
    team = make_team(budi, kanim, NewSeat(kanim, EVIL[:160]), NewSeat(disnaker, "Kepala"), name=f"Tim {EVIL}"[:200])
    with acting_in_database(by):
        words = {"theme": EVIL[:300], "place": EVIL[:300]}
        meeting = meetings.call_meeting(team, starts_at=now + timedelta(days=9), by=by, at=now, **words)
        meetings.add_line(meeting, words=EVIL[:400], by=by, at=now)
        meetings.mark_present(meeting, name=EVIL[:200], agency_name=EVIL[:200], position=EVIL[:200], by=by, at=now)
        meeting.refresh_from_db()
        meetings.write_paragraph(meeting, text=EVIL, key=uuid4(), by=by, at=now)
        asked = {"question": EVIL, "reason": EVIL, "due_on": now.date() + timedelta(days=9), "area": check.area}
        draft = tasks.draft(to_agency=disnaker, topic="tka", check=check, fields=("name",), by=by, at=now, **asked)
    waiting = Mention.objects.get(pk=Report.objects.get(pk=report.pk).mention_id)
    return [
        f"/laporan/{report.pk}/", "/laporan/", f"/berkas/{batch.pk}/", f"/berkas/{previewed.pk}/", "/berkas/",
        "/orang-asing/", f"/orang-asing/{who.pk}/", f"/orang-asing/{who.pk}/cetak/", f"/cocokkan/{waiting.pk}/",
        "/cocokkan/?tab=belum-dikenal", f"/temuan/periksa/{check.pk}/", "/temuan/", f"/rapat/{meeting.pk}/",
        f"/rapat/{meeting.pk}/notula/", f"/rapat/{meeting.pk}/hadir/", "/rapat/", f"/tim/{team.pk}/", "/tim/",
        f"/tugas/{draft.pk}/konsep/", "/tugas/?tab=konsep", f"/wilayah/{dotted(VILLAGE)}/", "/",
        f"/cari/?q={PAYLOADS[2]}", f"/orang-asing/?purpose=check&q={PAYLOADS[1]}",
    ]  # fmt: skip


def test_no_page_runs_the_words_it_shows(opened: Callable[..., Page], pages: list[str], ayu):
    page, odd, shown = opened(ayu), [], 0

    def dialog(box: Dialog) -> None:
        odd.append(f"{page.url}: a dialog opened, {box.message}")
        box.dismiss()

    def request(call: Request) -> None:
        if "elsewhere.example" in call.url:
            odd.append(f"{page.url}: called {call.url}")

    page.on("dialog", dialog)
    page.on("request", request)
    for address in pages:
        answer = page.goto(address)
        if page.locator("form[action*='/keperluan/']").count():
            page.locator("form[action*='/keperluan/'] input[type=radio]").first.check()
            page.locator("form[action*='/keperluan/'] button").last.click()
        assert answer is not None
        assert answer.status == 200, address
        policy = answer.header_value("content-security-policy") or ""
        assert "default-src 'self'" in policy, address
        assert "unsafe" not in policy, address
        is_clean, injected, text = page.evaluate(FOUND)
        if not is_clean or injected:
            odd.append(f"{address}: {injected} elements of the words")
        shown += "<script>" in text or "<img" in text or "onload=" in text
    assert odd == []
    assert shown > len(pages) // 2, "the words were on the pages, as text"
