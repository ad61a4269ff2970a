"""Opening one person's file: for a purpose, with every source named, and only within the own reach."""

from datetime import date, timedelta

import pytest

from timpora.agencies.tests.cast import JEMBER, acting
from timpora.foundation.jobs import run
from timpora.foundation.models import Event, EventNote
from timpora.registers.actions import link
from timpora.registers.models import Person
from timpora.registers.queries import with_claims
from timpora.registers.readers import sees_nik
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import NOON, PARK, mention, person, source
from timpora.registers.wording import numbers_of

AUGUST, JANUARY = date(2026, 8, 1), date(2027, 1, 31)


@pytest.fixture
def park(kanim) -> Person:
    told = mention(
        source(kanim, as_of=AUGUST), **PARK, permit_kind="ITAS", permit_ends_on=JANUARY, nik="6310010203880001"
    )
    return person(told)


def address(row: Person, tail: str = "") -> str:
    return f"/orang-asing/{row.pk}/{tail}"


def known(client, row: Person, tail: str = "") -> str:
    """The page or its printed form, the purpose once said."""
    client.post(address(row, "keperluan/"), {"purpose": "report"})
    return client.get(address(row, tail)).text


def test_the_purpose_is_asked_once_a_person_and_day_and_stands_on_record(client, ayu, park):
    client.force_login(ayu)
    asked = client.get(address(park))
    assert "Untuk keperluan apa" in asked.text
    assert "PARK" not in asked.text
    assert not Event.objects.filter(kind="registers.person_opened").exists()
    answered = client.post(address(park, "keperluan/"), {"purpose": "report"}, follow=True)
    assert "PARK MIN SEO" in answered.text
    assert "PARK MIN SEO" in client.get(address(park)).text
    event = Event.objects.filter(kind="registers.person_opened").first()
    assert (event.subject_id, event.account_id) == (park.pk, ayu.pk)
    assert EventNote.objects.get(event_id=event.id).purpose == "report"


def test_a_purpose_outside_the_list_opens_nothing(client, ayu, park):
    client.force_login(ayu)
    assert client.post(address(park, "keperluan/"), {"purpose": "curious"}).status_code == 400
    assert "Untuk keperluan apa" in client.get(address(park)).text


def test_the_page_says_until_when_by_whom_and_in_the_words_of_each_source(client, ayu, park):
    client.force_login(ayu)
    html = known(client, park)
    assert "31 Jan 2027" in html
    assert "Korea Selatan" in html
    assert "menurut Kantor Imigrasi Kelas II TPI Batulicin, 12 Agt 2026" in html
    assert "Kepala Seksi Inteldakim" in html
    assert "M12345678" in html


def test_contradictions_stand_side_by_side(client, ayu, kanim, disnaker, park):
    other = mention(
        source(disnaker, content="b"), "workers", name="PARK MIN SU", passport="M12345678", employer="PT Rekaan"
    )
    link(other, park, by=None, at=NOON)
    run(rebuild_current)
    client.force_login(ayu)
    html = known(client, park)
    assert "Sumber lain:" in html
    assert "PARK MIN SU" in html
    assert "Disnaker Tanah Bumbu" in html


def test_the_immigration_office_sees_a_nik_whole_and_others_its_end(client, ayu, citra, park, disnaker):
    client.force_login(ayu)
    assert "6310010203880001" in known(client, park)
    assert not sees_nik(acting(citra))
    told = with_claims(park.mentions.select_related("source"))
    assert [line["number"] for line in numbers_of(told, sees_nik=False) if line["kind"] == "NIK"] == ["•••• 0001"]


def test_the_page_speaks_english_when_asked(client, ayu, park):
    client.force_login(ayu)
    client.cookies["django_language"] = "en"
    assert "South Korea" in known(client, park)


def test_the_printed_form_names_who_printed_it_and_is_on_record(client, ayu, park):
    client.force_login(ayu)
    html = known(client, park, "cetak/")
    assert "Dicetak oleh Ayu Lestari" in html
    assert Event.objects.filter(kind="registers.person_printed", subject_id=park.pk).exists()


def test_another_offices_officer_finds_nothing_there(client, jaka, park):
    client.force_login(jaka)
    assert client.get(address(park)).status_code == 404
    assert client.post(address(park, "keperluan/"), {"purpose": "report"}).status_code == 404
    assert client.get(address(park, "lindungi/")).status_code == 404
    assert not Event.objects.filter(kind="registers.person_opened").exists()


@pytest.mark.parametrize("who", ["citra", "dewa"])
def test_who_only_sends_does_not_browse(client, who, park, request):
    client.force_login(request.getfixturevalue(who))
    assert client.get("/orang-asing/").status_code == 403
    assert client.get(address(park)).status_code == 403


def test_what_was_told_beyond_the_own_reach_is_counted_and_not_shown(client, ayu, kanim, park):
    elsewhere = mention(
        source(content="b", area=JEMBER, at=NOON - timedelta(days=90)),
        area=JEMBER,
        name="Park",
        employer="PT Jauh Rekaan",
    )
    link(elsewhere, park, by=None, at=NOON)
    run(rebuild_current)
    client.force_login(ayu)
    html = known(client, park)
    assert "Satu keterangan lain berasal dari luar wilayah" in html
