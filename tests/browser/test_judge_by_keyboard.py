"""The section judges a match with one key: the answer is kept, the mention linked, and it can be taken back."""

import pytest
from playwright.sync_api import expect

from timpora.core.matching import parse_birth
from timpora.foundation.jobs import run
from timpora.identity.models import Judgement
from timpora.identity.steps import propose_matches
from timpora.registers.models import Mention
from timpora.registers.tests.factories import mention, person, source

ON_FILE = {
    "name": "ANDREAS HOFFMANN", "sex": "M", "nationality": "DEU", "birth": parse_birth("1988-03-02"),
    "passport": "C12345678", "passport_country": "DEU",
}  # fmt: skip
pytestmark = pytest.mark.browser


@pytest.fixture
def waiting(transactional_db) -> Mention:
    """A village saw somebody whose name reads like one on file."""
    person(mention(**ON_FILE, permit_kind="ITAS"))
    told = {"name": "Andreas Hofman", "nationality": "DEU", "birth": parse_birth("1988")}
    seen = mention(source(content="village"), "report", **told)
    run(propose_matches)
    return seen


def test_y_says_the_same_person(opened, ayu, waiting):
    page = opened(ayu)
    page.goto("/cocokkan/")
    page.get_by_role("main").locator(f'a[href*="{waiting.pk}"]').first.click()
    expect(page.get_by_role("button", name="Orang yang sama")).to_be_visible()
    page.keyboard.press("y")
    page.wait_for_url(lambda url: str(waiting.pk) not in url)
    said = Judgement.objects.get(mention=waiting)
    assert (said.answer, said.account_id) == ("same", ayu.pk)
    waiting.refresh_from_db()
    assert waiting.person_id == said.person_id


def test_the_keys_are_listed(opened, ayu, waiting):
    page = opened(ayu)
    page.goto(f"/cocokkan/{waiting.pk}/")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_contain_text("Orang yang sama")
