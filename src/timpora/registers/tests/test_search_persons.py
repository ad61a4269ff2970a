"""Finding people on file: by number, part of a name, year, place, permit; each search on record with its purpose."""

from datetime import date

import pytest

from timpora.agencies.tests.cast import JEMBER, KOTABARU
from timpora.foundation.jobs import run
from timpora.foundation.models import Event, EventNote
from timpora.registers.actions import new_persons, unlink
from timpora.registers.claims import Told, write_many
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, NOON, PARK, mention, person, source

AUGUST = date(2026, 8, 1)


@pytest.fixture
def people(kanim):
    def told(no: int, **facts):
        return person(mention(source(kanim, content=str(no)), **facts))

    return {
        "park": told(1, **PARK, permit_kind="ITAS", permit_ends_on=date(2027, 1, 31)),
        "rahman": told(2, name="Mohammad Abdul Rahman", birth="1975", nationality="BGD", permit_kind="ITK"),
        "gone": told(
            3, name="Ivan Petrov", birth="1990-05-04", passport="75 1234567", departed_on=AUGUST, area=KOTABARU + 10001
        ),
    }


def names(client, **asked) -> list[str]:
    answer = client.get("/orang-asing/", {"purpose": "report"} | asked)
    assert answer.status_code == 200, answer.text
    return [row["person"].name for row in answer.context["rows"]]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("M12345678", "PARK MIN SEO"),
        ("m 1234-5678", "PARK MIN SEO"),
        ("park", "PARK MIN SEO"),
        ("seo park", "PARK MIN SEO"),
        ("muhammad rahman", "Mohammad Abdul Rahman"),
        ("rahm", "Mohammad Abdul Rahman"),
        ("Rahman 1975", "Mohammad Abdul Rahman"),
        ("1988", "PARK MIN SEO"),
        ("park M12345678", "PARK MIN SEO"),
        ("75 1234567", "Ivan Petrov"),
    ],
)
def test_a_person_is_found_by(client, ayu, people, typed, name):
    client.force_login(ayu)
    assert names(client, q=typed) == [name]


@pytest.mark.parametrize("typed", ["Rahman 1988", "park M99999991", "zzzz", "???", "M1234567"])
def test_nobody_is_found_by(client, ayu, people, typed):
    client.force_login(ayu)
    assert names(client, q=typed) == []


def test_filters_narrow_the_list(client, ayu, people):
    client.force_login(ayu)
    assert names(client, kind="ITAS") == ["PARK MIN SEO"]
    assert names(client, presence="departed") == ["Ivan Petrov"]
    assert names(client, presence="present") == ["Mohammad Abdul Rahman", "PARK MIN SEO"]
    assert names(client, kind="unknown") == ["Ivan Petrov"]


def test_a_search_asks_for_its_purpose_once_a_day(client, ayu, people):
    client.force_login(ayu)
    refused = client.get("/orang-asing/", {"q": "park"})
    assert refused.status_code == 400
    assert "PARK MIN SEO" not in refused.text
    assert names(client, q="park") == ["PARK MIN SEO"]
    assert "PARK MIN SEO" in client.get("/orang-asing/", {"q": "park"}).text


def test_a_search_is_on_record_without_the_words_typed(client, ayu, people):
    client.force_login(ayu)
    names(client, q="park")
    event = Event.objects.get(kind="registers.persons_searched")
    note = EventNote.objects.get(event_id=event.id)
    assert (event.account_id, event.count, note.purpose) == (ayu.pk, 1, "report")
    assert note.words["shown"] == [str(people["park"].pk)]
    assert "park" not in str(note.words["query"]).lower()


def test_the_plain_list_shows_all_in_reach_by_folded_name(client, ayu, people):
    client.force_login(ayu)
    rows = client.get("/orang-asing/").context["rows"]
    assert [row["person"].name for row in rows] == ["Ivan Petrov", "Mohammad Abdul Rahman", "PARK MIN SEO"]


def test_another_office_finds_nobody_and_counts_nobody(client, jaka, people):
    client.force_login(jaka)
    assert names(client, q="M12345678") == []
    answer = client.get("/orang-asing/")
    assert answer.context["page"].paginator.count == 0
    assert "Belum ada orang asing" in answer.text


def test_an_area_nobody_knows_is_explained(client, ayu, people):
    client.force_login(ayu)
    answer = client.get("/orang-asing/", {"area": "Atlantis", "purpose": "report"})
    assert answer.status_code == 400
    assert "Atlantis" in answer.text


def test_a_person_whose_sources_were_all_withdrawn_is_not_listed(client, ayu, kanim, people):
    unlink(people["park"].mentions.get(), by=None, at=NOON)
    run(rebuild_current)
    client.force_login(ayu)
    assert names(client, q="park") == []
    assert len(client.get("/orang-asing/").context["rows"]) == 2


def test_a_long_list_is_paged_by_fifty(client, ayu, kanim):
    told = [Told(no, "permits", AREA, NOON, {"name": f"Rekaan Nomor {'A' * no}"}) for no in range(1, 53)]
    new_persons(write_many(source(kanim), told), by=None, at=NOON)
    run(rebuild_current)
    client.force_login(ayu)
    assert len(client.get("/orang-asing/").context["rows"]) == 50
    assert len(client.get("/orang-asing/?page=2").context["rows"]) == 2


def test_jember_sees_its_own(client, jaka, kanim, people):
    person(mention(source(kanim, content="j", area=JEMBER), area=JEMBER, name="Rekaan Jember"))
    client.force_login(jaka)
    assert [row["person"].name for row in client.get("/orang-asing/").context["rows"]] == ["Rekaan Jember"]
