"""Looks at one person, found through audited doors: the inspector reads no register, only references and events."""

import re
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from timpora.accountability.queries import events_in_reach
from timpora.core.matching import number_key
from timpora.foundation.acting import Acting
from timpora.foundation.lists import BOUND
from timpora.foundation.models import Event
from timpora.registers.person_keys import number_keys

ENDING = re.compile(r"[0-9a-f]{8}")


def looks_at(person: UUID, since: datetime, until: datetime, acting: Acting) -> QuerySet[Event]:
    """The newest thousand of these days; more is said by the count, and shown by asking for fewer days."""
    with connection.cursor() as cursor:
        cursor.execute("select at, id from accountability_looks_at(%s, %s, %s, %s)", [person, since, until, BOUND + 1])
        keys = cursor.fetchall()
    rows = events_in_reach(acting).filter(at__in=[at for at, _ in keys], id__in=[pk for _, pk in keys])
    return rows.order_by("-at", "-id")


def persons_meant(typed: str) -> list[UUID]:
    """By reference (whole or its eight last signs) or by document number."""
    text = typed.strip().lower()
    try:
        return [UUID(text)] if len(text) >= 32 else by_ending(text) or by_number(typed)
    except ValueError:
        return by_number(typed)


def by_ending(text: str) -> list[UUID]:
    return asked("accountability_persons_referred(%s)", text) if ENDING.fullmatch(text) else []


def by_number(typed: str) -> list[UUID]:
    key = number_key(typed)
    return asked("accountability_persons_numbered(%s)", sorted(number_keys(key))) if key else []


def asked(door: str, value: object) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {door}", [value])  # noqa: S608 - one of the two names above
        return [row[0] for row in cursor.fetchall()]


def name_of(person: UUID) -> str:
    """Empty unless the member gave a reason within the hour, and for whoever is protected or out of reach."""
    with connection.cursor() as cursor:
        cursor.execute("select accountability_name_of(%s)", [person])
        return cursor.fetchone()[0] or ""
