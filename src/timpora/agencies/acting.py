"""From a signed-in account to what it may do now: its live memberships, the one acted in, the grants."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple, Protocol, Self
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.core.access import Scope
from timpora.foundation.acting import Acting, Choice, Named
from timpora.foundation.models import Account, Grant, Handling
from timpora.territory.queries import day_at


class Holder(Protocol):
    """A membership, as the model or as a row."""

    @property
    def pk(self) -> UUID: ...
    @property
    def account_id(self) -> UUID: ...
    @property
    def agency_id(self) -> UUID: ...
    @property
    def duty(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Within:
    """Who is in a group: agencies as a whole, and members by themselves."""

    agencies: frozenset[UUID]
    members: frozenset[UUID] = frozenset()

    def __contains__(self, holder: Holder) -> bool:
        return holder.agency_id in self.agencies or holder.pk in self.members


@dataclass(frozen=True, slots=True)
class Group:
    """A kind of subject that agencies and members belong to. `of` is SQL and reads the ids from the member (agency,
    membership, at, and day where its duty lies); `within` reads from the groups."""

    of: str
    within: Callable[[Collection[UUID], datetime], Within]  # who is in any of these groups
    names: Callable[[Collection[UUID]], dict[UUID, str]]

    def mine(self, acting: Acting, at: datetime) -> list[UUID]:
        """Those the member belongs to."""
        told = {"agency": acting.agency, "membership": acting.membership, "at": at, "day": day_at(acting.area or 0, at)}
        with connection.cursor() as cursor:
            cursor.execute(self.of, told)
            return [found for (found,) in cursor.fetchall()]


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
select m.id, m.account_id, m.agency_id, m.duty, array(select jsonb_array_elements_text(m.areas)::bigint) as areas,
    agency.short_name as agency_name, agency.kind_id as agency_kind, not coalesce((
    select exists (select from agencies_acceptance a where a.account_id = m.account_id and a.conduct_id = c.version)
    from agencies_conduct c order by c.version desc limit 1
), true) as owes_acceptance
from agencies_membership m join agencies_agency agency on agency.id = m.agency_id
where m.account_id = %(account)s and m.ended_at is null and m.begins_at <= %(at)s
    and (m.ends_at is null or m.ends_at > %(at)s)
order by m.begins_at, m.id
"""
# Tuples and no model rows, and what names records one by one as one row for all alike: whoever sits in many teams and
# circles has some thousand grants.
# The subjects go in as lists: how many there are nobody knows beforehand, and a join would read all grants.
GRANTS = """
with subject(kind, id) as materialized (
    values ('account', %(account)s::uuid), ('agency', %(agency)s::uuid) {groups}
)
select verbs collate "C", is_denial, area_low, area_high, "only" collate "C", because_kind collate "C",
    case when record_id is null then because_id end as because_id,
    string_agg(record_id::text, ',') as records,
    string_agg(because_kind || ':' || coalesce(because_id::text, ''), ',') filter (where record_id is not null)
from foundation_grant
where subject_kind = any (array(select kind from subject)) and subject_id = any (array(select id from subject))
    and (subject_kind, subject_id) in (select kind, id from subject)
    and (subject_kind <> 'account' or membership_id is null or membership_id = %(membership)s)
    and revoked_at is null and begins_at <= %(at)s and (ends_at is null or ends_at > %(at)s)
group by 1, 2, 3, 4, 5, 6, 7
"""


class Held(NamedTuple):
    """A membership as it is read at each request."""

    pk: UUID
    account_id: UUID
    agency_id: UUID
    duty: str
    areas: list[int]
    agency_name: str
    agency_kind: str
    owes_acceptance: bool


def resolve(account: Account, chosen: str | UUID | None = None) -> Acting:
    """The member as of now. Without a live membership nothing is open, whatever was granted."""
    now = timezone.now()
    if not account.is_active:
        return Acting(account=account.pk, name=account.name)
    with connection.cursor() as cursor:
        cursor.execute(MEMBERSHIPS, {"account": account.pk, "at": now})
        memberships = [Held(*row) for row in cursor]
    membership = next((m for m in memberships if str(m.pk) == str(chosen)), memberships[0] if memberships else None)
    if membership is None:
        return Acting(account=account.pk, name=account.name)
    duty = DUTIES[membership.duty]
    return Acting(
        account=account.pk,
        name=account.name,
        membership=membership.pk,
        agency=membership.agency_id,
        agency_kind=membership.agency_kind,
        duty=duty.code,
        area=membership.areas[0],
        verbs=duty.verbs,
        scopes=tuple(scopes(membership, duty.verbs, now)),
        choices=tuple(Choice(m.pk, m.duty, m.agency_name, m.areas[0]) for m in memberships),
        owes=conduct.PAGE if membership.owes_acceptance else "",
    )


def scopes(membership: Held, verbs: frozenset[str], now: datetime) -> list[Scope]:
    """Live grants to the account in this duty and to its agency, cut to what the duty may do at all."""
    groups = " ".join(f"union all select '{kind}', g.* from ({group.of}) g" for kind, group in GROUPS.items())  # noqa: S608
    told = {"account": membership.account_id, "agency": membership.agency_id, "membership": membership.pk}
    with connection.cursor() as cursor:
        cursor.execute(GRANTS.format(groups=groups), told | {"at": now, "day": day_at(membership.areas[0], now)})
        rows = cursor.fetchall()
    live = [Granted(*what, Named(records, reasons) if records else {}) for *what, records, reasons in rows]
    return [scope_of(grant, membership) for grant in live if reaches(grant, verbs)]


class Granted(NamedTuple):
    """What a scope is made of: one grant on a range, or all grants on records that are alike, each with its reason."""

    verbs: list[str]
    is_denial: bool
    area_low: int | None
    area_high: int | None
    only: str
    because_kind: str
    because_id: UUID | None
    records: Mapping[UUID, str]

    @classmethod
    def of(cls, grant: Grant) -> Self:
        records = {} if grant.record_id is None else {grant.record_id: f"{grant.because_kind}:{grant.because_id}"}
        return cls(
            grant.verbs, grant.is_denial, grant.area_low, grant.area_high, grant.only, grant.because_kind,
            grant.because_id, records,
        )  # fmt: skip


def reaches(grant: Granted, verbs: frozenset[str]) -> bool:
    """A denial holds whatever the duty may do: it may take more with it than it names."""
    return grant.is_denial or not verbs.isdisjoint(grant.verbs)


@lru_cache(maxsize=4096)
def cut(verbs: tuple[str, ...], duty: str) -> frozenset[str]:
    return DUTIES[duty].verbs.intersection(verbs)


def scope_of(grant: Granted, membership: Holder) -> Scope:
    """What is granted means for one member, cut to what the duty may do."""
    return Scope(
        verbs=frozenset() if grant.is_denial else cut(tuple(grant.verbs), membership.duty),
        low=grant.area_low,
        high=grant.area_high,
        records=grant.records,
        agency=membership.agency_id if grant.only == Grant.Only.AGENCY else None,
        account=membership.account_id if grant.only == Grant.Only.ACCOUNT else None,
        because=f"{grant.because_kind}:{grant.because_id}",
        level=level_of(grant, membership),
        denies=frozenset(grant.verbs) if grant.is_denial else frozenset(),
    )


def level_of(grant: Granted, membership: Holder) -> int:
    """What one told oneself is open at every level; the area of a duty up to the duty's own; what else opens an area,
    an agreement or a team, only what is handled as usual."""
    if grant.only != Grant.Only.ALL:
        return Handling.RAHASIA
    return DUTIES[membership.duty].level if grant.because_kind == "membership" else Handling.BIASA
