"""From a signed-in account to what it may do now: its live memberships, the one acted in, the grants."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.core.access import Scope
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account, Grant, Handling


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of subject that agencies and members belong to. `of` reads from the member, `within` from the groups."""

    of: Callable[[Membership, datetime], Iterable[UUID]]
    within: Callable[[Collection[UUID], datetime], Q]  # the memberships in any of these groups
    names: Callable[[Collection[UUID]], dict[UUID, str]]


GROUPS: dict[str, Group] = {}


def register_group(kind: str, group: Group) -> None:
    GROUPS[kind] = group


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
    for kind, group in GROUPS.items():
        if ids := list(group.of(membership, now)):
            agencys |= Q(subject_kind=kind, subject_id__in=ids)
    return [scope_of(grant, membership) for grant in Grant.objects.filter(live, own | agencys) if reaches(grant, verbs)]


def reaches(grant: Grant, verbs: frozenset[str]) -> bool:
    """A denial holds whatever the duty may do: it may take more with it than it names."""
    return grant.is_denial or not verbs.isdisjoint(grant.verbs)


def scope_of(grant: Grant, membership: Membership) -> Scope:
    """What one grant means for one member, cut to what the duty may do."""
    named = frozenset(grant.verbs)
    return Scope(
        verbs=frozenset() if grant.is_denial else named & DUTIES[membership.duty].verbs,
        low=grant.area_low,
        high=grant.area_high,
        record=grant.record_id,
        agency=membership.agency_id if grant.only == Grant.Only.AGENCY else None,
        account=membership.account_id if grant.only == Grant.Only.ACCOUNT else None,
        because=f"{grant.because_kind}:{grant.because_id}",
        level=level_of(grant, membership),
        denies=named if grant.is_denial else frozenset(),
    )


def level_of(grant: Grant, membership: Membership) -> int:
    """What one told oneself is open at every level; the area of a duty up to the duty's own; what else opens an area,
    an agreement or a team, only what is handled as usual."""
    if grant.only != Grant.Only.ALL:
        return Handling.RAHASIA
    return DUTIES[membership.duty].level if grant.because_kind == "membership" else Handling.BIASA
