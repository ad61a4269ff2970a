"""Saying what happened: `emit` writes the event row in the caller's transaction and wakes what follows."""

import hashlib
import json
import os
import struct
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC
from uuid import UUID

from django.db import connection, models
from django.utils import timezone
from psycopg.types.json import Jsonb

from timpora.foundation.acting import Acting
from timpora.foundation.ids import uuid7
from timpora.foundation.installation import installation_id
from timpora.foundation.models import Event, EventNote

KINDS: dict[str, "Kind"] = {}
# The id of the request that runs now, until its first event takes it: the line in the log and the event are one thing.
REQUEST_ID: ContextVar[UUID | None] = ContextVar("request_id", default=None)
# Words that go with every event of the request that runs now: the token by which a program came.
ALONG: ContextVar[dict[str, object] | None] = ContextVar("along", default=None)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event, declared in a room's `events.py`. `is_read` marks looking, as against doing."""

    code: str
    is_read: bool = False

    def __post_init__(self) -> None:
        KINDS[self.code] = self


SIGNED_IN = Kind("account.signed_in")
SIGN_IN_FAILED = Kind("account.sign_in_failed")
SIGNED_OUT = Kind("account.signed_out")
REFUSED = Kind("access.refused")
FILE_OPENED = Kind("file.opened", is_read=True)


def emit(
    kind: Kind,
    *,
    by: Acting | None,
    subject: models.Model | None = None,
    area: int | None = None,
    count: int = 1,
    purpose: str = "",
    words: dict[str, object] | None = None,
) -> UUID:
    """Write one event; a batch is one event with its count. Returns the event's id.

    `purpose` and `words` go to the erasable side row; the event carries a salted digest of them.
    """
    event = Event(
        id=REQUEST_ID.get() or uuid7(),
        at=timezone.now(),
        kind=kind.code,
        subject_kind=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None and isinstance(subject.pk, UUID) else None,
        area=area if area is not None else getattr(subject, "area", None),
        account_id=by.account if by else None,
        membership_id=by.membership if by else None,
        installation_id=installation_id(),
        count=count,
    )
    purpose = purpose or (by.purpose if by else "")
    words, note = (ALONG.get() or {}) | (words or {}), None
    if purpose or words:
        note = EventNote(event_id=event.id, at=event.at, salt=os.urandom(16), purpose=purpose, words=words)
        event.note_digest = note_digest(note.salt, note.purpose, note.words)
    event.digest = event_digest(event)
    write(event, note)
    REQUEST_ID.set(None)
    wake(kind.code, event.id)
    return event.id


EVENT = (
    "id", "at", "kind", "subject_kind", "subject_id", "area", "account_id", "membership_id", "installation_id", "count",
    "note_digest", "digest",
)  # fmt: skip
NOTE = ("event_id", "at", "salt", "purpose", "words")


def insert(table: str, columns: tuple[str, ...]) -> str:
    return f"insert into {table} ({', '.join(columns)}) values ({', '.join(['%s'] * len(columns))})"  # noqa: S608


ALONE = insert("foundation_event", EVENT)
NOTED = f"with noted as ({insert('foundation_eventnote', NOTE)}) {ALONE}"


def write(event: Event, note: EventNote | None) -> None:
    """One statement for both rows: every look at a file pays for it."""
    values = [getattr(event, column) for column in EVENT]
    with connection.cursor() as cursor:
        if note is None:
            cursor.execute(ALONE, values)
            return
        said = [note.event_id, note.at, note.salt, note.purpose, Jsonb(note.words)]
        cursor.execute(NOTED, said + values)


def wake(kind: str, event_id: UUID) -> None:
    from timpora.foundation import (
        jobs,  # jobs declare themselves on the app registry, which is not ready at import time
    )

    jobs.wake(kind, event_id)


def note_digest(salt: bytes, purpose: str, words: dict[str, object]) -> bytes:
    text = json.dumps([purpose, words], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(bytes(salt) + text.encode()).digest()


def event_digest(event: Event) -> bytes:
    """Over every column but the seal number, in a fixed order, each with its length before it."""
    moment = event.at.astimezone(UTC)
    columns = (
        event.id, moment.isoformat(timespec="microseconds"), event.kind, event.subject_kind, event.subject_id,
        event.area, event.account_id, event.membership_id, event.installation_id, event.count,
        bytes(event.note_digest).hex() if event.note_digest is not None else None,
    )  # fmt: skip
    digest = hashlib.sha256()
    for column in columns:
        encoded = b"\x00" if column is None else b"\x01" + str(column).encode()
        digest.update(struct.pack(">I", len(encoded)) + encoded)
    return digest.digest()
