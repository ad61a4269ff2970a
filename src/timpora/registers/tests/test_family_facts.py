"""Family facts are for services alone: their own verb, a purpose of service, an event at each look, no other reader."""

import re
from pathlib import Path

import pytest

import timpora
from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Event
from timpora.registers.models import CurrentPerson, CurrentStay, FamilyTie, Person
from timpora.registers.search import Question, found
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import PARK, mention, person, source

TIE = {"kind": "spouse", "relative": "Siti Rahmah", "basis": "Kutipan Akta Perkawinan No. 12/2020"}


@pytest.fixture
def lina(kanim):
    return member("lina", "Lina Kartika", "layanan", kanim, TANAH_BUMBU, KOTABARU)


@pytest.fixture
def park(kanim) -> Person:
    return person(mention(source(kanim), **PARK, permit_kind="ITAS"))


def opened(client, who, row: Person, purpose: str = "service") -> str:
    client.force_login(who)
    client.post(f"/orang-asing/{row.pk}/keperluan/", {"purpose": purpose})
    return client.get(f"/orang-asing/{row.pk}/").content.decode()


def recorded(client, lina, park: Person, **more) -> FamilyTie:
    opened(client, lina, park)
    assert client.post(f"/orang-asing/{park.pk}/keluarga/", TIE | more).status_code == 302
    return FamilyTie.objects.get()


def test_a_service_desk_records_and_reads_it_each_look_on_record(client, lina, park):
    recorded(client, lina, park)
    before = Event.objects.filter(kind="registers.family_read").count()
    assert "Siti Rahmah" in opened(client, lina, park)
    assert Event.objects.filter(kind="registers.family_read").count() == before + 1
    assert "Siti Rahmah" not in client.get(f"/orang-asing/{park.pk}/cetak/").content.decode()


def test_another_purpose_and_another_desk_meet_nothing(client, lina, ayu, budi, park):
    tie = recorded(client, lina, park)
    assert "Siti Rahmah" not in opened(client, lina, park, "quality")
    for who in (ayu, budi):
        assert "Siti Rahmah" not in opened(client, who, park)
        assert client.get(f"/orang-asing/{park.pk}/keluarga/").status_code == 403
        by = acting(who)
        with acting_in_database(by):
            assert not FamilyTie.objects.exists()  # the second lock as well
    client.force_login(ayu)
    assert client.post(f"/orang-asing/{park.pk}/keluarga/{tie.pk}/akhiri/", {"reason": "x" * 20}).status_code == 403


def test_it_is_corrected_by_ending_it_with_a_reason(client, lina, park):
    tie = recorded(client, lina, park)
    url = f"/orang-asing/{park.pk}/keluarga/{tie.pk}/akhiri/"
    client.post(url, {"reason": "salah"})
    assert FamilyTie.objects.get().ended_at is None
    client.post(url, {"reason": "Nama pasangan salah tulis."})
    client.post(url, {"reason": "Sekali lagi ditekan."})
    assert FamilyTie.objects.get().ended_because == "Nama pasangan salah tulis."


def test_a_child_with_affidavit_is_a_citizen_listed_nowhere_and_without_facts_for_rules(client, lina, ayu, park):
    tie = recorded(client, lina, park, kind="affidavit")
    by = acting(ayu)
    with acting_in_database(by):
        assert not found(Question(), by).exists()  # at once
    run(rebuild_current)
    assert CurrentPerson.objects.get().mentions_count == 0
    assert CurrentStay.objects.get().permit_kind == ""
    client.force_login(ayu)
    assert client.get(f"/orang-asing/{park.pk}/").status_code == 404
    client.force_login(lina)
    client.post(f"/orang-asing/{park.pk}/keluarga/{tie.pk}/akhiri/", {"reason": "Affidavit ternyata palsu."})
    run(rebuild_current)
    with acting_in_database(by):
        assert found(Question(), by).count() == 1


def test_no_other_code_reads_the_table():
    """The room's own files, the step that moves it along with the person, and nobody else."""
    home = Path(timpora.__file__).parent
    mine = ("models/__init__.py", "models/apart.py", "family.py", "family_views.py", "forms.py", "views.py", "steps.py")
    named = re.compile(r"FamilyTie|familytie|registers\.family\b|registers import .*\bfamily\b")
    readers = {
        path.relative_to(home).as_posix()
        for path in home.rglob("*.py")
        if not {"tests", "migrations", "demo"} & set(path.parts) and named.search(path.read_text())
    }
    assert readers == {f"registers/{name}" for name in mine}
