"""Looks arranged at a moment of one's choice: events are made by the program, then moved as the owner would."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from timpora.accountability.steps import examine_sealed
from timpora.agencies.tests.cast import acting
from timpora.foundation.events import Kind, emit, event_digest
from timpora.foundation.jobs import run
from timpora.foundation.models import Account, Event, EventNote
from timpora.foundation.sealing import seal_all
from timpora.registers.events import PERSON_OPENED
from timpora.registers.models import Person


def look(who: Account, at: datetime, subject: Person | None = None, kind: Kind = PERSON_OPENED, **told) -> UUID:
    event_id = emit(kind, subject=subject, by=acting(who), **told)
    event = Event.objects.get(id=event_id)
    event.at = at
    as_owner("update foundation_event set at = %s, digest = %s where id = %s", [at, event_digest(event), event_id])
    EventNote.objects.filter(event_id=event_id).update(at=at)
    return event_id


def as_owner(sql: str, values: list[object] | None = None) -> None:
    """What only somebody with the owner's password can do: no trigger, no policy."""
    with connection.cursor() as cursor:
        cursor.execute("reset role; alter table foundation_event disable trigger user")
        cursor.execute("alter table foundation_seal disable trigger user")
        cursor.execute(sql, values or [])
        cursor.execute("alter table foundation_event enable trigger user")
        cursor.execute("alter table foundation_seal enable trigger user; set role timpora_worker")


def examine() -> None:
    seal_all()
    run(examine_sealed)
