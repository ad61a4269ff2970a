"""By the person looked at: every look within reach, searches that showed them, and the name only for a reason."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from timpora.accountability.persons import name_of, persons_meant
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.compliance.events import CHECK_SEEN
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import emit
from timpora.foundation.models import Event, EventNote
from timpora.registers.events import PERSON_OPENED, PERSON_PRINTED, PERSONS_SEARCHED
from timpora.registers.tests.factories import person


@pytest.fixture
def park(db):
    return person()


def page_of(client, account, row, **asked) -> str:
    client.force_login(account)
    return client.get(f"/pengawasan/orang/{row.pk}/", asked).content.decode()


def test_opening_printing_and_searches_that_showed_them_are_listed(client, intan, ayu, budi, park):
    emit(PERSON_PRINTED, subject=park, by=acting(budi), purpose="report")
    emit(PERSONS_SEARCHED, by=acting(ayu), area=TANAH_BUMBU, count=1, words={"shown": [str(park.pk)], "found": 1})
    emit(PERSONS_SEARCHED, by=acting(ayu), area=TANAH_BUMBU, words={"shown": [], "found": 0})
    page = page_of(client, intan, park)
    assert "Mencetak data orang asing" in page
    assert "menampilkan 1 orang" in page
    assert page.count('<td data-label="Siapa">') == 2
    assert "PARK" not in page


def test_questions_about_them_count_as_looks_at_them(client, intan, ayu, kanim):
    row = seen_after_the_end(kanim)
    emit(CHECK_SEEN, subject=check_of(row), by=acting(ayu), purpose="check")
    assert "Membuka yang perlu diperiksa" in page_of(client, intan, row)


def test_looks_in_another_province_are_not_there(client, intan, jaka, park):
    emit(PERSON_OPENED, subject=park, by=acting(jaka), area=3509010001)
    assert "Jaka Pratama" not in page_of(client, intan, park)


def test_a_day_narrows_the_list(client, intan, ayu, park):
    emit(PERSON_OPENED, subject=park, by=acting(ayu))
    assert "Ayu Lestari" in page_of(client, intan, park)
    assert "Ayu Lestari" not in page_of(client, intan, park, since="2019-01-01", until="2019-02-01")


@pytest.mark.parametrize("typed", ["M12345678", "m 1234 5678"])
def test_a_document_number_leads_to_the_reference(client, intan, park, typed):
    client.force_login(intan)
    answer = client.post("/pengawasan/orang/", {"who": typed})
    assert (answer.status_code, answer.url) == (302, f"/pengawasan/orang/{park.pk}/")


def test_the_reference_leads_there_too(client, intan, park):
    client.force_login(intan)
    for typed in (park.pk.hex[-8:], str(park.pk)):
        assert client.post("/pengawasan/orang/", {"who": typed}).url == f"/pengawasan/orang/{park.pk}/"


def test_the_number_stands_in_no_event(client, intan, park):
    client.force_login(intan)
    client.post("/pengawasan/orang/", {"who": "M12345678"})
    assert all("M12345678" not in str(note.words) for note in EventNote.objects.all())


def test_a_protected_person_is_not_found_by_number_nor_named(client, intan, budi, park):
    park.is_protected = True
    park.save()
    client.force_login(intan)
    answer = client.post("/pengawasan/orang/", {"who": "M12345678"}).content.decode()
    nobody = client.post("/pengawasan/orang/", {"who": "M99999999"}).content.decode()
    sentence = "Tidak ada orang dengan nomor ini"
    assert sentence in answer
    assert sentence in nobody
    client.post(f"/pengawasan/orang/{park.pk}/nama/", {"reason": "Menelusuri keluhan tertulis"})
    assert "PARK" not in page_of(client, intan, park)


def test_the_name_shows_for_a_reason_that_is_on_record(client, intan, park):
    client.force_login(intan)
    client.post(f"/pengawasan/orang/{park.pk}/nama/", {"reason": "pendek"})
    assert "PARK MIN SEO" not in page_of(client, intan, park)
    client.post(f"/pengawasan/orang/{park.pk}/nama/", {"reason": "Menelusuri keluhan tertulis"})
    assert "PARK MIN SEO" in page_of(client, intan, park)
    event = Event.objects.get(kind="oversight.name_shown")
    assert (event.subject_id, event.account_id) == (park.pk, intan.pk)
    assert EventNote.objects.get(event_id=event.id).words == {"reason": "Menelusuri keluhan tertulis"}


def test_the_second_lock_keeps_names_and_numbers_too(intan, jaka, park):
    """Even a forgotten filter finds nothing: the doors read the reach that the database was told."""
    with acting_in_database(acting(jaka)):
        assert persons_meant("M12345678") == []
        assert name_of(park.pk) == ""
    with acting_in_database(acting(intan)):
        assert name_of(park.pk) == ""


def test_a_reason_is_good_for_an_hour(client, intan, park):
    from timpora.accountability.tests.looking import as_owner

    client.force_login(intan)
    client.post(f"/pengawasan/orang/{park.pk}/nama/", {"reason": "Menelusuri keluhan tertulis"})
    as_owner(
        "update foundation_event set at = %s where kind = 'oversight.name_shown'", [timezone.now() - timedelta(hours=2)]
    )
    assert "PARK MIN SEO" not in page_of(client, intan, park)


def test_searches_are_found_through_an_index(park, intan):
    """Ten thousand other searches must not be read: the plan names the index."""
    with connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select event_id from foundation_eventnote"
            " where words ? 'shown' and words -> 'shown' ? 'x' and at > now() - interval '30 days'"
        )
        assert "note_of_shown" in "\n".join(row[0] for row in cursor.fetchall())
