"""After an upgrade the grants of running memberships say what the duties say now."""

import pytest
from django.utils import timezone

from timpora.agencies.actions import end_membership, renew_grants
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import acting
from timpora.foundation.models import Event, Grant

pytestmark = pytest.mark.django_db


def live(membership: Membership):
    return Grant.objects.filter(because_id=membership.pk, revoked_at=None)


def test_an_older_membership_gets_the_verbs_of_today_once(ayu, budi):
    membership = Membership.objects.get(account=ayu)
    before = {tuple(verbs) for verbs in live(membership).values_list("verbs", flat=True)}
    live(membership).filter(only="all").update(verbs=["person.read", "verb.gone"])
    assert "report.send" not in {verb for scope in acting(ayu).scopes for verb in scope.verbs}
    assert renew_grants() == 1
    assert {tuple(verbs) for verbs in live(membership).values_list("verbs", flat=True)} == before
    assert Grant.objects.filter(because_id=membership.pk, verbs__contains=["verb.gone"], revoked_at=None).count() == 0
    assert Event.objects.get(kind="membership.grants_renewed").count == 1
    assert renew_grants() == 0


def test_an_ended_membership_gets_nothing(ayu, budi):
    membership = Membership.objects.get(account=ayu)
    end_membership(membership, because="pindah tugas", at=timezone.now(), by=acting(budi))
    assert renew_grants() == 0
    assert not live(membership).exists()
