"""On paper: the content, who printed it, whether it is practice; no menu, no address, no copy off the record."""

import pytest
from playwright.sync_api import Page, expect

from timpora.registers.models import Person
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.browser
NOT_ON_PAPER = ".top, .side, .phone-bar, .page-back, .page-actions, .pages-steps, form[method=get], .btn, .skip-link"
RECORDS = (
    "laporan/<uuid:report_id>/", "temuan/<uuid:finding_id>/", "temuan/periksa/<uuid:check_id>/",
    "tugas/<uuid:task_id>/", "rapat/<uuid:meeting_id>/", "tim/<uuid:team_id>/", "surat/<uuid:letter_id>/",
    "berkas/<uuid:batch_id>/",
    "laporan/", "temuan/", "tugas/?tab=keluar", "rapat/", "tim/", "aturan/", "anggota/", "berkas/", "wilayah/63.10/",
    "orang-asing/?presence=present&purpose=check",
)  # fmt: skip
A4 = {"width": 673, "height": 950}  # between the margins, at 96 dots to the inch


@pytest.fixture
def world(transactional_db, ayu, budi, kanim):
    return build(ayu, budi, kanim)


def on_paper(page: Page, address: str) -> Page:
    page.goto(address)
    page.emulate_media(media="print")
    return page


def test_records_and_lists_print_their_content_only(opened, world, budi):
    page = opened(budi, viewport=A4)
    wrong = []
    for route in RECORDS:
        on_paper(page, world.address(route))
        shown = [part for part in page.locator(NOT_ON_PAPER).all() if part.is_visible()]
        if shown:
            wrong.append((route, "not for paper", shown[0].evaluate("e => e.outerHTML.slice(0, 120)")))
        if page.evaluate("() => document.documentElement.scrollWidth") > A4["width"] + 1:
            wrong.append((route, "wider than the paper", page.evaluate("() => document.documentElement.scrollWidth")))
        for must in ("h1", ".watermark", ".print-note"):
            if not page.locator(must).first.is_visible():
                wrong.append((route, "missing on paper", must))
    assert wrong == []
    expect(page.locator(".print-note")).to_contain_text("Dicetak oleh Budi Santoso (Kepala Seksi Inteldakim)")


def test_a_person_is_printed_by_the_print_form_only(opened, world, budi):
    name = Person.objects.get(pk=world.ids["person_id"]).current.name
    page = on_paper(opened(budi), world.address("orang-asing/<uuid:person_id>/?from=task:9003"))
    expect(page.locator(".print-refused")).to_be_visible()
    expect(page.get_by_role("heading", name=name)).to_be_hidden()
    assert name not in page.evaluate("() => document.querySelector('main').innerText")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    assert page.title() == "Timpora"
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert name in page.title()
    on_paper(page, world.address("orang-asing/<uuid:person_id>/cetak/?from=task:9003"))
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    expect(page.locator("main")).to_contain_text("Dicetak oleh Budi Santoso")
    expect(page.locator("main")).to_contain_text("untuk:")


def test_a_dark_screen_prints_black_on_white(opened, world, budi):
    page = on_paper(opened(budi, color_scheme="dark"), world.address("laporan/<uuid:report_id>/"))
    colours = page.evaluate("() => { const s = getComputedStyle(document.body); return [s.color, s.backgroundColor] }")
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
