"""Whatever stands in any field of any address, the answer is a page: no failure, no header, no script of the sender."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.faults.doors import Form, Page, addresses, names_read
from tests.faults.payloads import EXECUTABLE, HARSH, NUL, TEXTS
from tests.faults_running.sizes import IS_FULL
from tests.leaks.doors import PARAMETER, door, routes
from timpora.agencies.tests.cast import acting
from timpora.foundation.models import Account
from timpora.territory.tests.factories import tanah_bumbu
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.django_db
OPENED = (200, 422)
EVERY = 1 if IS_FULL else 25  # a quarter of an hour, or a minute
ROW = re.compile(r"-\d+-")
FRAME = ("csrfmiddlewaretoken", "acting_in", "draft_key", "next", "language", "version")  # the same on most forms


class Throwing:
    """One member at every door; what went wrong is remembered, and nothing that was done stays."""

    def __init__(self, account: Account) -> None:
        self.client = door(account)
        self.wrong: list[str] = []
        self.thrown: set[str] = set()
        self.answers: Counter[int] = Counter()

    def send(self, method: str, address: str, fields: Mapping[str, Any]) -> HttpResponse | None:
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            try:
                answer = getattr(self.client, method)(address, fields)
            except Exception as failure:  # the test client hands on what a server would answer with 500
                odd = {name: value for name, value in fields.items() if value in TEXTS or len(fields) == 1}
                self.wrong.append(f"{method} {address} {str(odd)[:200]}: {type(failure).__name__} {failure}"[:400])
                answer = None
            transaction.set_rollback(True)
        self.client.cookies = cookies  # also who signed out is in again
        if answer is not None:
            self.judge(answer, f"{method} {address} {str(fields)[:300]}")
        return answer

    def judge(self, answer: HttpResponse, what: str) -> None:
        self.answers[answer.status_code] += 1
        if answer.status_code >= 500:
            self.wrong.append(f"{what}: {answer.status_code}")
        if "X-Injected" in answer.headers:
            self.wrong.append(f"{what}: the sender wrote a header")
        if answer.get("Content-Type", "").startswith("text/html"):
            self.wrong.extend(f"{what}: {code} stands on the page" for code in EXECUTABLE if code in answer.text)

    def shown(self, doors: list[str]) -> Iterator[tuple[str, Page]]:
        for address in doors:
            answer = self.send("get", address, {})
            is_page = answer is not None and answer.get("Content-Type", "").startswith("text/html")
            if answer is not None and is_page and answer.status_code in OPENED:
                yield address, Page(answer.text)

    def rotate(self, method: str, address: str, names: list[str]) -> None:
        """All names at once. A post in as many turns as there are texts: each name has had each text afterwards."""
        for turn in range(len(HARSH) if method == "post" else 2):
            told = {name: HARSH[(at + turn) % len(HARSH)] for at, name in enumerate(names)}
            answer = self.send(method, address, told)
            if turn == 0 and answer is not None and answer.status_code in (403, 404, 405):
                return  # shut for this member, or not for this method: the texts are not read

    def one_by_one(self, form: Form) -> None:
        """One wrong field among right ones: a field that is wrong hides nothing of what follows.

        A NUL goes into every field, each of the other texts into every twenty-fifth that comes; in a full run into all.
        """
        for name in form.fields:
            # The rows of a set of forms are read alike, and so are the fields that the frame gives to every form.
            alike = name if name in FRAME else f"{form.action} {ROW.sub('-0-', name)}"
            if alike in self.thrown:
                continue
            self.thrown.add(alike)
            for text in (NUL, *TEXTS[len(self.thrown) % EVERY :: EVERY]):
                self.send(form.method, form.action, form.fields | {name: text})
        self.send(form.method, form.action, {name: ["1", "2", "x"] for name in form.fields})


@pytest.fixture
def ids(ayu, budi, kanim) -> dict[str, Any]:
    tanah_bumbu()
    return build(ayu, budi, kanim).ids


def test_the_form_reader_reads_what_a_browser_would_send():
    page = Page(
        '<a href="?tab=x&page=2">x</a><form method="post" action="/a/"><input name="n" value="1">'
        '<input type="radio" name="r" value="a"><input type="radio" name="r" value="b" checked>'
        '<select name="s"><option value="p"><option value="q" selected></select><textarea name="t">\nwords</textarea>'
    )
    assert page.asked == {"tab", "page"}
    assert page.forms == [Form("post", "/a/", {"n": "1", "r": "b", "s": "q", "t": "words"})]


# What the second member may open and the first may not; what both may is thrown at once.
BEFORE = {"budi": (), "intan": ("budi",)}


def doors_of(request: pytest.FixtureRequest, who: str, ids: Mapping[str, Any]) -> list[str]:
    seen = [verb for name in BEFORE[who] for verb in acting(request.getfixturevalue(name)).verbs]
    may = acting(request.getfixturevalue(who)).verbs - set(seen)
    return [
        address
        for route, address, view in addresses(ids)
        # That address answers 503 where something is not well, and in a test nobody works.
        if route != "healthz"
        if getattr(view, "requires", None) in may or (who == "budi" and not hasattr(view, "bearer"))
    ]


@pytest.mark.parametrize("who", BEFORE)
def test_no_field_with_any_text_breaks_any_page(request, ids, who: str):
    """Each form of each page field by field; then every other address with every name that any program reads."""
    thrower, names = Throwing(request.getfixturevalue(who)), names_read()
    doors = doors_of(request, who, ids)
    seen: set[tuple[str, str]] = set()
    for address, page in list(thrower.shown(doors)):
        for form in [*page.forms, Form("get", address, dict.fromkeys(page.asked, ""))]:
            form.action = form.action or address
            if form.method in ("get", "post") and (form.method, form.action) not in seen:
                seen.add((form.method, form.action))
                thrower.one_by_one(form)
    for address in doors:
        for method in ("get", "post"):
            if (method, address) not in seen:
                thrower.rotate(method, address, names)
    assert not thrower.wrong, "\n".join(thrower.wrong)
    assert len(names) > 60
    assert len(seen) > {"budi": 40, "intan": 8}[who]
    assert thrower.answers[200] > {"budi": 200, "intan": 25}[who], thrower.answers


def test_no_text_in_the_place_of_a_word_breaks_an_address(ids, budi):
    thrower = Throwing(budi)
    for route, _view in routes():
        for text in TEXTS if any(kind != "uuid" for kind, _name in PARAMETER.findall(route)) else ():
            address = PARAMETER.sub(quote(text[:300], safe=""), "/" + route)
            for method in ("get", "post"):
                thrower.send(method, address, {"words": "x"})
    assert not thrower.wrong, "\n".join(thrower.wrong)
    assert thrower.answers[404] > 20
