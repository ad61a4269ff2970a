"""Beginning and ending a membership: the reason and its grants in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from timpora.agencies import events
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency, Membership
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Account, Grant
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
    for only, verbs in DUTIES[duty].grants():
        for area in areas:
            low, high = span(area)
            Grant.objects.create(
                subject_kind=Grant.Subject.ACCOUNT,
                subject_id=account.pk,
                membership_id=membership.pk,
                verbs=sorted(verbs),
                area_low=low,
                area_high=high,
                only=only,
                purpose="duty",
                because_kind="membership",
                because_id=membership.pk,
                begins_at=at,
                ends_at=ends_at,
            )
    emit(events.MEMBERSHIP_BEGUN, subject=membership, by=by, area=areas[0])
    return membership


@transaction.atomic
def end_membership(membership: Membership, *, because: str, at: datetime, by: Acting) -> None:
    """Leaving ends access at once: the next request finds no grant."""
    ended = Membership.objects.filter(pk=membership.pk, ended_at=None)
    if not ended.update(ended_at=at, ended_by_id=by.account, ended_because=because):
        return
    revoke_because(membership.pk, at=at, by=by)
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
    return Grant.objects.create(
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
