"""The background queue as the home page shows it: how many jobs wait, and since when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from procrastinate.contrib.django.models import ProcrastinateJob

LATE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: int
    oldest: datetime | None
    is_late: bool


def queue_at(at: datetime) -> Queue:
    """Jobs that could run now and do not. What is planned for later does not wait."""
    due = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=at), status="todo")
    found = due.aggregate(waiting=Count("id", distinct=True), oldest=Min("procrastinateevent__at"))
    oldest = found["oldest"]
    return Queue(waiting=found["waiting"], oldest=oldest, is_late=oldest is not None and at - oldest > LATE)
