"""No page of any role has a serious or critical fault of accessibility: at 1280 and 360 pixels, light and dark."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.template.loader import render_to_string
from django.utils import timezone
from playwright.sync_api import Page

from tests.browser.markup import Look, Markup
from tests.leaks.doors import addresses, door
from timpora.agencies.tests.cast import acting
from timpora.foundation.models import Account
from timpora.foundation.views import SIGNED_IN_ONLY
from timpora.intake.tests.factories import report
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.browser
ROLES = ("budi", "ayu", "citra", "dewa", "intan", "jaka")  # who may open most goes first
GRAVE = {"serious", "critical"}
TAGS = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
EVERYTHING = {"runOnly": TAGS}
STRUCTURE = {"runOnly": TAGS, "rules": {"color-contrast": {"enabled": False}}}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}}
RUN = "([part, only]) => axe.run(part, only).then(found => found.violations)"
STILL = {"reduced_motion": "reduce"}  # a colour on its way to another is no colour to judge
DESK, PHONE = {"width": 1280, "height": 800}, {"width": 360, "height": 740}
# What is folded away is judged open; a menu would cover the page.
UNFOLD = "() => document.querySelectorAll('main details').forEach(folded => { folded.open = true })"
OPEN_MENUS = "() => document.querySelectorAll('details[data-closes]').forEach(menu => { menu.open = true })"
LONG_LIST = 60
# A change of scheme and size is painted, and what moves has come to rest, before colours are judged.
SETTLED = """() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
    Promise.allSettled(document.getAnimations().map(moving => moving.finished)).then(() => done(true)))))"""
FAILURES = {"500.html": {"reference": "01J8-XY"}, "503.html": {}, "foundation/offline.html": {}}


@dataclass
class Judged:
    """Elements that were looked at before: by where they stand, and by how they look."""

    placed: set[tuple[object, ...]] = field(default_factory=set)
    looks: set[Look] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)


def faults(page: Page, only: Mapping[str, object], part: str = "html") -> Iterator[str]:
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE_SCRIPT)
    for found in page.evaluate(RUN, [part, {"resultTypes": ["violations"], "preload": False, **only}]):
        if found["impact"] in GRAVE:
            where = [" ".join(map(str, node["target"])) for node in found["nodes"]]
            yield f"{found['id']} ({found['impact']}) {where[:4]}"


def seen(page: Page, scheme: str, size: dict[str, int], only: Mapping[str, object], part: str = "html") -> list[str]:
    page.evaluate(UNFOLD)
    page.emulate_media(color_scheme=scheme)
    page.locator(f"html[data-bs-theme={scheme}]").wait_for(state="attached")  # the page follows a moment later
    if page.viewport_size != size:
        page.set_viewport_size(size)
    page.evaluate(SETTLED)
    return [f"{page.url} {scheme} {size['width']}: {fault}" for fault in faults(page, only, part)]


def whole(page: Page) -> list[str]:
    """Everything at the desk in light; on a phone in dark what colours and sizes decide."""
    return seen(page, "light", DESK, EVERYTHING) + seen(page, "dark", PHONE, COLOURS)


def walk(desk: Page, phone: Page, account: Account, ids: Mapping[str, list[UUID]], judged: Judged) -> list[str]:
    """Each page with an element unlike all before, without the frame; colours where one looks like none before."""
    client, wrong = door(account), []
    for _route, address in addresses(ids, acting(account).verbs | {SIGNED_IN_ONLY}):
        answer = client.get(address)
        if "html" not in answer.get("Content-Type", "") or answer.status_code in {301, 302, 405}:
            continue
        here = Markup(answer.content.decode())  # without elements: a part that another page takes in, judged there
        wrong += [f"{address}: refers to {name}, which is not there" for name in here.nowhere]
        wrong += [f"{address}: the id {name} stands twice" for name in here.twice]
        if here.placed <= judged.placed:
            continue
        desk.goto(address)
        wrong += seen(desk, "light", DESK, STRUCTURE if here.looks <= judged.looks else EVERYTHING, "main")
        if not here.looks <= judged.looks:
            phone.goto(address)
            wrong += seen(phone, "dark", PHONE, COLOURS, "main")
        judged.placed |= here.placed
        judged.looks |= here.looks
        judged.addresses.append(address)
    return wrong


@pytest.fixture
def world(transactional_db, ayu, budi, kanim):
    made = build(ayu, budi, kanim)
    for _ in range(LONG_LIST):
        report(ayu, at=timezone.now())
    return {name: [pk] for name, pk in made.ids.items()}


def test_every_page_of_every_role(opened, world, request):
    judged, wrong = Judged(), []
    for name in ROLES:
        account = request.getfixturevalue(name)
        desk, phone = opened(account, **STILL), opened(account, **STILL, color_scheme="dark", viewport=PHONE)
        wrong += walk(desk, phone, account, world, judged)
        desk.context.close()
        phone.context.close()
    assert wrong == []
    assert len(judged.addresses) > 80  # the walk went somewhere


@pytest.mark.parametrize("name", ["budi", "dewa"])
def test_the_frame_and_its_menus_in_all_four_looks(opened, request, name):
    page = opened(request.getfixturevalue(name), **STILL)
    page.goto("/")
    wrong = [
        fault for scheme in ("light", "dark") for size in (DESK, PHONE) for fault in seen(page, scheme, size, COLOURS)
    ]
    page.evaluate(OPEN_MENUS)
    assert wrong + whole(page) == []


def test_signing_in_and_being_refused(opened, dewa, world):
    stranger, village = opened(**STILL), opened(dewa, **STILL)
    stranger.goto("/masuk/")
    wrong = whole(stranger)
    stranger.get_by_role("main").get_by_role("button", name="Masuk").click()
    wrong += whole(stranger)
    assert village.goto("/orang-asing/").status == 403
    wrong += whole(village)
    assert village.goto("/tidak-ada/").status == 404
    wrong += whole(village)
    assert wrong == []


def test_a_form_with_errors_and_the_list_of_keys(opened, dewa):
    page = opened(dewa, **STILL)
    page.goto("/laporan/baru/")
    page.get_by_role("main").get_by_role("button", name="Kirim").click()
    page.get_by_role("alert").wait_for()
    wrong = whole(page)
    page.keyboard.press("Escape")
    page.locator("body").press("?")
    page.get_by_role("dialog").wait_for()
    assert wrong + whole(page) == []


@pytest.mark.parametrize("name", FAILURES)
def test_pages_for_when_something_fails(opened, dewa, name):
    page = opened(dewa, **STILL)
    body = render_to_string(name, {"mode": "LATIHAN", **FAILURES[name]})
    page.route("**/gagal/", lambda route: route.fulfill(status=200, content_type="text/html", body=body))
    page.goto("/gagal/")
    assert whole(page) == []


def test_a_change_that_came_too_late(opened, ayu):
    page = opened(ayu, **STILL)
    typed = {"typed": [("Alasan", "Sudah dicocokkan")], "by": "Budi Santoso", "at": timezone.now(), "url": "/temuan/"}
    body = render_to_string("409.html", {"mode": "LATIHAN", **typed})
    page.route("**/gagal/", lambda route: route.fulfill(status=200, content_type="text/html", body=body))
    page.goto("/gagal/")
    assert whole(page) == []
