"""Months have their partition ahead of time, whoever asks; events in the default partition stop nothing."""

import pytest
from django.db import connection

from timpora.agencies.tests.cast import acting
from timpora.foundation.events import Kind, emit
from timpora.foundation.models import Event
from timpora.foundation.partitions import ensure_partitions

DONE = Kind("test.done")


def names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("select relname from pg_class where relispartition and relkind = 'r'")
        return {name for (name,) in cursor.fetchall() if name.startswith("foundation_event_")}


@pytest.mark.django_db
def test_the_worker_makes_what_is_missing_and_nothing_twice():
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute(f"drop table {sorted(names() - {'foundation_event_default'})[-1]}")
        cursor.execute("set role timpora_worker")
    assert ensure_partitions() == 1
    assert ensure_partitions() == 0


def test_events_caught_by_the_default_partition_stop_nothing(ayu):
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for name in names() - {"foundation_event_default"}:
            cursor.execute(f"drop table {name}")
        cursor.execute("set role timpora_worker")
    emit(DONE, by=acting(ayu))
    made = ensure_partitions()
    assert made > 0
    assert Event.objects.filter(kind="test.done").count() == 1
    emit(DONE, by=acting(ayu))
