"""Indonesian first, whatever the browser asks for; another language is chosen."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_browser_bought_in_english_reads_indonesian(client):
    page = client.get("/masuk/", headers={"accept-language": "en-US,en;q=0.9"})
    assert '<html lang="id">' in page.text
    assert page["Content-Language"] == "id"


def test_the_choice_is_kept(client):
    client.post("/bahasa/", {"language": "en", "next": "/masuk/"})
    assert '<html lang="en">' in client.get("/masuk/").text


def test_a_cookie_that_names_no_language_is_indonesian(client):
    client.cookies["django_language"] = "../xx"
    assert '<html lang="id">' in client.get("/masuk/").text
