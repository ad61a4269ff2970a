"""*Akses mendesak*: one file outside the reach, by exact number, with a reason, for an hour; a supervisor closes it."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.urls import reverse

from timpora.agencies.models import Agency
from timpora.agencies.queries import members_over, members_who_may
from timpora.foundation import outbox
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Account, Grant
from timpora.registers import events
from timpora.registers.models import Person, UrgentAccess
from timpora.registers.readers import READ

ASK, SEE, CLOSE = "person.urgent", "urgent.read", "urgent.close"
BECAUSE, PURPOSE = "registers.urgentaccess", "urgent"
# Praktik, dapat diubah.
LASTS = timedelta(hours=1)
MOST_OPEN = 3  # of one member, misses included: then a supervisor has to close some first
SHORTEST_REASON = 20


class TooManyOpen(Exception):
    """The member's earlier ones wait for a supervisor."""


class WithinReach(Exception):
    """The file lies in the member's own reach: `args[0]` is the person's id. Nothing urgent is needed."""


class NotYours(PermissionDenied):
    """Only a supervisor of the same agency closes it, and never whoever asked."""


@transaction.atomic
def ask(number_key: str, nationality: str, *, reason: str, by: Acting, at: datetime) -> UrgentAccess:
    """A row for a hit and for a miss alike; a hit opens the file for an hour. Without its event there is neither."""
    require(by, ASK)
    if len(reason.strip()) < SHORTEST_REASON:
        raise ValueError(f"the reason has at least {SHORTEST_REASON} characters")
    Account.objects.select_for_update().get(pk=by.account)  # two clicks wait for each other
    found = look_up(number_key, nationality)
    if found and Person.objects.visible_to(by).filter(pk=found[0]).exists():
        raise WithinReach(found[0])
    if found and (same := running_one(found[0], by, at)):
        return same
    if UrgentAccess.objects.filter(account_id=by.account, closed_at=None).count() >= MOST_OPEN:
        raise TooManyOpen
    row = UrgentAccess.objects.create(
        area=by.area, agency_id=by.agency, account_id=by.account, person_id=found[0] if found else None,
        reason=reason.strip(), asked_at=at, until=at + LASTS,
    )  # fmt: skip
    emit(events.URGENT_OPENED, by=by, subject=row, purpose=PURPOSE, words={"found": found is not None})
    if found:
        open_file(row, by, at)
    tell_who_answers_for_it(found[1] if found else None, by, at)
    return row


def tell_who_answers_for_it(area: int | None, by: Acting, at: datetime) -> None:
    """The supervisors who close it, of a hit and of a miss; and the owners of the file. The home page says the rest."""
    told = members_who_may([CLOSE], Agency.objects.get(pk=by.agency), at)
    told += members_over("person.protect", area, at) if area is not None else []
    outbox.tell([m.account for m in told if m.account_id != by.account], page=reverse("home"), at=at)


def look_up(number_key: str, nationality: str) -> tuple[object, int] | None:
    """Beyond the reach, and never a protected person: see the migration of this function."""
    with connection.cursor() as cursor:
        cursor.execute("select found, found_in from registers_urgent_file(%s, %s)", [number_key, nationality])
        return cursor.fetchone()


def running_one(person: object, by: Acting, at: datetime) -> UrgentAccess | None:
    return UrgentAccess.objects.filter(account_id=by.account, person_id=person, until__gt=at, closed_at=None).first()


def open_file(row: UrgentAccess, by: Acting, at: datetime) -> None:
    """The current picture, not every source behind it: of those only the number is told."""
    Grant.objects.create(
        subject_kind=Grant.Subject.ACCOUNT, subject_id=by.account, membership_id=by.membership, verbs=[READ],
        record_kind="registers.person", record_id=row.person_id, purpose=PURPOSE, because_kind=BECAUSE,
        because_id=row.pk, begins_at=at, ends_at=row.until,
    )  # fmt: skip


@transaction.atomic
def close(row: UrgentAccess, *, is_proper: bool, words: str, by: Acting, at: datetime) -> None:
    """A supervisor's word on it; it ends the access as well, if it still runs. A second click changes nothing."""
    require(by, CLOSE)
    row = UrgentAccess.objects.visible_to(by, CLOSE).select_for_update().get(pk=row.pk)
    if not may_close(row, by):
        raise NotYours
    if row.closed_at is not None:
        return
    UrgentAccess.objects.filter(pk=row.pk).update(
        closed_at=at, closed_by=by.account, is_proper=is_proper, closing_words=words.strip()
    )
    Grant.objects.filter(because_id=row.pk, revoked_at=None).update(revoked_at=at, revoked_by=by.account)
    emit(events.URGENT_CLOSED, by=by, subject=row, purpose=PURPOSE, words={"proper": is_proper})


def may_close(row: UrgentAccess, by: Acting) -> bool:
    return by.may(CLOSE) and row.account_id != by.account and row.agency_id == by.agency


def require(by: Acting, verb: str) -> None:
    if not by.may(verb):
        raise NotYours


def opened_through(by: Acting, person: Person) -> str:
    """Why the file is open, where it is open through urgent access alone: "registers.urgentaccess:<id>"."""
    reading = [scope for scope in by.scopes if READ in scope.verbs]
    facts = facts_of(person)
    if any(not scope.records and scope.covers(facts) for scope in reading):
        return ""
    reasons = (scope.records.get(person.pk, "") for scope in reading)
    return next((why for why in reasons if why.startswith(BECAUSE)), "")
