"""A child who accompanies a parent: the shield of the parent covers it, its lifting too, and no check stands apart."""

import pytest

from timpora.agencies.tests.cast import KOTABARU, TANAH_BUMBU, acting, member
from timpora.core.matching import parse_birth
from timpora.foundation.acting import acting_in_database
from timpora.registers.models import Person, Protection
from timpora.registers.protection import NoParent, accompany, ask_lift, lift, protect
from timpora.registers.tests.factories import NOON, PARK, mention, person, source

CHILD = {"name": "PARK JI WOO", "passport": "M77777777", "nationality": "KOR"}


@pytest.fixture
def parent(kanim) -> Person:
    return person(mention(source(kanim), **PARK, permit_kind="ITAS"))


@pytest.fixture
def child(kanim) -> Person:
    return person(mention(source(kanim, content="child"), **CHILD, permit_kind="ITAS"))


@pytest.fixture
def sinta(kanim):
    return member("sinta", "Sinta Maharani", "kasi", kanim, TANAH_BUMBU, KOTABARU)


def act(who, do, *args, **more) -> None:
    by = acting(who)
    with acting_in_database(by):
        do(*args, by=by, at=NOON, **more)


def shielded(*people: Person) -> list[bool]:
    return [Person.objects.get(pk=one.pk).is_protected for one in people]


def test_said_on_the_childs_page_by_a_number_of_the_parent(client, ayu, parent, child):
    client.force_login(ayu)
    url = f"/orang-asing/{child.pk}/menyertai/"
    assert client.post(url, {"number": "X0000000"}).status_code == 422
    assert client.post(url, {"number": PARK["passport"]}).status_code == 302
    client.post(f"/orang-asing/{parent.pk}/keperluan/", {"purpose": "check"})
    assert "PARK JI WOO" in client.get(f"/orang-asing/{parent.pk}/").content.decode()


def said(client, ayu, child, number: str) -> str:
    client.force_login(ayu)
    return client.post(f"/orang-asing/{child.pk}/menyertai/", {"number": number}, follow=True).text


def test_a_number_that_several_bear_is_refused_as_such(client, ayu, kanim, parent, child):
    person(mention(source(kanim, content="other"), name="PARK SU MIN", passport=PARK["passport"], nationality="KOR"))
    assert "lebih dari satu orang" in said(client, ayu, child, PARK["passport"])
    assert "Tidak ada orang dengan nomor ini" in said(client, ayu, child, "X0000000")
    assert Person.objects.get(pk=child.pk).follows_id is None


def test_where_nothing_changes_nothing_is_said_to_have_changed(client, ayu, parent, child):
    assert "Tidak ada yang berubah" in said(client, ayu, child, "")
    assert "Anak mengikuti orang tuanya" in said(client, ayu, child, PARK["passport"])
    assert "Tidak ada yang berubah" in said(client, ayu, child, PARK["passport"])
    assert "Anak tidak lagi menyertai" in said(client, ayu, child, "")


def test_an_adult_is_no_accompanied_child_and_who_grew_up_can_leave(client, ayu, kanim, parent, child):
    grown = person(
        mention(source(kanim, content="grown"), **CHILD | {"passport": "M66666666"}, birth=parse_birth("1999-04-02"))
    )
    assert "sudah berusia 18 tahun" in said(client, ayu, grown, PARK["passport"])
    act(ayu, accompany, grown, parent)
    assert "Anak tidak lagi menyertai" in said(client, ayu, grown, "")


def test_the_shield_of_the_parent_covers_the_child_and_so_does_its_lifting(ayu, budi, sinta, parent, child):
    act(ayu, accompany, child, parent)
    act(ayu, protect, parent.pk, kind="refugee", note="", area=parent.area)
    assert shielded(parent, child) == [True, True]
    row = Protection.objects.get()
    act(budi, ask_lift, row, "Sudah ditempatkan di negara ketiga.")
    act(sinta, lift, row)
    assert shielded(parent, child) == [False, False]


def test_a_child_said_to_follow_somebody_shielded_is_shielded(budi, parent, child):
    act(budi, protect, parent.pk, kind="refugee", note="", area=parent.area)
    act(budi, accompany, Person.objects.get(pk=child.pk), Person.objects.get(pk=parent.pk))
    assert shielded(child) == [True]


def test_a_shield_of_its_own_stays_and_leaving_the_parent_lifts_nothing(budi, sinta, parent, child):
    act(budi, accompany, child, parent)
    act(budi, protect, parent.pk, kind="refugee", note="", area=parent.area)
    act(budi, accompany, Person.objects.get(pk=child.pk), None)
    assert shielded(parent, child) == [True, True]
    row = Protection.objects.get(person=parent)
    act(budi, ask_lift, row, "Sudah ditempatkan di negara ketiga.")
    act(sinta, lift, row)
    assert shielded(parent, child) == [False, True]


def test_nobody_follows_a_follower_or_themselves(ayu, parent, child):
    act(ayu, accompany, child, parent)
    for one, other in ((parent, Person.objects.get(pk=child.pk)), (parent, parent)):
        with pytest.raises(NoParent):
            accompany(one, other, by=acting(ayu), at=NOON)
