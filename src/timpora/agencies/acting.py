"""From a signed-in account to what it may do now: its live memberships, the one acted in, the grants."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.core.access import Scope
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account, Grant


def running(at: datetime) -> Q:
    return Q(ended_at=None, begins_at__lte=at) & (Q(ends_at=None) | Q(ends_at__gt=at))


def live_memberships(account: Account, at: datetime) -> QuerySet[Membership]:
    return (
        Membership.objects.filter(running(at), account=account)
        .select_related("agency__kind")
        .order_by("begins_at", "id")
    )


def resolve(account: Account, chosen: str | UUID | None = None) -> Acting:
    """The member as of now. Without a live membership nothing is open, whatever was granted."""
    now = timezone.now()
    if not account.is_active:
        return Acting(account=account.pk, name=account.name)
    memberships = list(live_memberships(account, now))
    membership = next((m for m in memberships if str(m.pk) == str(chosen)), memberships[0] if memberships else None)
    if membership is None:
        return Acting(account=account.pk, name=account.name)
    duty = DUTIES[membership.duty]
    return Acting(
        account=account.pk,
        name=account.name,
        membership=membership.pk,
        agency=membership.agency_id,
        duty=duty.code,
        area=membership.areas[0],
        verbs=duty.verbs,
        scopes=tuple(scopes(membership, duty.verbs, now)),
        owes=conduct.PAGE if conduct.owes_acceptance(account) else "",
    )


def scopes(membership: Membership, verbs: frozenset[str], now: datetime) -> list[Scope]:
    """Live grants to the account in this duty and to its agency, cut to what the duty may do at all."""
    live = Q(revoked_at=None) & Q(begins_at__lte=now) & (Q(ends_at=None) | Q(ends_at__gt=now))
    own = Q(subject_kind=Grant.Subject.ACCOUNT, subject_id=membership.account_id)
    own &= Q(membership_id=None) | Q(membership_id=membership.pk)
    agencys = Q(subject_kind=Grant.Subject.AGENCY, subject_id=membership.agency_id)
    return [
        Scope(
            verbs=frozenset(grant.verbs) & verbs,
            low=grant.area_low,
            high=grant.area_high,
            record=grant.record_id,
            agency=membership.agency_id if grant.only == Grant.Only.AGENCY else None,
            account=membership.account_id if grant.only == Grant.Only.ACCOUNT else None,
            because=f"{grant.because_kind}:{grant.because_id}",
        )
        for grant in Grant.objects.filter(live, own | agencys)
        if verbs.intersection(grant.verbs)
    ]
