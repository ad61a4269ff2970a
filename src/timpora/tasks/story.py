"""Writing a step: a line of the story, the new state, who is told."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.urls import reverse

from timpora.agencies.models import Membership
from timpora.agencies.queries import members_who_may
from timpora.foundation import outbox
from timpora.foundation.acting import Acting
from timpora.foundation.events import Kind, emit
from timpora.tasks.models import Task, TaskEntry


def story(task: Task, kind: str, *, by: Acting, at: datetime, words: str = "", **more: object) -> TaskEntry:
    return TaskEntry.objects.create(
        task=task, person_id=task.person_id, area=task.area, is_protected=task.is_protected, handling=task.handling,
        kind=kind, words=words, account_id=by.account, agency_id=by.agency, at=at, **more,
    )  # fmt: skip


def moved(task: Task, state: str, event: Kind, *, by: Acting, **stamps: datetime | None) -> Task:
    task.state = state
    task.version += 1
    for name, moment in stamps.items():
        setattr(task, name, moment)
    task.save()
    emit(event, subject=task, by=by)
    return task


def tell(task: Task, verb: str, *agencies: UUID, at: datetime) -> None:
    """Where it waits, by its address alone."""
    members: Iterable[Membership] = (m for agency in agencies for m in members_who_may([verb], agency, at))
    outbox.tell([member.account for member in members], page=reverse("task_page", args=[task.pk]), at=at)
