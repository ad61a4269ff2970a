"""What the program writes about itself names no person, whatever went wrong."""

import json
import logging

import pytest
from django.db import connection, transaction
from django.db.utils import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from timpora.foundation.models import Account
from timpora.foundation.views import public
from timpora.logs import BODY_LIMIT, JsonLines

NAME, PASSPORT = "KIM MINSEO", "M70689098"
pytestmark = pytest.mark.django_db


@public
def breaks(request: HttpRequest) -> HttpResponse:
    name, passport = request.GET["name"], request.POST["passport"]
    raise ValueError(f"{name} {passport}")


@public
def fails(request: HttpRequest) -> HttpResponse:
    Account.objects.create(sign_in=request.POST["passport"], name=NAME)
    with transaction.atomic():
        return HttpResponse(Account.objects.create(sign_in=request.POST["passport"], name=NAME))


@public
def quotes(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("select %s::date", [request.POST["passport"]])
    return HttpResponse()


urlpatterns = [path(f"{view.__name__}/", view, name=view.__name__) for view in (breaks, fails, quotes)]


class Lines(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.INFO)
        self.setFormatter(JsonLines())
        self.lines: list[dict] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(json.loads(self.format(record)))


@pytest.fixture
def lines(settings):
    handler, requests = Lines(), logging.getLogger("timpora.requests")
    logging.getLogger().addHandler(handler)
    former = requests.level
    requests.setLevel(logging.INFO)
    yield handler.lines
    requests.setLevel(former)
    logging.getLogger().removeHandler(handler)


@pytest.mark.urls(__name__)
@pytest.mark.parametrize(("view", "error"), [("breaks", ValueError), ("fails", IntegrityError), ("quotes", DataError)])
def test_a_failure_is_told_without_what_was_typed(lines, view, error):
    client = Client(raise_request_exception=False)
    response = client.post(f"/{view}/?name={NAME}", {"passport": PASSPORT, "name": NAME})
    assert response.status_code == 500
    text = json.dumps(lines)
    assert NAME not in text
    assert PASSPORT not in text
    failure = next(line for line in lines if line["level"] == "ERROR")
    assert failure["errors"][0]["type"].endswith(error.__name__)
    assert any(view in place for place in failure["errors"][0]["where"])
    assert failure["request"]


@pytest.mark.urls(__name__)
def test_a_constraint_is_named(lines):
    Client(raise_request_exception=False).post("/fails/", {"passport": PASSPORT})
    errors = next(line for line in lines if line["level"] == "ERROR")["errors"]
    assert any(error.get("table_name") == "foundation_account" for error in errors)


def test_a_request_is_one_line_by_its_route(lines, client, ayu):
    client.force_login(ayu)
    response = client.get("/cari/", {"q": NAME})
    (line,) = [line for line in lines if line["logger"] == "timpora.requests"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "search", response.status_code)
    assert line["request"] == response["X-Request-Id"]
    assert line["ms"] > 0
    assert NAME not in json.dumps(lines)


def test_a_page_that_is_not_there_is_not_quoted(lines, client):
    client.get(f"/{PASSPORT}/")
    assert lines
    assert PASSPORT not in json.dumps(lines)


def test_a_body_that_is_too_large_is_not_read(client):
    response = client.generic("POST", "/masuk/", b"", CONTENT_LENGTH=str(BODY_LIMIT + 1))
    assert response.status_code == 413
