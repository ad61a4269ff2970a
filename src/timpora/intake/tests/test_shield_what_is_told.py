"""What names a protected person is shielded by the next step, whoever told it and when, and comes back later."""

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import run, settle
from timpora.intake.models import BatchRow, Report
from timpora.intake.shielding import shield_told
from timpora.intake.steps import draw_claims
from timpora.intake.tests.factories import PERMIT_HEADERS, ROOSTER, as_csv, brought_in, report
from timpora.registers.actions import link, new_person, protect
from timpora.registers.models import ActivityClaim, Mention, Person, Protection
from timpora.registers.protection import set_shield

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("district")]
WRONG = [*ROOSTER[:4], "31/02/1979", *ROOSTER[5:]]


@pytest.fixture
def park(citra) -> Person:
    brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER))
    settle()
    return Person.objects.get()


def shield(person: Person, by) -> None:
    who = acting(by)
    with acting_in_database(who):
        protect(person.pk, kind="refugee", note="", area=person.area, by=who, at=timezone.now())


def release(person: Person) -> None:
    Protection.objects.update(lifted_at=timezone.now())
    set_shield(person.pk, False)


def shielded(model) -> set[bool]:
    return set(model.objects.values_list("is_protected", flat=True))


def test_what_came_before_is_shielded_by_the_next_step_and_comes_back(ayu, citra, dewa, park):
    refused = brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER, WRONG)).rows
    told = report(dewa, words="Namanya Park Min-ho, baru tiba.")
    run(shield_told)
    assert shielded(BatchRow) == shielded(Report) == {False}
    shield(park, ayu)
    run(shield_told)
    assert shielded(BatchRow) == shielded(Report) == {True}
    assert set(refused.values_list("state", flat=True)) == {"duplicate", "rejected"}
    assert run(shield_told) == 0
    release(park)
    run(shield_told)
    assert shielded(BatchRow) == shielded(Report) == {False}
    told.refresh_from_db()
    assert told.words


def test_what_comes_later_is_shielded_before_anything_is_drawn_from_it(ayu, dewa, park):
    shield(park, ayu)
    told = report(dewa, name="Park Min Ho", words="Menjual kue.")
    run(shield_told)
    run(draw_claims)
    told.refresh_from_db()
    assert told.is_protected
    assert Mention.objects.get(pk=told.mention_id).is_protected
    assert ActivityClaim.objects.get(mention=told.mention_id).is_protected
    assert run(shield_told) == 0


def test_a_namesake_whom_a_keyholder_knows_to_be_another_is_free_again(ayu, budi, dewa, park):
    shield(park, ayu)
    told = report(dewa, name="Park Min Ho")
    run(draw_claims)
    run(shield_told)
    mention = Mention.objects.get(source=told.source)
    assert mention.is_protected
    with acting_in_database(acting(budi)):
        other = new_person(mention, by=acting(budi), at=timezone.now())
    run(shield_told)
    told.refresh_from_db()
    mention.refresh_from_db()
    other.refresh_from_db()
    assert (told.is_protected, mention.is_protected, other.is_protected) == (False, False, False)


def test_a_report_about_another_is_shielded_for_whom_its_words_name(ayu, dewa, park):
    told = report(dewa, name="Lee Rekaan", words="Tinggal serumah dengan Park Min-ho.")
    run(draw_claims)
    mention = Mention.objects.get(source=told.source)
    link(mention, new_person(mention, by=None, at=timezone.now()), by=None, at=timezone.now())
    shield(park, ayu)
    run(shield_told)
    told.refresh_from_db()
    assert told.is_protected
    assert ActivityClaim.objects.get(mention=mention).is_protected


def test_who_told_it_is_found_without_being_written_down(ayu, dewa, park):
    told = report(dewa, words="Ada tamu.", informant="Park Min-ho")
    named = report(dewa, words="Park Min-ho ada tamu.")
    assert not set(told.told_keys) & set(named.told_keys) - set(report(dewa, words="ada tamu").told_keys)
    shield(park, ayu)
    run(shield_told)
    told.refresh_from_db()
    assert told.is_protected
