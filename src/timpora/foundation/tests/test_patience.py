"""All statements of one request together take no longer than somebody waits for."""

import pytest

from timpora.foundation import patience

pytestmark = pytest.mark.django_db


def test_a_request_whose_statements_take_too_long_is_answered_in_time(client, ayu, monkeypatch):
    client.force_login(ayu)
    assert client.get("/").status_code == 200
    monkeypatch.setattr(patience, "PATIENCE", -1.0)
    client.raise_request_exception = False
    answer = client.get("/")
    assert (answer.status_code, int(answer.headers["Retry-After"]) > 0) == (503, True)


def test_outside_a_request_nobody_waits(ayu, monkeypatch):
    monkeypatch.setattr(patience, "PATIENCE", -1.0)
    ayu.refresh_from_db()
