"""Without a mouse: a village head files a report, an officer judges a match and a question, nobody gets stuck."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_judge_by_keyboard import waiting  # noqa: F401 - a fixture
from timpora.compliance.models import Check
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.identity.models import Judgement
from timpora.intake.models import Report
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.browser
HERE = """() => { const e = document.activeElement;
  return [e.tagName, e.name || e.getAttribute('href') || '', (e.innerText || '').trim().slice(0, 40)].join(' ') }"""
# Between the last element and the first the focus is the browser's own.
SEEN = """() => { const e = document.activeElement, style = getComputedStyle(e);
  if (e === document.body) return true;
  if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
  const label = e.closest('label'); return Boolean(label && getComputedStyle(label).outlineStyle !== 'none') }"""
MOST_STEPS = 150


def tab_to(page: Page, matches: str, key: str = "Tab") -> None:
    """Tab until the focused element matches; whoever tabs must see where they are."""
    for _ in range(MOST_STEPS):
        page.keyboard.press(key)
        assert page.evaluate(SEEN), page.evaluate(HERE)
        if page.evaluate("wanted => document.activeElement.matches(wanted)", matches):
            return
    raise AssertionError(f"Tab never reached {matches}")


def test_a_village_head_files_a_report(opened, dewa):
    page = opened(dewa, **PHONE)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi halaman")).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, 'main a[href="/laporan/baru/"]')
    page.keyboard.press("Enter")
    page.wait_for_url("**/laporan/baru/")
    tab_to(page, "input[name=sight]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("Menginap sementara")).to_be_checked()
    tab_to(page, "input[name=place]")
    page.keyboard.type("Dermaga lama")
    page.keyboard.press("Enter")
    page.wait_for_url("**/terkirim/")
    report = Report.objects.get()
    assert (report.sight, report.place, report.account_id) == ("stays", "Dermaga lama", dewa.pk)


def test_an_area_is_chosen_with_the_arrows(opened, ayu):
    page = opened(ayu)
    page.goto("/laporan/baru/")
    box = page.get_by_role("combobox", name="Desa atau kelurahan")
    box.focus()
    page.keyboard.type("pejala", delay=30)
    options = page.get_by_role("listbox", name="Desa atau kelurahan").get_by_role("option")
    expect(options.first).to_be_visible()
    expect(page.locator("#suara")).to_contain_text("saran")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert page.locator("input[name=area_code]").input_value()
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.name") == "place"


@pytest.mark.parametrize(("key", "answer"), [("y", "same"), ("n", "different"), ("u", "unsure"), ("b", "new")])
def test_an_officer_answers_a_match_with_one_key(opened, ayu, waiting, key, answer):  # noqa: F811
    page = opened(ayu)
    page.goto("/cocokkan/")
    tab_to(page, f'main a[href*="{waiting.pk}"]')
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cocokkan/{waiting.pk}/**")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Orang yang sama")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    with page.expect_navigation():
        page.keyboard.press(key)
    assert list(Judgement.objects.filter(mention=waiting).values_list("answer", flat=True)) == [answer]
    expect(
        page.get_by_role("status").filter(has_text="jawaban").or_(page.locator("#pesan .note")).first
    ).to_be_visible()


def test_an_officer_answers_a_question_with_reason_and_key(opened, ayu, kanim):
    check = check_of(seen_after_the_end(kanim))
    page = opened(ayu)
    page.goto(f"/temuan/periksa/{check.pk}/")
    page.keyboard.press("?")
    for words in ("Benar", "Keliru", "Tanyakan kepada instansi"):
        expect(page.get_by_role("dialog")).to_contain_text(words)
    page.keyboard.press("Escape")
    page.keyboard.press("k")
    expect(page.get_by_label("Alasan")).to_be_focused()  # it lacks its reason
    page.keyboard.type("k dan b di dalam kata tidak menekan tombol apa pun.")
    assert Check.objects.get(pk=check.pk).state == "open"
    tab_to(page, '[data-key="k"]')
    page.keyboard.press("Enter")
    page.locator("#pesan .note").wait_for()
    assert Check.objects.get(pk=check.pk).state == "dismissed"


def test_several_errors_are_listed_first_and_lead_to_their_fields(opened, dewa):
    page = opened(dewa)
    page.goto("/laporan/baru/")
    page.get_by_label("Berapa orang").fill("0")
    page.get_by_role("main").get_by_role("button", name="Kirim").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("fieldset#id_sight")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.name") == "sight"
    assert page.get_by_label("Berapa orang").get_attribute("aria-invalid") == "true"


def test_the_one_wrong_field_has_the_focus_and_says_what_is_wrong(opened, dewa):
    page = opened(dewa)
    page.goto("/laporan/baru/")
    page.get_by_label("Bekerja").first.check()
    people = page.get_by_label("Berapa orang")
    people.fill("0")
    page.keyboard.press("Enter")
    expect(people).to_be_focused()
    assert people.get_attribute("aria-invalid") == "true"
    places = (people.get_attribute("aria-describedby") or "").split()
    assert any(page.locator(f"#{place}").text_content().strip() for place in places)


def test_menus_open_and_close_and_nothing_traps(opened, budi):
    page = opened(budi, **DESK)
    page.goto("/bantuan/")
    tab_to(page, ".acting > summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keluar")).to_be_hidden()
    assert page.evaluate("() => document.activeElement.matches('.acting > summary')")
    tab_to(page, ".skip-link")  # once around and back


def test_every_record_can_be_left_by_tab(opened, ayu, budi, kanim):
    """No page keeps the focus: Tab comes round to the first link of the page again."""
    world = build(ayu, budi, kanim)
    page = opened(budi)
    for route in ("temuan/<uuid:finding_id>/", "rapat/<uuid:meeting_id>/", "tugas/<uuid:task_id>/"):
        page.goto(world.address(route))
        tab_to(page, ".skip-link")
        tab_to(page, ".skip-link")
