"""Which events are looks at persons, and what stands behind each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from timpora.agencies.models import Membership
from timpora.foundation.events import KINDS
from timpora.foundation.models import Event, EventNote

PERSON = "registers.person"
# Records that speak of a person; opening one is part of the work it stands for.
ABOUT_PERSONS = frozenset(
    {"registers.mention", "compliance.check", "compliance.finding", "tasks.task", "intake.report"}
)
CLAUSE = "agreements.clause"
BEHIND = ("from", "reference", "mention")  # the words of a note that name the work


@dataclass(frozen=True, slots=True)
class Look:
    id: UUID
    at: datetime
    kind: str
    account: UUID
    membership: UUID | None
    agency: UUID | None
    area: int
    person: UUID | None
    purpose: str
    reference: str

    @property
    def has_reference(self) -> bool:
        return bool(self.reference)


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a member looks from."""

    agency: UUID
    areas: tuple[int, ...]


def read_kinds() -> list[str]:
    return [kind.code for kind in KINDS.values() if kind.is_read]


def desks(memberships: Iterable[UUID]) -> dict[UUID, Desk]:
    rows = Membership.objects.filter(pk__in=set(memberships)).values_list("pk", "agency_id", "areas")
    return {pk: Desk(agency, tuple(areas)) for pk, agency, areas in rows}


def looks_of(events: Iterable[Event]) -> list[Look]:
    """Those that are looks at persons: at a file, at a record about one, or at a list that shows some."""
    rows = [event for event in events if is_read(event.kind)]
    noted = [event.id for event in rows if event.note_digest is not None]
    notes = {note.event_id: note for note in EventNote.objects.filter(event_id__in=noted)}
    known = desks(event.membership_id for event in rows if event.membership_id)
    return [
        look_of(event, event.account_id, notes.get(event.id), known)
        for event in rows
        if event.account_id and is_at_persons(event, notes.get(event.id))
    ]


def is_read(code: str) -> bool:
    kind = KINDS.get(code)
    return kind is not None and kind.is_read


def is_at_persons(event: Event, note: EventNote | None) -> bool:
    about = event.subject_kind == PERSON or event.subject_kind in ABOUT_PERSONS
    return (about and not event.kind.startswith("oversight.")) or bool(note and "shown" in note.words)


def look_of(event: Event, account: UUID, note: EventNote | None, known: Mapping[UUID, Desk]) -> Look:
    desk = known.get(event.membership_id) if event.membership_id else None
    area = event.area if event.area is not None else desk.areas[0] if desk else 0
    return Look(
        id=event.id, at=event.at, kind=event.kind, account=account, membership=event.membership_id,
        agency=desk.agency if desk else None, area=area,
        person=event.subject_id if event.subject_kind == PERSON else None,
        purpose=note.purpose if note else "", reference=reference_of(event, note),
    )  # fmt: skip


def reference_of(event: Event, note: EventNote | None) -> str:
    """The work behind a look, as `task:17`; a record about a person is its own work."""
    if event.subject_kind in ABOUT_PERSONS:
        return f"{event.subject_kind}:{event.subject_id}"
    words = note.words if note else {}
    if clauses := words.get("clauses"):
        return f"{CLAUSE}:{clauses[0]}"  # shared data is opened by an agreement, and by nothing else
    name = next((name for name in BEHIND if words.get(name)), "")
    return f"match:{words[name]}"[:60] if name == "mention" else str(words.get(name, ""))[:60]
