"""Whatever comes in, the answer is a problem that says what was expected; nothing is read that need not be."""

import json
import time
from uuid import uuid4

import pytest
from django.test import Client

from timpora.channels.api.tests.conftest import Program
from timpora.channels.api.tests.test_send_reports import told
from timpora.intake.models import Report

KEY = {"HTTP_IDEMPOTENCY_KEY": "0198f0c2-7d4e-7c1a-9b1e-3f5a6b7c8d9e"}
DEEP = 100_000


def is_problem(answer, status: int) -> dict:
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json"), answer.content
    body = answer.json()
    assert body["status"] == status
    assert body["type"].startswith("/api/v1/docs#")
    assert body["instance"].startswith("urn:uuid:")
    assert body["title"]
    return body


@pytest.fixture
def village(program, dewa) -> Program:
    return program(dewa, "reports")


@pytest.mark.parametrize(
    "body",
    [
        b"{", b"nul\x00l", b"\xff\xfe{}", '{"a": "é"}'.encode("latin-1"), b"[NaN]", b'{"people": Infinity}',
        b"[" * DEEP + b"]" * DEEP, b'{"a":' * DEEP + b"1" + b"}" * DEEP, b"1" * 60_000, b'{"a": 1} {"b": 2}',
        b'"' + b"\\" * 60_001, b'["' * 20_000,
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_json_is_unreadable(village, body):
    is_problem(village.raw("reports/batch", body), 400)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("words", "a\x00b"), ("words", "\x1b[31m"), ("words", "a" * 4001), ("words", 17), ("words", None),
        ("people", 10**30), ("people", -1), ("people", 1.5), ("people", True), ("people", "1"), ("name", {"a": {}}),
        ("seen_at", "kemarin"), ("seen_at", "2026-13-45T99:99:99+08:00"), ("seen_at", 1e308), ("seen_at", 0),
        ("seen_at", "0001-01-01T00:00:00+14:00"), ("seen_at", "9999-12-31T23:59:59-14:00"), ("area", "63.10.02.2002\n"),
        ("area", "63" * 20), ("area", 6310022002), ("sight", ""), ("device_time", "x"), ("place", "\u0000"),
        ("birth_year", "1" * 21),
    ],
)  # fmt: skip
def test_a_field_of_the_wrong_shape_is_named(village, field, value):
    body = is_problem(village.raw("reports", json.dumps(told(**{field: value})).encode(), **KEY), 422)
    assert [error["field"] for error in body["errors"]] == [field]
    assert not Report.objects.exists()


def test_half_a_surrogate_is_no_text(village):
    body = json.dumps(told()).replace("Dua orang", "\\ud800").encode()
    assert is_problem(village.raw("reports", body, **KEY), 422)["errors"][0]["field"] == "words"


@pytest.mark.parametrize("body", [b"[]", b"null", b"17", b'"report"', b"{}"])
def test_json_that_is_no_report_is_named(village, body):
    assert is_problem(village.raw("reports", body, **KEY), 422)["errors"]


def test_an_empty_body_is_named(village):
    assert is_problem(village.raw("reports", b"", **KEY), 422)["errors"]


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1", "", "a/" * 99],
)
def test_another_media_type_or_charset_is_refused(village, content_type):
    is_problem(village.raw("reports", json.dumps(told()).encode(), content_type, **KEY), 415)


@pytest.mark.parametrize("length", [str(10**9), "9" * 400, str(64 * 1024 + 1)])
def test_a_body_over_the_limit_is_refused_before_it_is_read(village, length):
    """A gigabyte is announced: nothing of it is taken in."""
    is_problem(village.raw("reports", b"{}", CONTENT_LENGTH=length, **KEY), 413)


@pytest.mark.parametrize("length", ["-1", "1e9", "١٢", " "])
def test_a_length_that_is_no_number_is_unreadable(village, length):
    is_problem(village.raw("reports", b"{}", CONTENT_LENGTH=length, **KEY), 400)


def test_addresses_methods_and_media_that_do_not_exist(village):
    is_problem(village.get("nothing/here"), 404)
    is_problem(village.get(f"reports/{uuid4()}"), 404)
    is_problem(village.get("reports/17"), 404)
    refused = village.client.put("/api/v1/reports", b"{}", content_type="application/json", headers=village.headers)
    assert is_problem(refused, 405)
    assert refused["Allow"] == "POST"
    is_problem(village.get(f"reports/{uuid4()}", Accept="text/html"), 406)
    is_problem(village.client.get("/api/v1/openapi.json", headers={"Host": "evil.example"}), 400)


@pytest.mark.parametrize(
    "header", ["Basic ZGV3YTp4", "Bearer", "Bearer x", "Bearer " + "a" * 5000, "Bearer timpora_" + "é" * 43]
)
def test_a_token_that_is_none_is_not_signed_in(header):
    answer = Client().get(f"/api/v1/reports/{uuid4()}", headers={"Authorization": header})
    assert is_problem(answer, 401)
    assert answer["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("field", "value"),
    [("area", "63." * 20_000), ("words", "\\" * 4000), ("name", "a" * 60_000), ("seen_at", "2026-" * 10_000)],
)
def test_strings_made_to_keep_a_pattern_busy_cost_little(village, field, value):
    begun = time.perf_counter()
    answer = village.raw("reports", json.dumps(told(**{field: value})).encode()[: 64 * 1024], **KEY)
    assert answer.status_code in (201, 400, 422)
    assert time.perf_counter() - begun < 2


def test_an_error_of_ours_says_nothing_of_the_data_and_nothing_stays(village, monkeypatch, caplog):
    def broken(**_told):
        raise RuntimeError("PARK MIN SEO M12345678")

    monkeypatch.setattr("timpora.channels.api.operations.send", lambda *_a, **_k: broken())
    answer = village.post("reports", told(), Idempotency_Key=str(uuid4()))
    body = is_problem(answer, 500)
    assert "PARK" not in answer.text + caplog.text
    assert body["instance"].removeprefix("urn:uuid:") in caplog.text
    assert not Report.objects.exists()


def test_a_database_that_does_not_answer_is_a_503_with_a_time_to_wait(village, monkeypatch):
    from django.db import OperationalError

    def gone(*_a, **_k):
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("timpora.channels.api.operations.line_up", gone)
    answer = village.post("reports", told(), Idempotency_Key=str(uuid4()))
    is_problem(answer, 503)
    assert answer["Retry-After"] == "10"


def test_english_is_answered_in_english(village):
    """The catalogue decides the words; the codes stay."""
    body = village.client.post(
        "/api/v1/reports", "{", content_type="application/json", headers=village.headers | {"Accept-Language": "en"}
    )
    assert is_problem(body, 400)["type"].endswith("#unreadable")
    assert body["Content-Language"] == "en"


def test_the_page_of_the_api_names_every_operation_and_runs_nothing(client):
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    for words in ("/api/v1/reports/batch", "/api/v1/check-status", "Idempotency-Key", "seen_at", 'id="other_content"'):
        assert words in page.text
    assert "://" not in page.text.split("<main")[1].split("</main>")[0]
