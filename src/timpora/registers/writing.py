"""Writes of many rows in one statement each, from arrays."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from timpora.registers.models import Person

LINK = """
update registers_mention as told set person_id = pair.person
from unnest(%s::uuid[], %s::uuid[]) as pair(mention, person) where told.id = pair.mention
"""
ADD_KEYS = """
insert into registers_personkey (key, person_id, area, is_protected)
select * from unnest(%s::bigint[], %s::uuid[], %s::bigint[], %s::boolean[]) on conflict do nothing
returning key, person_id
"""
SETTLE = """
update registers_person as person set area = now_in.area, stale_since = null
from unnest(%s::uuid[], %s::bigint[]) as now_in(id, area) where person.id = now_in.id
"""
CHUNK = 20_000


def link_mentions(mentions: Sequence[UUID], persons: Sequence[UUID]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(LINK, [list(mentions), list(persons)])


def settle_persons(persons: Sequence[UUID], areas: Sequence[int]) -> None:
    """Where each is last known; nothing is stale any more."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [list(persons), list(areas)])


def add_keys(wanted: Iterable[tuple[Person, int]]) -> set[tuple[int, UUID]]:
    """Keys that a person has already stay as they are; returns those that are new."""
    added: set[tuple[int, UUID]] = set()
    rows = [(key, person.pk, person.area, person.is_protected) for person, key in wanted]
    with connection.cursor() as cursor:
        for start in range(0, len(rows), CHUNK):
            cursor.execute(ADD_KEYS, [list(column) for column in zip(*rows[start : start + CHUNK], strict=True)])
            added.update(cursor.fetchall())
    return added
