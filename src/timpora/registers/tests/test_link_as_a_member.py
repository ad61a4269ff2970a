"""Linking in a member's own reach: what a human decided is written by the web role, behind both locks."""

import pytest

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run
from timpora.registers.actions import link, new_person, new_persons, protect, unlink
from timpora.registers.claims import Told, write_many
from timpora.registers.models import Identifier, Mention, PersonKey
from timpora.registers.queries import CROWDED, candidates, identity_of
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, NOON, PARK, mention, person, source


def test_a_new_person_can_be_found_at_once_by_what_the_mention_tells(kanim, ayu):
    told = mention(source(kanim), **PARK)
    with acting_in_database(acting(ayu)):
        row = new_person(told, by=acting(ayu), at=NOON)
        assert candidates(identity_of(told)) == [row]
    assert run(rebuild_current) == 1


def test_linking_and_unlinking_leave_no_stray_keys(kanim, ayu):
    row = person(mention(source(kanim), **PARK))
    before = set(PersonKey.objects.values_list("key", flat=True))
    other = mention(source(kanim, content="b"), name="Pak Min Soo", niora="A1B2C3D4")
    with acting_in_database(acting(ayu)):
        link(other, row, by=acting(ayu), at=NOON)
        assert candidates(identity_of(other)) == [row]
        unlink(other, by=acting(ayu), at=NOON)
    run(rebuild_current)
    assert set(PersonKey.objects.values_list("key", flat=True)) == before


def test_linking_to_another_person_rebuilds_both(kanim, ayu):
    first, second = (person(mention(source(kanim, content=str(no)), name=f"Rekaan {no}")) for no in "AB")
    moved = first.mentions.get()
    with acting_in_database(acting(ayu)):
        link(moved, second, by=acting(ayu), at=NOON)
    assert run(rebuild_current) == 2
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.current.mentions_count, second.current.mentions_count) == (0, 2)


def test_a_keyholder_links_to_a_protected_person_and_the_mention_is_shielded_at_once(kanim, ayu, budi):
    row = person(mention(source(kanim), **PARK))
    protect(row.pk, kind="witness", note="", area=row.area, by=acting(budi), at=NOON)
    row.refresh_from_db()
    other = mention(source(kanim, content="b"), name="Park", niora="A1B2C3D4")
    with acting_in_database(acting(budi)):
        link(other, row, by=acting(budi), at=NOON)
    with acting_in_database(acting(ayu)):
        assert not Mention.objects.exists()
        assert not Identifier.objects.exists()


def test_a_member_cannot_move_a_mention_beyond_the_own_reach(kanim, jaka):
    row = person(mention(source(kanim), **PARK))
    told = row.mentions.get()
    with acting_in_database(acting(jaka)):
        unlink(told, by=acting(jaka), at=NOON)
    assert row.mentions.exists()


@pytest.mark.parametrize(("crowd", "found"), [(CROWDED, 50), (CROWDED + 1, 0)])
def test_a_key_that_too_many_share_says_nothing(kanim, crowd, found):
    told = [Told(no, "permits", AREA, NOON, {"name": "Singh"}) for no in range(crowd)]
    mentions = write_many(source(kanim), told)
    new_persons(mentions, by=None, at=NOON)
    assert len(candidates(identity_of(mentions[0]))) == found
