"""Requests as records that are shared, narrowed and kept from an agency."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from timpora.agencies.sharing import Shareable
from timpora.tasks.models import Task, TaskEntry, TaskShare


def originator(task: Task) -> UUID:
    return task.from_agency_id


def needed(task: Task, at: datetime) -> Iterable[UUID]:
    return {task.from_agency_id, task.to_agency_id}


TASK = Shareable(
    Task, _("Permintaan no. %(n)s"), "task_page", "task.send", originator, needed, (TaskShare, TaskEntry), "task"
)
