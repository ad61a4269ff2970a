"""The search box: each kind through its own door, numbers as people say them, persons by their own search."""

import pytest

from timpora.foundation.models import Event, EventNote
from timpora.territory.tests.factories import tanah_bumbu
from timpora.web.search import Asked
from timpora.web.tests.test_home import report_by


def found(client, account, text: str) -> str:
    client.force_login(account)
    answer = client.get("/cari/", {"q": text})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("27", 27),
        ("#27", 27),
        ("laporan 27", 27),
        ("tugas no. 27", 27),
        ("Tindak lanjut nomor 27", 27),
        ("Kusan 27a", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_people_say_it(text, number):
    assert Asked(text).number == number


def test_a_report_is_found_by_its_number_by_those_who_may_see_it(client, dewa, ayu, jaka):
    report = report_by(dewa)
    assert str(report.pk) in found(client, dewa, "laporan 27")
    assert str(report.pk) in found(client, ayu, "27")
    assert str(report.pk) not in found(client, jaka, "27")


def test_areas_and_agencies_are_found_by_name(client, ayu, disnaker):
    tanah_bumbu()
    assert 'href="/wilayah/63.10.0' in found(client, ayu, "kusan hilir")
    page = found(client, ayu, "disnaker")
    assert "Disnaker Tanah Bumbu" in page


def test_who_may_not_read_persons_is_told_so_and_who_may_is_led_to_their_search(client, dewa, ayu):
    assert "Orang asing tidak dicari di sini" in found(client, dewa, "park")
    assert 'href="/orang-asing/?q=park%20min"' in found(client, ayu, "park min")


def test_an_inspector_finds_no_records(client, intan, dewa):
    report_by(dewa)
    assert "Tidak ada yang cocok." in found(client, intan, "27")


def test_a_search_is_on_record_without_its_words(client, ayu):
    found(client, ayu, "Park Min Seo")
    event = Event.objects.get(kind="site.searched")
    assert "Park" not in str(EventNote.objects.get(event_id=event.id).words)


def test_odd_input_is_answered(client, ayu):
    for text in ("\x00", "x" * 5000, "%", "' or 1=1 --", "９９９９", "９" * 40):
        found(client, ayu, text)
