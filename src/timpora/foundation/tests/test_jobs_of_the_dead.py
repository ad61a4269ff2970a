"""A worker that was killed leaves its job begun; another takes it up. What is done is forgotten after a while."""

import asyncio
from datetime import timedelta

import pytest
from asgiref.sync import sync_to_async
from django.db import connection, connections
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from timpora.foundation.jobs import dispatch, forget_jobs, take_up_orphans

pytestmark = pytest.mark.django_db(transaction=True)


def begun(job_id: int, *, beat_ago: timedelta | None) -> None:
    """As a worker leaves it that last beat so long ago, or whose row is gone altogether."""
    with connection.cursor() as cursor:
        worker = None
        if beat_ago is not None:
            at = timezone.now() - beat_ago
            cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s) returning id", [at])
            worker = cursor.fetchone()[0]
        cursor.execute("update procrastinate_jobs set status = 'doing', worker_id = %s where id = %s", [worker, job_id])


def work() -> None:
    """What is there is done, as by `timpora work`, and the worker goes home."""

    async def once() -> None:
        worker_app = app.with_connector(app.connector.get_worker_connector())
        async with worker_app.open_async():
            await worker_app.run_worker_async(wait=False, install_signal_handlers=False, listen_notify=False)
            await sync_to_async(connections.close_all, thread_sensitive=False)()

    asyncio.run(once())


@pytest.fixture(autouse=True)
def _nothing_waits() -> None:
    ProcrastinateJob.objects.all().delete()


@pytest.mark.parametrize("beat_ago", [None, timedelta(minutes=2)])
def test_a_job_of_a_dead_worker_is_done_by_another(beat_ago):
    job_id = dispatch.defer(kind="nothing.follows", event_id="")
    begun(job_id, beat_ago=beat_ago)
    take_up_orphans.defer(timestamp=0)
    work()
    assert ProcrastinateJob.objects.get(pk=job_id).status == "succeeded"


def test_a_job_of_a_living_worker_is_left_to_it():
    job_id = dispatch.defer(kind="nothing.follows", event_id="")
    begun(job_id, beat_ago=timedelta(seconds=9))
    take_up_orphans.defer(timestamp=0)
    work()
    assert ProcrastinateJob.objects.get(pk=job_id).status == "doing"


def test_what_the_clock_asks_for_again_is_not_asked_for_twice():
    job_id = forget_jobs.defer(timestamp=0)
    begun(job_id, beat_ago=None)
    again = forget_jobs.defer(timestamp=1)
    take_up_orphans.defer(timestamp=0)
    work()
    states = dict(ProcrastinateJob.objects.filter(pk__in=(job_id, again)).values_list("pk", "status"))
    assert states == {job_id: "failed", again: "succeeded"}


def test_jobs_that_are_done_are_forgotten_after_a_week():
    old, new = (dispatch.defer(kind="nothing.follows", event_id=str(number)) for number in range(2))
    work()
    with connection.cursor() as cursor:
        cursor.execute("update procrastinate_events set at = at - interval '8 days' where job_id = %s", [old])
    forget_jobs.defer(timestamp=0)
    work()
    assert not ProcrastinateJob.objects.filter(pk=old).exists()
    assert ProcrastinateJob.objects.filter(pk=new).exists()
