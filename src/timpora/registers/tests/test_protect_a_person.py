"""Shielding: any desk sets it, nobody without a key sees anything from then on, two keyholders lift it."""

import pytest
from django.db import DatabaseError, connection

from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.core.matching import Identity
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.foundation.models import Event
from timpora.registers.actions import ask_lift, lift, link, mark_stale_of_source, protect, unlink
from timpora.registers.models import (
    ActivityClaim,
    CurrentPerson,
    CurrentStay,
    Identifier,
    Mention,
    Person,
    PersonKey,
    Protection,
)  # fmt: skip
from timpora.registers.queries import candidates, identity_of_person, timeline
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import NOON, PARK, mention, person, source
from timpora.registers.waiting import lifts_asked

SHIELD = {"kind": "refugee", "note": "Menurut pernyataannya sendiri."}


@pytest.fixture
def park(kanim) -> Person:
    return person(mention(source(kanim), "report", **PARK, sight="lives", permit_kind="ITAS"))


@pytest.fixture
def shielded(client, ayu, park) -> Person:
    client.force_login(ayu)
    answer = client.post(f"/orang-asing/{park.pk}/lindungi/", SHIELD)
    assert answer.status_code == 302
    assert answer.url == "/pelindungan/?jenis=refugee"
    return park


@pytest.fixture
def second(kanim):
    """A second keyholder."""
    return member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)


def page(row: Person, tail: str = "") -> str:
    return f"/orang-asing/{row.pk}/{tail}"


def test_for_who_set_it_the_person_is_gone_everywhere(client, ayu, shielded):
    client.force_login(ayu)
    assert client.get(page(shielded)).status_code == 404
    assert client.get(page(shielded, "cetak/")).status_code == 404
    assert client.get(page(shielded, "lindungi/")).status_code == 404
    answer = client.get("/orang-asing/")
    assert answer.context["rows"] == []
    assert answer.context["page"].paginator.count == 0
    found = client.get("/orang-asing/", {"q": "M12345678", "purpose": "report"})
    assert found.context["rows"] == []
    assert "PARK" not in found.text


def test_the_second_lock_holds_even_where_a_filter_was_forgotten(ayu, shielded):
    identity = identity_of_person(shielded)
    assert candidates(identity) == [shielded]  # a step sees it
    with acting_in_database(acting(ayu)):
        assert candidates(identity) == []
        for model in (Person, Mention, Identifier, ActivityClaim, CurrentPerson, CurrentStay, PersonKey, Protection):
            assert not model.objects.exists(), model
        assert timeline(shielded, acting(ayu)).told == []


def test_a_keyholder_sees_the_person_with_the_banner_and_the_note(client, budi, shielded):
    client.force_login(budi)
    client.post(page(shielded, "keperluan/"), {"purpose": "service"})
    html = client.get(page(shielded)).text
    assert "Dilindungi: Pengungsi atau pencari suaka" in html
    assert "Menurut pernyataannya sendiri." in html
    assert "Ayu Lestari" in html
    assert [row["person"].pk for row in client.get("/orang-asing/").context["rows"]] == [shielded.pk]
    found = client.get("/orang-asing/", {"q": "park", "purpose": "check"})
    assert [row["person"].pk for row in found.context["rows"]] == [shielded.pk]
    with acting_in_database(acting(budi)):
        assert candidates(identity_of_person(shielded)) == [shielded]


def test_the_shield_is_an_event_without_its_note_and_a_new_version_of_the_stay(ayu, shielded):
    event = Event.objects.get(kind="registers.persons_protected")
    assert (event.account_id, event.subject_id) == (ayu.pk, shielded.pk)
    stay = CurrentStay.objects.get(pk=shielded.pk)
    assert (stay.version, stay.is_protected) == (2, True)


def test_the_shield_outlives_a_rebuild_and_covers_what_comes_later(ayu, kanim, shielded):
    shielded.refresh_from_db()
    link(mention(source(kanim, content="b"), name="Park", niora="A1B2C3D4"), shielded, by=None, at=NOON)
    run(rebuild_current)
    assert CurrentPerson.objects.get(pk=shielded.pk).niora == "A1B2C3D4"
    with acting_in_database(acting(ayu)):
        assert not Mention.objects.exists()
        assert not PersonKey.objects.exists()
        assert candidates(Identity(names=("Park Min Seo",))) == []


def test_a_mention_taken_away_from_a_protected_person_is_ordinary_again(ayu, kanim, shielded):
    shielded.refresh_from_db()
    other = mention(source(kanim, content="b"), name="Kim Rekaan", niora="A1B2C3D4")
    link(other, shielded, by=None, at=NOON)
    unlink(other, by=None, at=NOON)
    run(rebuild_current)
    with acting_in_database(acting(ayu)):
        assert list(Mention.objects.visible_to(acting(ayu))) == [other]
        assert Identifier.objects.get().number == "A1B2C3D4"


def test_withdrawing_a_source_reaches_the_protected_person_too(ayu, shielded):
    told = shielded.mentions.get().source
    told.withdrawn_at, told.withdrawn_by, told.withdrawn_because = NOON, ayu.pk, "keliru"
    told.save()
    run(rebuild_current)
    with acting_in_database(acting(ayu)):
        mark_stale_of_source(told, at=NOON)
    run(rebuild_current)
    assert CurrentPerson.objects.get(pk=shielded.pk).mentions_count == 0


def test_two_keyholders_lift_it_with_a_reason(client, budi, second, ayu, shielded):
    row = Protection.objects.get()
    ask, lift = (page(shielded, f"perlindungan/{row.pk}/{act}/") for act in ("minta-cabut", "cabut"))
    client.force_login(budi)
    assert client.post(lift).status_code == 302  # not asked yet
    assert client.post(ask, {"reason": "singkat"}).status_code == 302
    assert Protection.objects.get().lift_asked_at is None
    client.post(ask, {"reason": "Status pengungsi berakhir menurut surat UNHCR."})
    client.post(lift)
    assert Protection.objects.get().lifted_at is None  # the one who asked cannot lift
    assert lifts_asked(acting(budi), NOON) == []
    (waiting,) = lifts_asked(acting(second), NOON)
    assert (waiting.who, waiting.url) == ("Budi Santoso", page(shielded, ""))
    client.force_login(second)
    client.post(page(shielded, "keperluan/"), {"purpose": "service"})
    assert "Status pengungsi berakhir" in client.get(page(shielded)).text
    client.post(lift)
    assert Protection.objects.get().lifted_by == second.pk
    client.force_login(ayu)
    assert client.get(page(shielded)).status_code == 200
    assert Event.objects.filter(kind="registers.protection_lifted").count() == 1


def test_another_reason_that_stands_keeps_the_shield(client, budi, second, shielded):
    client.force_login(budi)
    protect(shielded.pk, kind="trafficking", note="", area=shielded.area, by=acting(budi), at=NOON)
    first = Protection.objects.get(kind="refugee")
    ask_lift(first, "Status pengungsi berakhir.", by=acting(budi), at=NOON)
    lift(first, by=acting(second), at=NOON)
    shielded.refresh_from_db()
    assert shielded.is_protected


def test_nobody_without_a_key_lifts(client, ayu, jaka, shielded):
    row = Protection.objects.get()
    for who in (ayu, jaka):
        client.force_login(who)
        assert client.post(page(shielded, f"perlindungan/{row.pk}/cabut/")).status_code == 403


def test_a_reason_must_be_chosen(client, ayu, park):
    client.force_login(ayu)
    assert client.post(f"/orang-asing/{park.pk}/lindungi/", {"kind": "rich"}).status_code == 400
    assert not Protection.objects.exists()


def test_the_database_itself_keeps_a_shield_while_a_protection_stands(shielded, budi):
    raised = pytest.raises(DatabaseError, match="two keyholders")
    with raised, acting_in_database(acting(budi)), connection.cursor() as cursor:
        cursor.execute("select registers_protect(%s, false)", [shielded.pk])
    assert Person.objects.get(pk=shielded.pk).is_protected


def test_nor_does_a_mention_of_a_protected_person_lose_its_shield(shielded, budi):
    told = Mention.objects.get(person=shielded)
    with acting_in_database(acting(budi)), connection.cursor() as cursor:
        cursor.execute("select registers_unshield_mention(%s)", [told.pk])
    assert Mention.objects.get(pk=told.pk).is_protected
