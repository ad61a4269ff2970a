"""Monthly partitions of the event table, made ahead of time; a default partition catches what no month covers."""

from django.db import connection

AHEAD = 6


def ensure_partitions() -> int:
    """Make the partitions of this month and the next ones where they are missing; returns how many were made.

    The work is a function of the owner, because only the owner may make tables and the worker asks for it each hour.
    A month of which the default partition already holds events stays there: nothing is moved, nothing fails.
    """
    with connection.cursor() as cursor:
        cursor.execute("select foundation_event_partitions(%s)", [AHEAD])
        return int(cursor.fetchone()[0])
