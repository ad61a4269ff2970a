"""Beginning and ending a membership with its grants; new members, their first password, and new agencies."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from timpora.agencies import events
from timpora.agencies.acting import live_memberships
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency, AgencyKind, Membership
from timpora.agencies.passwords import temporary_password
from timpora.agencies.reference import load_kinds
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Account, Grant
from timpora.foundation.signing_in.sessions import end_sessions
from timpora.territory.codes import span


@transaction.atomic
def begin_membership(
    *, account: Account, agency: Agency, duty: str, areas: Sequence[int], at: datetime, by: Acting | None,
    ends_at: datetime | None = None,
) -> Membership:  # fmt: skip
    """Start a duty and write the grants it carries. `areas` are ten-digit codes; an empty list is refused."""
    if not areas:
        raise ValueError("a membership needs at least one area")
    membership = Membership.objects.create(
        account=account, agency=agency, duty=DUTIES[duty].code, areas=list(areas), begins_at=at, ends_at=ends_at
    )
    Grant.objects.bulk_create(grants_of(membership, at))
    end_sessions(account, at, because="duty")
    emit(events.MEMBERSHIP_BEGUN, subject=membership, by=by, area=areas[0])
    return membership


def grants_of(membership: Membership, at: datetime) -> list[Grant]:
    """What the duty carries today, for each of its areas; not saved."""
    return [
        Grant(
            subject_kind=Grant.Subject.ACCOUNT,
            subject_id=membership.account_id,
            membership_id=membership.pk,
            verbs=sorted(verbs),
            area_low=span(area)[0],
            area_high=span(area)[1],
            only=only,
            purpose="duty",
            because_kind="membership",
            because_id=membership.pk,
            begins_at=at,
            ends_at=membership.ends_at,
        )
        for only, verbs in DUTIES[membership.duty].grants()
        for area in membership.areas
    ]


@transaction.atomic
def renew_grants() -> int:
    """Grants hold a copy of a duty's verbs: bring the copies of running memberships to what the duties say now."""
    now, renewed = timezone.now(), 0
    held: dict[UUID, set[tuple[object, ...]]] = defaultdict(set)
    for grant in Grant.objects.filter(because_kind="membership", revoked_at=None).iterator():
        held[grant.because_id].add(shape(grant))
    running = Membership.objects.filter(ended_at=None, duty__in=DUTIES).exclude(ends_at__lte=now)
    for membership in running.iterator():
        wanted = grants_of(membership, max(now, membership.begins_at))
        if held[membership.pk] == {shape(grant) for grant in wanted}:
            continue
        Grant.objects.filter(because_id=membership.pk, revoked_at=None).update(revoked_at=now)
        Grant.objects.bulk_create(wanted)
        renewed += 1
    if renewed:
        emit(events.GRANTS_RENEWED, by=None, count=renewed)
    return renewed


def shape(grant: Grant) -> tuple[object, ...]:
    return grant.only, grant.area_low, grant.area_high, tuple(grant.verbs)


@transaction.atomic
def end_membership(membership: Membership, *, because: str, at: datetime, by: Acting) -> None:
    """Leaving ends access at once: the next request finds no grant."""
    ended = Membership.objects.filter(pk=membership.pk, ended_at=None)
    if not ended.update(ended_at=at, ended_by_id=by.account, ended_because=because):
        return
    revoke_because(membership.pk, at=at, by=by)
    end_sessions(membership.account, at, because="duty")
    emit(events.MEMBERSHIP_ENDED, subject=membership, by=by, area=membership.areas[0])


def revoke_because(because_id, *, at: datetime, by: Acting | None) -> int:
    """Take back every grant that stood on one reason; a write, so that it shows in the story."""
    live = Grant.objects.filter(because_id=because_id, revoked_at=None)
    return live.update(revoked_at=at, revoked_by=by.account if by else None)


def grant_record_to_agency(
    *,
    agency_id,
    record_kind: str,
    record_id,
    verbs: Sequence[str],
    purpose: str,
    because_kind: str,
    because_id,
    at: datetime,
) -> Grant:
    """Open one record to an agency for a reason (a request, a referral)."""
    grant = grant_of_record(
        agency_id=agency_id, record_kind=record_kind, record_id=record_id, verbs=verbs, purpose=purpose,
        because_kind=because_kind, because_id=because_id, at=at,
    )  # fmt: skip
    grant.save(force_insert=True)
    return grant


def grant_of_record(
    *, agency_id: UUID, record_kind: str, record_id: UUID, verbs: Sequence[str], purpose: str, because_kind: str,
    because_id: UUID, at: datetime,
) -> Grant:  # fmt: skip
    """The same, not stored yet: a meeting opens to hundreds of agencies at once."""
    return Grant(
        subject_kind=Grant.Subject.AGENCY,
        subject_id=agency_id,
        verbs=sorted(verbs),
        record_kind=record_kind,
        record_id=record_id,
        purpose=purpose,
        because_kind=because_kind,
        because_id=because_id,
        begins_at=at,
    )


@dataclass(frozen=True, slots=True)
class Added:
    """`password` is empty where the account existed; `is_new` is false where the same duty was running already."""

    membership: Membership
    password: str
    is_new: bool


@transaction.atomic
def add_member(
    *, sign_in: str, name: str, agency: Agency, duty: str, areas: Sequence[int], at: datetime, by: Acting | None,
    ends_at: datetime | None = None,
) -> Added:  # fmt: skip
    """A duty for the account of this sign-in name, which is made if there is none. A second time changes nothing."""
    account, password = account_named(sign_in, name)
    held = live_memberships(account, at).filter(agency=agency, duty=duty)
    same = next((m for m in held if set(m.areas) == set(areas)), None)
    if same is not None:
        return Added(same, "", is_new=False)
    membership = begin_membership(account=account, agency=agency, duty=duty, areas=areas, at=at, by=by, ends_at=ends_at)
    return Added(membership, password, is_new=True)


def account_named(sign_in: str, name: str) -> tuple[Account, str]:
    """The account, locked, and its password if it was made just now."""
    if not Account.objects.filter(sign_in__iexact=sign_in).exists():
        password = temporary_password()
        account = Account(sign_in=sign_in, name=name)
        account.set_password(password)
        try:
            with transaction.atomic():
                account.save(force_insert=True)
            return account, password
        except IntegrityError:  # the same form came twice at the same moment
            pass
    return Account.objects.select_for_update().get(sign_in__iexact=sign_in), ""


@transaction.atomic
def renew_password(account: Account, *, by: Acting | None) -> str:
    """A new temporary password; every device is signed out, because a session ends with the password it began with."""
    password = temporary_password()
    account.set_password(password)
    account.save(update_fields=["password"])
    end_sessions(account, timezone.now(), because="password")
    emit(events.PASSWORD_RENEWED, subject=account, by=by, area=by.area if by else None)
    return password


@transaction.atomic
def change_email(account: Account, email: str, *, by: Acting) -> None:
    """Where the member is told that something waits; empty: nowhere."""
    if Account.objects.filter(pk=account.pk).exclude(email=email).update(email=email):
        emit(events.EMAIL_CHANGED, subject=account, by=by)


@transaction.atomic
def change_password(account: Account, *, password: str, by: Acting) -> None:
    account.set_password(password)
    account.save(update_fields=["password"])
    emit(events.PASSWORD_CHANGED, subject=account, by=by, area=by.area)


@transaction.atomic
def register_agency(*, kind: str, name: str, short_name: str, area: int, by: Acting | None) -> Agency:
    """Once: the same kind, area and name is the same agency."""
    if not AgencyKind.objects.filter(pk=kind).exists():
        load_kinds()
    agency, is_new = Agency.objects.get_or_create(
        kind_id=kind, area=area, name=name, defaults={"short_name": short_name}
    )
    if is_new:
        emit(events.AGENCY_REGISTERED, subject=agency, by=by)
    return agency
