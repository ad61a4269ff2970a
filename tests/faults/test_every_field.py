"""Whatever stands in any field of any address, the answer is a page: no failure, no header, no script of the sender."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.faults.doors import Form, Page, addresses, names_read
from tests.faults.payloads import EXECUTABLE, TEXTS
from tests.leaks.doors import door
from timpora.foundation.models import Account
from timpora.territory.tests.factories import tanah_bumbu
from timpora.web.tests.one_of_each import build

pytestmark = pytest.mark.django_db
OPENED = (200, 422)


class Throwing:
    """One member at every door; what went wrong is remembered, and nothing that was done stays."""

    def __init__(self, account: Account, ids: Mapping[str, Any]) -> None:
        self.client, self.ids = door(account), ids
        self.wrong: list[str] = []
        self.answers: Counter[int] = Counter()

    def send(self, method: str, address: str, fields: Mapping[str, Any]) -> HttpResponse | None:
        cookies = self.client.cookies.copy()
        with transaction.atomic():
            try:
                answer = getattr(self.client, method)(address, fields)
            except Exception as failure:  # the test client hands on what a server would answer with 500
                odd = {name: value for name, value in fields.items() if value in TEXTS or len(fields) == 1}
                self.wrong.append(f"{method} {address} {str(odd)[:300]}: {type(failure).__name__} {failure}"[:600])
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

    def shown(self) -> Iterator[tuple[str, Page]]:
        for _route, address in addresses(self.ids):
            answer = self.send("get", address, {})
            if answer is not None and answer.status_code in OPENED:
                if answer.get("Content-Type", "").startswith("text/html"):
                    yield address, Page(answer.text)

    def rotate(self, method: str, address: str, names: list[str]) -> None:
        """All names at once, in as many turns as there are texts: each name has had each text afterwards."""
        for turn in range(len(TEXTS)):
            told = {name: TEXTS[(at + turn) % len(TEXTS)] for at, name in enumerate(names)}
            answer = self.send(method, address, told)
            if turn == 0 and answer is not None and answer.status_code in (403, 404, 405):
                return  # shut for this member, or not for this method: the texts are not read

    def one_by_one(self, form: Form) -> None:
        """One wrong field among right ones: a field that is wrong hides nothing of what follows."""
        for name in form.fields:
            for text in TEXTS:
                self.send(form.method, form.action, form.fields | {name: text})
            self.send(form.method, form.action, form.fields | {name: ["1", "2", "x"]})


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


@pytest.mark.parametrize("who", ["budi", "intan"])
def test_no_name_with_any_text_breaks_any_page(request, ids, who: str):
    thrower = Throwing(request.getfixturevalue(who), ids)
    names = names_read()
    assert len(names) > 60
    for _route, address in addresses(ids):
        thrower.rotate("get", address, names)
        thrower.rotate("post", address, names)
    assert thrower.wrong == []
    assert thrower.answers[200] > 300, thrower.answers


@pytest.mark.parametrize("who", ["budi", "intan"])
def test_no_single_field_with_any_text_breaks_its_form(request, ids, who: str):
    thrower = Throwing(request.getfixturevalue(who), ids)
    seen: set[tuple[str, str]] = set()
    for address, page in list(thrower.shown()):
        forms = [Form(form.method, form.action or address, form.fields) for form in page.forms]
        for form in [*forms, Form("get", address, dict.fromkeys(page.asked, ""))]:
            if (form.method, form.action) not in seen:
                seen.add((form.method, form.action))
                thrower.one_by_one(form)
    assert thrower.wrong == []
    assert len(seen) > 20
