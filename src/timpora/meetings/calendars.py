"""The meetings of a month by day, and the address by which a calendar program reads them."""

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import QuerySet

from timpora.agencies.acting import resolve
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.events import emit
from timpora.meetings import events, ics
from timpora.meetings.models import CalendarAddress, Meeting
from timpora.statistics import months
from timpora.territory.queries import day_at

SECRET_BYTES = 32
FULL_LENGTH = 43
READ = frozenset({"meeting.read"})
BACK, AHEAD = timedelta(days=92), timedelta(days=400)


def of_month(month: date, acting: Acting) -> list[tuple[date, list[Meeting]]]:
    """By the legal day of the place; a day without a meeting is not there."""
    near = between(
        acting, at_midnight(month) - timedelta(days=1), at_midnight(months.before(month, -1)) + timedelta(days=1)
    )
    days: dict[date, list[Meeting]] = {}
    for meeting in near.select_related("team"):
        days.setdefault(day_at(meeting.area, meeting.starts_at), []).append(meeting)
    return [(day, found) for day, found in sorted(days.items()) if months.first(day) == month]


def at_midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo("UTC"))


def between(acting: Acting, begin: datetime, end: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(acting).filter(starts_at__range=(begin, end)).order_by("starts_at", "id")


@transaction.atomic
def make_address(*, by: Acting, at: datetime) -> str:
    """The secret, known only now; an earlier one of the same duty stops to work."""
    revoke_address(by=by, at=at)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    row = CalendarAddress.objects.create(membership_id=by.membership, digest=digest_of(secret), made_at=at)
    emit(events.CALENDAR_ADDRESS_MADE, subject=row, by=by, area=by.area)
    return secret


@transaction.atomic
def revoke_address(*, by: Acting, at: datetime) -> bool:
    live = address_of(by)
    if live is None or not CalendarAddress.objects.filter(pk=live.pk, revoked_at=None).update(revoked_at=at):
        return False
    emit(events.CALENDAR_ADDRESS_REVOKED, subject=live, by=by, area=by.area)
    return True


def address_of(by: Acting) -> CalendarAddress | None:
    return CalendarAddress.objects.filter(membership=by.membership, revoked_at=None).first()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def read(secret: str, at: datetime) -> str | None:
    """The calendar of the duty that the address was made in; None where there is none, whatever the reason."""
    if len(secret) != FULL_LENGTH or not secret.isascii():
        return None
    found = CalendarAddress.objects.filter(digest=digest_of(secret), revoked_at=None)
    row = found.select_related("membership__account").first()
    if row is None:
        return None
    acting = resolve(row.membership.account, row.membership_id)
    if acting.membership != row.membership_id or acting.owes or not acting.may("meeting.read"):
        return None
    today = day_at(acting.area or 0, at)
    if row.read_on != today:
        CalendarAddress.objects.filter(pk=row.pk).update(read_on=today)
    only = cut(acting)
    with acting_in_database(only):
        return ics.calendar(between(only, at - BACK, at + AHEAD), at)


def cut(acting: Acting) -> Acting:
    """Meetings alone, of all that the duty may read."""
    scopes = tuple(replace(scope, verbs=scope.verbs & READ) for scope in acting.scopes)
    return replace(acting, verbs=acting.verbs & READ, scopes=scopes)
