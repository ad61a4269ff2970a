"""A village head reports from a small phone, with and without scripts, and sees what became of it on the home page."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from timpora.intake.models import Report

pytestmark = pytest.mark.browser


def send(page: Page) -> None:
    page.goto("/")
    page.get_by_role("main").get_by_role("link", name="Laporkan yang Anda lihat").click()
    page.get_by_label("Bekerja").first.check()
    page.get_by_label("Di mana tepatnya").fill("Rumah kos dekat pasar")
    page.get_by_role("main").get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("main")).to_contain_text("Terkirim")


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_village_head_sends_a_report(opened, dewa, scripts):
    page = opened(dewa, java_script_enabled=scripts, **PHONE)
    send(page)
    report = Report.objects.get()
    assert (report.account_id, report.place, report.sight) == (dewa.pk, "Rumah kos dekat pasar", "works")
    page.goto("/")
    expect(page.get_by_role("main")).to_contain_text(f"Laporan {report.number}")
    expect(page.get_by_role("main")).to_contain_text("Diterima, menunggu dibaca")


def test_a_form_sent_empty_keeps_what_was_typed_and_says_what_is_missing(opened, dewa):
    page = opened(dewa, java_script_enabled=False, **PHONE)
    page.goto("/laporan/baru/")
    page.get_by_label("Di mana tepatnya").fill("Dermaga")
    page.get_by_role("main").get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_contain_text("Apa yang terlihat")
    expect(page.get_by_label("Di mana tepatnya")).to_have_value("Dermaga")
    assert not Report.objects.exists()


def test_the_report_button_stands_in_the_middle_of_the_phone_bar(opened, dewa):
    page = opened(dewa, **PHONE)
    page.goto("/")
    bar = page.get_by_role("navigation", name="Menu ponsel")
    bar.get_by_role("link", name="Lapor", exact=True).click()
    assert page.url.endswith("/laporan/baru/")
