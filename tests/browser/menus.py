"""Walking all pages of a role's menu, and what holds on each of them."""

from playwright.sync_api import Page

from timpora.agencies.tests.cast import acting
from timpora.foundation.models import Account
from timpora.web.menu import MENU, MENU_MORE, REPORT, entries

WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# What sticks out, for a message that names it.
WIDEST = """() => [...document.querySelectorAll('main *, header *')]
  .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1 && e.checkVisibility())
  .slice(0, 3).map(e => e.outerHTML.slice(0, 120))"""


def addresses(account: Account) -> list[str]:
    urls = [str(entry["url"]) for entry in entries((*MENU, *MENU_MORE, REPORT), acting(account), "/")]
    return [*urls, "/bantuan/", "/cari/?q=Kusan"]


def visit_all(page: Page, account: Account) -> list[str]:
    """Open every address of the menu; returns what was wrong, one sentence each."""
    wrong = []
    for address in addresses(account):
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            wrong.append(f"{address}: {answer.status if answer else 'no answer'}")
        elif page.evaluate(WIDER) > 0:
            wrong.append(f"{address}: wider than the window, {page.evaluate(WIDEST)}")
    return wrong
