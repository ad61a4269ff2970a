"""Events within an inspector's reach, with the notes that say why; and the state of the seals."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet

from timpora.accountability.models import Verification
from timpora.foundation.acting import Acting
from timpora.foundation.events import KINDS
from timpora.foundation.lists import bounded
from timpora.foundation.models import Account, Event, EventNote, Seal
from timpora.foundation.sealing import LATE
from timpora.territory.queries import zone_of

READ = "event.read"
MOST_NAMESAKES = 50
COUNTRY = 0


def events_in_reach(acting: Acting) -> QuerySet[Event]:
    """The first lock on a table that is no ScopedModel: the ranges of the duty. What has no area is in each."""
    ranges = [(s.low, s.high) for s in acting.scopes if READ in s.verbs and s.low is not None]
    if not ranges:
        return Event.objects.none()
    inside = reduce(or_, (Q(area__gte=low, area__lte=high) for low, high in ranges))
    return Event.objects.filter(inside | Q(area=None))


@dataclass(frozen=True, slots=True)
class Question:
    """What the inspector asks for; empty fields ask nothing."""

    member: str = ""
    kind: str = ""
    day: date | None = None
    subject: UUID | None = None
    everything: bool = False  # also what was done, not only what was looked at


def found(question: Question, acting: Acting) -> QuerySet[Event]:
    rows = events_in_reach(acting)
    if question.member:
        rows = rows.filter(account_id__in=members_called(question.member))
    if question.kind:
        rows = rows.filter(kind=question.kind)
    elif not question.everything:
        rows = rows.filter(kind__in=[kind.code for kind in KINDS.values() if kind.is_read])
    if question.subject:
        rows = rows.filter(subject_id=question.subject)
    if question.day:
        start = datetime.combine(question.day, time(), zone_of(acting.area or COUNTRY))
        rows = rows.filter(at__gte=start, at__lt=start + timedelta(days=1))
    return rows.order_by("-at", "-id")


def members_called(text: str) -> list[UUID]:
    named = Q(sign_in__iexact=text) | Q(name__icontains=text)
    return list(Account.objects.filter(named).order_by("name").values_list("pk", flat=True)[:MOST_NAMESAKES])


def notes_of(events: Iterable[Event]) -> dict[UUID, EventNote]:
    noted = [event.id for event in events if event.note_digest is not None]
    return {note.event_id: note for note in EventNote.objects.filter(event_id__in=noted)}


def names_of(events: Iterable[Event]) -> dict[UUID, str]:
    accounts = {event.account_id for event in events if event.account_id}
    return dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name"))


@dataclass(frozen=True, slots=True)
class SealState:
    last: Seal | None
    unsealed: int  # events in reach that wait for a seal for more than a minute


def seal_state(acting: Acting, at: datetime) -> SealState:
    late = events_in_reach(acting).filter(seal_no=None, at__lt=at - LATE)
    return SealState(Seal.objects.order_by("-no").first(), bounded(late))


def last_verification(acting: Acting) -> Verification | None:
    return Verification.objects.visible_to(acting).order_by("-asked_at").first()
