"""Monthly partitions of the event table, made ahead of time; a default partition catches what no month covers."""

import itertools
from datetime import date

from django.db import connection
from django.utils import timezone

AHEAD = 3


def months_from(day: date, count: int) -> list[date]:
    start = day.year * 12 + day.month - 1
    return [date((start + n) // 12, (start + n) % 12 + 1, 1) for n in range(count)]


def ensure_partitions() -> int:
    """Make the partitions of this month and the next ones where they are missing; returns how many were made."""
    months = months_from(timezone.now().date(), AHEAD + 2)
    made = 0
    with connection.cursor() as cursor:
        for month, following in itertools.pairwise(months):
            name = f"foundation_event_{month:%Y_%m}"
            cursor.execute("select to_regclass(%s)", [name])
            if cursor.fetchone()[0] is None:
                cursor.execute(
                    f"create table {name} partition of foundation_event for values from (%s) to (%s)",
                    [month, following],
                )
                made += 1
    return made
