"""Background work in PostgreSQL: `dispatch` runs the steps that the journey names for a kind of event."""

from collections.abc import Callable
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from timpora.foundation import files
from timpora.foundation.outbox import send_waiting

SILENT = 30  # seconds without a beat of its worker, which beats every ten
KEPT_HOURS = 7 * 24  # what became of a job
Step = Callable[[], int]  # does what is waiting, in chunks; returns how many it did, 0 when there was nothing


def journey() -> dict[str, tuple[Step, ...]]:
    """What follows what is written in the room named by settings.JOURNEY; this room does not know it."""
    module, _, name = settings.JOURNEY.rpartition(".")
    return getattr(import_module(module), name)


def wake(kind: str, event_id: UUID) -> None:
    if journey().get(kind):
        dispatch.defer(kind=kind, event_id=str(event_id))


@app.task(name="foundation.dispatch", retry=5)
def dispatch(kind: str, event_id: str) -> None:
    """The event only wakes the steps; each finds its work by state and ends at once when there is none."""
    for step in journey().get(kind, ()):
        run(step)


def run(step: Step) -> int:
    total = 0
    while True:
        with transaction.atomic():
            done = step()
        if not done:
            return total
        total += done


@app.periodic(cron="* * * * *")
@app.task(name="foundation.outbox", queueing_lock="foundation.outbox")
def send_outgoing(timestamp: int) -> None:
    run(send_waiting)


@app.periodic(cron="* * * * *")
@app.task(name="foundation.take_up_orphans", queueing_lock="foundation.take_up_orphans", pass_context=True)
async def take_up_orphans(context: JobContext, timestamp: int) -> None:
    """Jobs whose worker was killed or lost its database in the middle would otherwise stay begun for ever."""
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=SILENT):
        if job.queueing_lock:  # the clock asks for it again, and may have done so already
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)
        else:
            await manager.retry_job(job)


@app.periodic(cron="41 * * * *")
@app.task(name="foundation.forget_jobs", queueing_lock="foundation.forget_jobs", pass_context=True)
async def forget_jobs(context: JobContext, timestamp: int) -> None:
    await context.app.job_manager.delete_old_jobs(nb_hours=KEPT_HOURS, include_failed=True)


@app.periodic(cron="47 19 * * *")
@app.task(name="foundation.sweep_files", queueing_lock="foundation.sweep_files")
def sweep_files(timestamp: int) -> None:
    files.sweep(timezone.now())


def settle() -> int:
    """Run every step of the journey in this process until none finds anything to do; returns how much was done."""
    steps = list(dict.fromkeys(step for steps in journey().values() for step in steps))
    total = 0
    while done := sum(run(step) for step in steps):
        total += done
    return total
