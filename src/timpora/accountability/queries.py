"""Events within an inspector's reach, with the notes that say why; counts by member and by area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from timpora.accountability.models import Tally, Verification
from timpora.agencies.models import Agency, Membership
from timpora.foundation.acting import Acting
from timpora.foundation.events import KINDS
from timpora.foundation.models import Account, Event, EventNote
from timpora.territory.codes import digits, span
from timpora.territory.queries import day_at, zone_of

READ = "event.read"
MOST_NAMESAKES = 50
COUNTRY = 0
DAYS = 30  # shown where no day is asked for: one or two months' partitions


def events_in_reach(acting: Acting) -> QuerySet[Event]:
    """The first lock on a table that is no ScopedModel: the ranges of the duty. What has no area is in each."""
    ranges = [(s.low, s.high) for s in acting.scopes if READ in s.verbs and s.low is not None]
    if not ranges:
        return Event.objects.none()
    inside = reduce(or_, (Q(area__gte=low, area__lte=high) for low, high in ranges))
    return Event.objects.filter(inside | Q(area=None))


@dataclass(frozen=True, slots=True)
class Question:
    """What the inspector asks for; empty fields ask nothing, and without days the last thirty are meant."""

    member: str = ""
    account: UUID | None = None
    agency: str = ""
    kind: str = ""
    purpose: str = ""
    area: int | None = None
    since: date | None = None
    until: date | None = None
    subject: UUID | None = None
    everything: bool = False  # also what was done, not only what was looked at


def found(question: Question, acting: Acting) -> QuerySet[Event]:
    rows = within_days(events_in_reach(acting), question, acting)
    if question.member:
        rows = rows.filter(account_id__in=members_called(question.member))
    if question.account:
        rows = rows.filter(account_id=question.account)
    if question.agency:
        agencies = Agency.objects.filter(Q(name__icontains=question.agency) | Q(short_name__icontains=question.agency))
        rows = rows.filter(membership_id__in=Membership.objects.filter(agency__in=agencies).values("pk"))
    if question.kind:
        rows = rows.filter(kind=question.kind)
    elif not question.everything:
        rows = rows.filter(kind__in=[kind.code for kind in KINDS.values() if kind.is_read])
    if question.purpose:
        rows = rows.filter(Exists(EventNote.objects.filter(event_id=OuterRef("id"), purpose=question.purpose)))
    if question.area is not None:
        rows = rows.filter(area__range=span(question.area))
    if question.subject:
        rows = rows.filter(subject_id=question.subject)
    return rows.order_by("-at", "-id")


def days_of(question: Question, acting: Acting) -> tuple[date, date]:
    """First and last legal day, by the inspector's own zone."""
    last = question.until or max(day_at(acting.area or COUNTRY, timezone.now()), question.since or date.min)
    return question.since or last - timedelta(days=DAYS - 1), last


def moments_of(question: Question, acting: Acting) -> tuple[datetime, datetime]:
    first, last = days_of(question, acting)
    zone = zone_of(acting.area or COUNTRY)
    return datetime.combine(first, time(), zone), datetime.combine(last, time(), zone) + timedelta(days=1)


def within_days(rows: QuerySet[Event], question: Question, acting: Acting) -> QuerySet[Event]:
    """Always between two moments: only the partitions of these months are read."""
    since, until = moments_of(question, acting)
    return rows.filter(at__gte=since, at__lt=until)


def members_called(text: str) -> list[UUID]:
    named = Q(sign_in__iexact=text) | Q(name__icontains=text)
    return list(Account.objects.filter(named).order_by("name").values_list("pk", flat=True)[:MOST_NAMESAKES])


def notes_of(events: Iterable[Event]) -> dict[UUID, EventNote]:
    noted = [event.id for event in events if event.note_digest is not None]
    return {note.event_id: note for note in EventNote.objects.filter(event_id__in=noted)}


def names_of(events: Iterable[Event]) -> dict[UUID, str]:
    return names({event.account_id for event in events if event.account_id})


def names(accounts: Iterable[UUID]) -> dict[UUID, str]:
    return dict(Account.objects.filter(pk__in=set(accounts)).values_list("pk", "name"))


def tallies(question: Question, acting: Acting) -> QuerySet[Tally]:
    first, last = days_of(question, acting)
    rows = Tally.objects.visible_to(acting).filter(day__gte=first, day__lte=last)
    if question.account:
        rows = rows.filter(account_id=question.account)
    return rows.filter(area__range=span(question.area)) if question.area is not None else rows


def by_day(rows: QuerySet[Tally]) -> QuerySet[Tally]:
    bare = Sum("looks", filter=Q(has_reference=False))
    return rows.values("day").annotate(n=Sum("looks"), bare=bare).order_by("-day")


def by_purpose(rows: QuerySet[Tally]) -> QuerySet[Tally]:
    return rows.values("purpose").annotate(n=Sum("looks")).order_by("purpose")


def by_agency(rows: QuerySet[Tally]) -> QuerySet[Tally]:
    return rows.values("agency_id").annotate(n=Sum("looks"), members=Count("account_id", distinct=True))


def by_part(rows: QuerySet[Tally], above: int) -> dict[int, int]:
    """Looks in each part of an area one level down; what is known no finer counts for the area itself."""
    step = {0: 10**8, 2: 10**6, 4: 10**4, 6: 1, 10: 1}[digits(above)]
    parts: dict[int, int] = {}
    for area, looks in rows.values_list("area").annotate(n=Sum("looks")):
        part = area - area % step
        parts[part] = parts.get(part, 0) + looks
    return dict(sorted(parts.items()))


def last_verification() -> Verification | None:
    return Verification.objects.order_by("-asked_at").first()
