"""Looking up areas on pages: suggestions for everyone who signed in, pages for those whose duty reads areas."""

import time
from types import SimpleNamespace

import pytest
from django.urls import reverse

from timpora.territory import middleware, sections
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture(autouse=True)
def _areas(db):
    tanah_bumbu()


def test_suggestions_carry_code_value_label_and_path(client, dewa):
    client.force_login(dewa)
    answer = client.get("/wilayah/cari", {"q": "kusan hulu"}).json()
    assert answer["results"][0] == {
        "code": "63.10.05",
        "value": 6310050000,
        "label": "Kec. Kusan Hulu",
        "path": "Kab. Tanah Bumbu, Kalimantan Selatan",
        "detail": "Kab. Tanah Bumbu, Kalimantan Selatan",
    }


def test_no_answer_carries_the_tree(client, ayu):
    client.force_login(ayu)
    for query in ("", "s", "63", "a", "6310", "sungai"):
        response = client.get("/wilayah/cari", {"q": query})
        assert len(response.json()["results"]) <= 10
        assert len(response.content) < 4000
    assert len(client.get("/wilayah/63.10/").content) < 60_000


def test_within_keeps_suggestions_inside(client, ayu):
    client.force_login(ayu)
    inside = client.get("/wilayah/cari", {"q": "sungai", "within": "63.02"}).json()["results"]
    assert inside
    assert all(result["code"].startswith("63.02") for result in inside)
    assert client.get("/wilayah/cari", {"q": "sungai", "within": "not a code"}).json() == {"results": []}


def test_a_browser_gets_a_list(client, ayu):
    client.force_login(ayu)
    response = client.get("/wilayah/cari", {"q": "kusan hulu"}, headers={"accept": "text/html"})
    assert "/wilayah/63.10.05/" in response.text


def test_nobody_looks_up_without_signing_in(client):
    assert client.get("/wilayah/cari", {"q": "kusan"}).status_code == 302
    assert client.get("/wilayah/").status_code == 302


def test_the_start_shows_ones_own_areas_and_finds_others(client, ayu):
    client.force_login(ayu)
    start = client.get("/wilayah/")
    assert "Kab. Tanah Bumbu" in start.text
    assert "Kab. Kotabaru" in start.text
    assert "63.10.05" in client.get("/wilayah/", {"q": "kusan hulu"}).text
    assert "Tidak ada wilayah" in client.get("/wilayah/", {"q": "zzzzzz"}).text


def test_the_page_of_a_regency(client, ayu):
    client.force_login(ayu)
    page = client.get("/wilayah/63.10/").text
    for expected in (
        "Kab. Tanah Bumbu",
        "63.10",
        "WITA",
        "Batulicin",
        "Kusan Hulu",
        "/wilayah/63.10.12/",
        "/wilayah/63/",
    ):
        assert expected in page


def test_the_page_of_a_village_leads_up(client, dewa):
    client.force_login(dewa)
    page = client.get("/wilayah/63.10.02.2004/").text
    assert "Desa Wiritasi" in page
    assert "/wilayah/63.10.02/" in page


@pytest.mark.parametrize("code", ["99", "63.99", "63.1", "abc", "63.10.05.20011", "0"])
def test_no_page_for_what_is_no_area(client, ayu, code):
    client.force_login(ayu)
    assert client.get(f"/wilayah/{code}/").status_code == 404


def test_a_room_adds_its_section(client, ayu, monkeypatch):
    monkeypatch.setattr(sections, "_makers", [])

    @sections.register
    def searching(request, area):
        if area.dotted != "63.10":
            return None
        return {"template": "parts/empty.html", "context": {"teams": 0}}

    client.force_login(ayu)
    with_section = client.get("/wilayah/63.10/")
    assert [made["context"] for made in with_section.context["sections"]] == [{"teams": 0}]
    assert "empty-note" in with_section.text
    assert "empty-note" not in client.get("/wilayah/63.02/").text


JSON = {"accept": "application/json"}


def test_the_next_letter_of_who_was_let_in_asks_nothing_of_the_sign_in(client, ayu, django_assert_num_queries):
    client.force_login(ayu)
    assert reverse("area_find") == middleware.PATH
    first = client.get("/wilayah/cari", {"q": "kusan hul"}, headers=JSON).json()
    with django_assert_num_queries(0):
        answer = client.get("/wilayah/cari", {"q": "kusan hul"}, headers=JSON)
    assert answer.json() == first
    assert int(answer["Content-Length"]) == len(answer.content), "so the line stays open for the next letter"


def test_a_minute_after_leaving_no_letter_is_answered(client, ayu, monkeypatch):
    client.force_login(ayu)
    assert client.get("/wilayah/cari", {"q": "kusan"}, headers=JSON).status_code == 200
    cookies = client.cookies.copy()
    client.logout()
    client.cookies = cookies
    later = time.monotonic() + middleware.KEPT
    monkeypatch.setattr(middleware, "time", SimpleNamespace(monotonic=lambda: later))
    assert client.get("/wilayah/cari", {"q": "kusan"}, headers=JSON).status_code == 302


def test_who_was_never_let_in_gets_no_letter(client):
    for cookie in ("", "made-up"):
        client.cookies["sessionid"] = cookie
        assert client.get("/wilayah/cari", {"q": "kusan"}, headers=JSON).status_code == 302
        assert client.get("/wilayah/cari", {"q": "kusan"}, headers=JSON).status_code == 302
