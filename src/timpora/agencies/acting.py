"""From a signed-in account to what it may do now: its live memberships, the one acted in, the grants."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.core.access import Scope
from timpora.foundation.acting import Acting, Choice
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


# Plain SQL, because both run in every request: the same conditions as `running`, and whether the code of conduct in
# force still waits to be accepted.
MEMBERSHIPS = """
select m.id, m.account_id, m.agency_id, m.duty, m.areas, agency.short_name as agency_name, not coalesce((
    select exists (select from agencies_acceptance a where a.account_id = m.account_id and a.conduct_id = c.version)
    from agencies_conduct c order by c.version desc limit 1
), true) as owes_acceptance
from agencies_membership m join agencies_agency agency on agency.id = m.agency_id
where m.account_id = %(account)s and m.ended_at is null and m.begins_at <= %(at)s
    and (m.ends_at is null or m.ends_at > %(at)s)
order by m.begins_at, m.id
"""
# Tuples and no model rows: whoever sits in many teams and circles has some thousand grants.
GRANTS = """
select verbs, is_denial, area_low, area_high, record_id, "only", because_kind, because_id from foundation_grant
where (subject_kind, subject_id) in (select * from unnest(%(kinds)s::text[], %(subjects)s::uuid[]))
    and (subject_kind <> 'account' or membership_id is null or membership_id = %(membership)s)
    and revoked_at is null and begins_at <= %(at)s and (ends_at is null or ends_at > %(at)s)
"""


def resolve(account: Account, chosen: str | UUID | None = None) -> Acting:
    """The member as of now. Without a live membership nothing is open, whatever was granted."""
    now = timezone.now()
    if not account.is_active:
        return Acting(account=account.pk, name=account.name)
    memberships = list(Membership.objects.raw(MEMBERSHIPS, {"account": account.pk, "at": now}))
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
        choices=tuple(Choice(m.pk, m.duty, m.agency_name, m.areas[0]) for m in memberships),
        owes=conduct.PAGE if membership.owes_acceptance else "",
    )


def scopes(membership: Membership, verbs: frozenset[str], now: datetime) -> list[Scope]:
    """Live grants to the account in this duty and to its agency, cut to what the duty may do at all."""
    own: list[tuple[str, UUID]] = [("account", membership.account_id), ("agency", membership.agency_id)]
    groups = [(str(kind), subject) for kind, group in GROUPS.items() for subject in group.of(membership, now)]
    kinds, subjects = zip(*own, *groups, strict=True)
    told = {"kinds": list(kinds), "subjects": list(subjects)}
    with connection.cursor() as cursor:
        cursor.execute(GRANTS, told | {"membership": membership.pk, "at": now})
        live = [Granted._make(row) for row in cursor.fetchall()]
    return [scope_of(grant, membership) for grant in live if reaches(grant, verbs)]


class Granted(NamedTuple):
    """What a scope is made of."""

    verbs: list[str]
    is_denial: bool
    area_low: int | None
    area_high: int | None
    record_id: UUID | None
    only: str
    because_kind: str
    because_id: UUID


def reaches(grant: Granted, verbs: frozenset[str]) -> bool:
    """A denial holds whatever the duty may do: it may take more with it than it names."""
    return grant.is_denial or not verbs.isdisjoint(grant.verbs)


@lru_cache(maxsize=4096)
def cut(verbs: tuple[str, ...], duty: str) -> frozenset[str]:
    return DUTIES[duty].verbs.intersection(verbs)


def scope_of(grant: Grant | Granted, membership: Membership) -> Scope:
    """What one grant means for one member, cut to what the duty may do."""
    return Scope(
        verbs=frozenset() if grant.is_denial else cut(tuple(grant.verbs), membership.duty),
        low=grant.area_low,
        high=grant.area_high,
        record=grant.record_id,
        agency=membership.agency_id if grant.only == Grant.Only.AGENCY else None,
        account=membership.account_id if grant.only == Grant.Only.ACCOUNT else None,
        because=f"{grant.because_kind}:{grant.because_id}",
        level=level_of(grant, membership),
        denies=frozenset(grant.verbs) if grant.is_denial else frozenset(),
    )


def level_of(grant: Grant | Granted, membership: Membership) -> int:
    """What one told oneself is open at every level; the area of a duty up to the duty's own; what else opens an area,
    an agreement or a team, only what is handled as usual."""
    if grant.only != Grant.Only.ALL:
        return Handling.RAHASIA
    return DUTIES[membership.duty].level if grant.because_kind == "membership" else Handling.BIASA
