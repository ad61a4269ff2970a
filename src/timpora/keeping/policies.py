"""Whether the second lock is on: every table has its forced row policy or stands in the list with its reason."""

from django.db import connection

from timpora.foundation.security import OPEN_PREFIXES, OPEN_ROOMS, OPEN_TABLES, OWN_POLICIES, existing_tables

STATE = """
select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
and relrowsecurity and relforcerowsecurity and exists (select from pg_policy where polrelid = pg_class.oid)
"""


def tables_without_lock() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(STATE)
        locked = {name for (name,) in cursor.fetchall()}
        tables = existing_tables(cursor)
    is_open = lambda name: name.startswith((*OPEN_PREFIXES, *(f"{room}_" for room in OPEN_ROOMS)))  # noqa: E731
    needed = {name for name in tables if name in OWN_POLICIES or (name not in OPEN_TABLES and not is_open(name))}
    return sorted(needed - locked)
