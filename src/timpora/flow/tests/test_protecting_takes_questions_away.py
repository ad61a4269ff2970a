"""Shielding somebody takes every open question about them away in the same request, for keyholders as well."""

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import acting
from timpora.compliance.models import Check
from timpora.compliance.queries import verdict_totals, waiting_checks
from timpora.compliance.tests.factories import check_of, judge, seen_after_the_end
from timpora.compliance.waits import checks_and_findings
from timpora.foundation.acting import acting_in_database
from timpora.foundation.jobs import settle
from timpora.registers.models import CurrentStay, Person
from timpora.registers.protection import accompany
from timpora.registers.tests.factories import AREA

SAID = {"kind": "refugee", "said_by": "self", "note": ""}


@pytest.fixture
def check(kanim) -> Check:
    return check_of(seen_after_the_end(kanim))


def seen_by(who, check: Check, client) -> dict[str, bool]:
    """Where a member still meets the question."""
    client.force_login(who)
    by, number = acting(who), f"/temuan/periksa/{check.pk}/"
    with acting_in_database(by):
        waits = [line.url for line in checks_and_findings(by, timezone.now())]
        listed = waiting_checks(by).filter(pk=check.pk).exists()
    return {
        "home": number in client.get("/").content.decode(),
        "waiting line": number in waits,
        "list and its counts": listed or number in client.get("/temuan/").content.decode(),
        "statistics of the rule": bool(verdict_totals().get("STAY-01")),
    }


@pytest.mark.django_db
def test_before_any_step_no_question_is_anywhere(client, ayu, budi, check):
    for who in (ayu, budi):
        assert all(seen_by(who, check, client).values())
    client.force_login(ayu)
    client.post(f"/orang-asing/{check.person_id}/lindungi/", SAID)
    for who in (ayu, budi):
        assert not any(seen_by(who, check, client).values())
    settle()
    check.refresh_from_db()
    assert check.state == Check.State.LAPSED


@pytest.mark.django_db
def test_a_child_who_accompanies_is_asked_nothing_apart_until_grown_up(client, ayu, kanim, check):
    child = Person.objects.get(pk=check.person_id)
    parent = Person.objects.create(area=AREA)
    by = acting(ayu)
    with acting_in_database(by):
        accompany(child, parent, by=by, at=timezone.now())
    CurrentStay.objects.filter(pk=child.pk).update(version=99)
    child.current.birth_year = None
    child.current.save()
    judge()
    check.refresh_from_db()
    assert check.state == Check.State.LAPSED
    child.current.birth_year = 1988  # told now: no child any more
    child.current.save()
    CurrentStay.objects.filter(pk=child.pk).update(version=100)
    judge()
    assert Check.objects.filter(person=child, state=Check.State.OPEN).exists()
