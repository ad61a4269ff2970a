"""Urgent access: one file beyond the reach, by exact number, for an hour, told to its owner, closed by a supervisor."""

import re
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from timpora.agencies.tests.cast import JEMBER, TANAH_BUMBU, acting, agency, member
from timpora.core.matching import parse_birth
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Event, EventNote, Grant
from timpora.foundation.waiting import waiting_for
from timpora.registers import protection, urgent
from timpora.registers.models import Person, UrgentAccess
from timpora.registers.tests.factories import mention, person, source

pytestmark = pytest.mark.django_db
NUMBER, REASON = "TZ7654321", "Korban kecelakaan, keluarganya harus dihubungi malam ini."
SUZUKI = {
    "name": "SUZUKI AIKO", "sex": "F", "nationality": "JPN", "birth": parse_birth("1991-05-06"), "passport": NUMBER,
    "passport_country": "JPN",
}  # fmt: skip


@pytest.fixture
def far(jaka) -> Person:
    """On file with the office of Jember alone."""
    office = agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER)
    return person(mention(source(office, content="jember", area=JEMBER), area=JEMBER, **SUZUKI))


@pytest.fixture
def desk(client: Client, ayu) -> Client:
    client.force_login(ayu)
    return client


def asked(client: Client, number: str = NUMBER, nationality: str = "Jepang", reason: str = REASON):
    return client.post("/orang-asing/mendesak/", {"number": number, "nationality": nationality, "reason": reason})


def told_to(account: Account) -> list[str]:
    who = acting(account)
    with acting_in_database(who):
        return [str(line.what) for line in waiting_for(who, timezone.now())]


def test_the_file_opens_for_an_hour_with_its_purpose_on_record(desk, ayu, far):
    assert desk.get(f"/orang-asing/{far.pk}/").status_code == 404
    answer = asked(desk)
    assert answer.url == f"/orang-asing/{far.pk}/"
    page = desk.get(answer.url).content.decode()
    assert "SUZUKI AIKO" in page
    assert "akses mendesak" in page
    assert f"{far.pk}/lindungi/" not in page
    grant = Grant.objects.get(purpose="urgent")
    assert (grant.ends_at - grant.begins_at, grant.record_id) == (timedelta(hours=1), far.pk)
    opened = Event.objects.get(kind="registers.person_opened", account_id=ayu.pk)
    assert EventNote.objects.get(event_id=opened.id).purpose == "urgent"
    assert Event.objects.filter(kind="urgent.opened", account_id=ayu.pk).count() == 1


def test_after_the_hour_it_is_closed(desk, far):
    asked(desk)
    past = timezone.now() - timedelta(minutes=1)
    Grant.objects.filter(purpose="urgent").update(begins_at=past - timedelta(hours=1), ends_at=past)
    assert desk.get(f"/orang-asing/{far.pk}/").status_code == 404


def test_the_owner_and_the_supervisor_are_told_at_once(desk, far, jaka, budi, citra):
    asked(desk)
    assert "Data orang di wilayah Anda dibuka dengan akses mendesak" in told_to(jaka)
    assert "1 akses mendesak belum ditutup" in told_to(budi)
    assert not any("mendesak" in line for line in told_to(citra))
    door = Client()
    door.force_login(jaka)
    door.post(f"/orang-asing/{far.pk}/keperluan/", {"purpose": "quality"})
    assert "Ayu Lestari, akses mendesak sampai" in door.get(f"/orang-asing/{far.pk}/").content.decode()


def test_a_protected_person_answers_as_one_who_is_not_there(desk, far, jaka):
    keeper = acting(jaka)
    missed = asked(desk, number="XX1112223")
    with acting_in_database(keeper):
        protection.protect(far.pk, kind="witness", note="", area=JEMBER, by=keeper, at=timezone.now())
    shielded = asked(desk)
    assert (shielded.status_code, missed.status_code) == (404, 404)

    def alike(answer, number):
        return re.sub(r"\d\d\.\d\d WIT?A?B?", "JAM", answer.content.decode().replace(number, "NOMOR"))

    token = lambda text: text.split('csrfmiddlewaretoken" value="')  # noqa: E731
    left, right = token(alike(shielded, NUMBER)), token(alike(missed, "XX1112223"))
    assert [part[64:] for part in left[1:]] == [part[64:] for part in right[1:]]
    assert not Grant.objects.filter(purpose="urgent").exists()
    assert list(UrgentAccess.objects.values_list("person_id", flat=True)) == [None, None]


def test_a_second_file_with_the_same_number_does_not_give_a_protected_one_away(desk, far, jaka):
    person(mention(source(content="zwei", area=JEMBER), area=JEMBER, **SUZUKI))
    keeper = acting(jaka)
    with acting_in_database(keeper):
        protection.protect(far.pk, kind="witness", note="", area=JEMBER, by=keeper, at=timezone.now())
    assert asked(desk).status_code == 404


def test_protection_set_during_the_hour_closes_the_file(desk, far, jaka):
    asked(desk)
    keeper = acting(jaka)
    with acting_in_database(keeper):
        protection.protect(far.pk, kind="witness", note="", area=JEMBER, by=keeper, at=timezone.now())
    assert desk.get(f"/orang-asing/{far.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("told", "status"),
    [({"nationality": "Korea Selatan"}, 404), ({"number": "TZ76543"}, 404), ({"reason": "perlu"}, 422)],
)
def test_only_the_exact_number_with_nationality_and_a_reason(desk, far, told, status):
    assert asked(desk, **told).status_code == status
    assert not Grant.objects.filter(purpose="urgent").exists()


def test_a_file_within_reach_needs_none(desk):
    near = person(mention(source(content="near"), **SUZUKI))
    assert asked(desk).url == f"/orang-asing/{near.pk}/"
    assert not UrgentAccess.objects.exists()


def test_without_its_event_nothing_opens(ayu, far):
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(
            "create function no_urgent() returns trigger language plpgsql as"
            " $$ begin raise exception 'the record is full'; end $$"
        )
        cursor.execute(
            "create trigger no_urgent before insert on foundation_event for each row"
            " when (new.kind = 'urgent.opened') execute function no_urgent()"
        )
        cursor.execute("set role timpora_worker")
    who = acting(ayu)
    with pytest.raises(DatabaseError), transaction.atomic(), acting_in_database(who):
        urgent.ask(NUMBER, "JPN", reason=REASON, by=who, at=timezone.now())
    assert not UrgentAccess.objects.exists()
    assert not Grant.objects.filter(purpose="urgent").exists()


def test_three_that_nobody_closed_block_the_next(desk, far, budi):
    for number in ("AA1234567", "BB1234567", "CC1234567"):
        assert asked(desk, number=number).status_code == 404
    assert asked(desk).status_code == 409
    supervisor = Client()
    supervisor.force_login(budi)
    row = UrgentAccess.objects.first()
    supervisor.post(f"/akses-mendesak/{row.pk}/tutup/", {"is_proper": "ya", "words": "Salah ketik, wajar."})
    assert asked(desk).status_code == 302


def test_a_supervisor_of_the_own_office_closes_it_and_nobody_else(desk, ayu, budi, far, kanim, intan):
    asked(desk)
    row = UrgentAccess.objects.get()
    told = {"is_proper": "tidak", "words": "Tidak ada keadaan mendesak."}
    assert desk.post(f"/akses-mendesak/{row.pk}/tutup/", told).status_code == 403
    other = member("rudi", "Rudi Kasi", "kasi", agency("kanim", "Kanim Jember", JEMBER), JEMBER)
    for account, status in ((other, 404), (budi, 302)):
        door = Client()
        door.force_login(account)
        assert door.post(f"/akses-mendesak/{row.pk}/tutup/", told).status_code == status
    row.refresh_from_db()
    assert (row.is_proper, row.closed_by, row.closing_words) == (False, budi.pk, "Tidak ada keadaan mendesak.")
    assert desk.get(f"/orang-asing/{far.pk}/").status_code == 404, "closing ends what still runs"
    assert Event.objects.filter(kind="urgent.closed", account_id=budi.pk).count() == 1
    assert "1 akses mendesak tidak wajar" in told_to(intan)
    inspector = Client()
    inspector.force_login(intan)
    assert REASON in inspector.get("/akses-mendesak/?bagian=tidak-wajar").content.decode()


def test_the_head_of_section_does_not_close_his_own(client, budi, far, kanim):
    client.force_login(budi)
    asked(client)
    row = UrgentAccess.objects.get()
    answer = client.post(f"/akses-mendesak/{row.pk}/tutup/", {"is_proper": "ya", "words": "Saya sendiri yakin."})
    assert answer.status_code == 403
    head = member("lukman", "Lukman Prasetya", "kakanim", kanim, TANAH_BUMBU)
    client.force_login(head)
    assert REASON in client.get("/akses-mendesak/").content.decode()


def test_other_duties_have_no_such_door(client, citra, far):
    client.force_login(citra)
    assert asked(client).status_code == 403
    who = acting(citra)
    with acting_in_database(who):
        assert urgent.look_up(NUMBER, "JPN") is None


def test_the_reason_is_encrypted(desk, far):
    asked(desk)
    with connection.cursor() as cursor:
        cursor.execute("select reason from registers_urgentaccess")
        assert REASON.encode() not in bytes(cursor.fetchone()[0])
