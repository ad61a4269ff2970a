"""Every page of every role's menu at 360 and 1280 pixels: it answers, nothing sticks out, the console stays quiet."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.menus import visit_all
from timpora.agencies.tests.cast import PASSWORD
from timpora.foundation import installation
from timpora.foundation.models import Installation
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.browser
ROLES = ["ayu", "budi", "citra", "dewa", "intan"]


@pytest.fixture
def world(transactional_db, ayu, budi, kanim):
    return build(ayu, budi, kanim)


@pytest.mark.parametrize("who", ROLES)
def test_on_a_phone_and_at_the_desk(opened, world, request, who):
    account = request.getfixturevalue(who)
    for options in (PHONE, DESK):
        assert visit_all(opened(account, **options), account) == []


RECORDS = (
    "laporan/<uuid:report_id>/", "berkas/<uuid:batch_id>/", "orang-asing/<uuid:person_id>/?from=task:9003",
    "temuan/periksa/<uuid:check_id>/", "temuan/<uuid:finding_id>/", "cocokkan/<uuid:mention_id>/",
    "tugas/<uuid:task_id>/", "rapat/<uuid:meeting_id>/", "tim/<uuid:team_id>/", "surat/<uuid:letter_id>/",
)  # fmt: skip


def test_the_page_of_each_thing_fits_a_phone(opened, world, budi):
    from tests.browser.menus import WIDER, WIDEST

    page = opened(budi, **PHONE)
    wrong = []
    for route in RECORDS:
        answer = page.goto(world.address(route))
        if answer.status != 200 or page.evaluate(WIDER) > 0:
            wrong.append((route, answer.status, page.evaluate(WIDEST)))
    assert wrong == []


def test_signing_in_by_the_form_and_finding_nothing_to_do(opened, jaka):
    jaka.set_password(PASSWORD)
    jaka.save()
    Installation.objects.update_or_create(is_the_one=True, defaults={"is_demo": True})
    installation.forget()
    page = opened(**PHONE)
    page.goto("/")
    page.get_by_label("Nama masuk").fill("jaka")
    page.get_by_label("Kata sandi").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Masuk").click()
    page.get_by_text("Tidak ada yang menunggu Anda.").wait_for()
    page.get_by_text("Semua kiriman sudah diolah.").wait_for()


def test_the_language_switch_speaks_english_and_back(opened, ayu):
    page = opened(ayu)
    page.goto("/bantuan/")
    page.locator(".acting > summary").click()
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url.endswith("/bantuan/")
    page.locator(".acting > summary").click()
    page.get_by_role("button", name="Indonesia").click()
    assert page.locator("html").get_attribute("lang") == "id"


def test_the_keyboard_reaches_the_search_box_and_lists_its_keys(opened, ayu):
    page = opened(ayu)
    page.goto("/")
    page.keyboard.press("?")
    page.get_by_role("dialog").wait_for()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("Kusan Hilir")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Kusan Hilir").first.wait_for()
