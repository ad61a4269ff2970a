"""The ground of the browser tests: Debian's Chromium against a live server; anything odd on a page fails its test."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, sync_playwright

from timpora.foundation.models import Account
from timpora.territory.tests.factories import tanah_bumbu

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
PATIENCE = 10_000  # milliseconds; a shared machine is not a failure
# The console repeats what `response` judges: a page may answer a wrong form with a 4xx, a style sheet may not.
ANSWERED = "Failed to load resource: the server responded"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.exit("Chromium is missing; install it (apt-get install chromium) or add --no-browser.", returncode=2)
    # The driver runs an event loop in this thread; Django would take that for asynchronous code. It ends with the
    # file: what runs after it in the same process may need a loop of its own.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Watch:
    """Remembers whatever a page should not do: errors in the console, blocked content, a 5xx, a call to elsewhere."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.seen: list[str] = []

    def attach(self, context: BrowserContext) -> None:
        context.on("console", self.console)
        context.on("weberror", lambda error: self.seen.append(f"script: {error.error}"))
        context.on("request", self.request)
        context.on("response", self.response)

    def console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ANSWERED):
            self.seen.append(f"console: {message.text}")

    def request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:")):
            self.seen.append(f"elsewhere: {request.url}")

    def response(self, response: Response) -> None:
        is_page = response.request.resource_type == "document"
        if response.status >= (500 if is_page else 400):
            self.seen.append(f"{response.status}: {response.url}")


@pytest.fixture
def place(transactional_db) -> None:
    """Tanah Bumbu and Kotabaru, with all their villages."""
    tanah_bumbu()


@pytest.fixture
def opened(browser: Browser, live_server, place) -> Iterator[Callable[..., Page]]:
    """`opened(account, **options)`: a page of a new browser window, signed in; odd things fail the test at its end."""
    watch, contexts = Watch(live_server.url), []

    def open_window(account: Account | None = None, **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, locale="id-ID", **(DESK | options))
        context.set_default_timeout(PATIENCE)
        watch.attach(context)
        contexts.append(context)
        if account is not None:
            sign_in(context, account, live_server.url)
        return context.new_page()

    yield open_window
    for context in contexts:
        context.close()
    assert watch.seen == []


def sign_in(context: BrowserContext, account: Account, url: str) -> None:
    """The cookie of a session, as the sign-in page gives it."""
    client = Client()
    client.force_login(account)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": url}])
