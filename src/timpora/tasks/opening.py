"""What a request opens, to whom and until when: the request itself, and the report or person it names."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from timpora.agencies.actions import grant_record_to_agency
from timpora.agencies.sharing import kind_of, values_of
from timpora.foundation.acting import Acting
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Grant
from timpora.intake.models import Report
from timpora.registers.models import Person
from timpora.tasks.models import Task, TaskShare
from timpora.territory.queries import zone_of

KIND = "tasks.task"
ASKED_READS = ("task.answer", "task.read")
HOLDS = ("task.answer", "task.read", "task.settle")  # of whoever a matter was handed to
# What the receiver may do with a person handed over; its own duty cuts it.
OF_PERSON = ("person.read", "check.read", "check.decide")
OF_REPORT = ("report.read", "report.close")


def open_task(task: Task, agency: UUID, verbs: Sequence[str], *, at: datetime) -> None:
    grant_record_to_agency(
        agency_id=agency, record_kind=KIND, record_id=task.pk, verbs=verbs, purpose="task",
        because_kind=because(task), because_id=task.pk, at=at,
    )  # fmt: skip


def because(task: Task) -> str:
    return KIND if task.kind == Task.Kind.REQUEST else f"tasks.{task.kind}"


def open_all(task: Task, agency: UUID, *, by: Acting, at: datetime) -> None:
    """The request, and what it names where that is opened as well."""
    open_task(task, agency, ASKED_READS if task.kind == Task.Kind.REQUEST else HOLDS, at=at)
    for kind, record, verbs in records_of(task):
        Grant.objects.create(
            subject_kind=Grant.Subject.AGENCY, subject_id=agency, verbs=sorted(verbs), record_kind=kind,
            record_id=record, purpose="task", because_kind=because(task), because_id=task.pk, begins_at=at,
            ends_at=closes_at(task), granted_by=by.account,
        )  # fmt: skip


def records_of(task: Task) -> list[tuple[str, UUID, Sequence[str]]]:
    """Kind, id and verbs of each record it opens. Nothing of somebody protected."""
    if not task.opens_records:
        return []
    opened: list[tuple[str, UUID, Sequence[str]]] = []
    for report in Report.objects.filter(pk=task.report_id, is_protected=False):
        opened.append(("intake.report", report.pk, OF_REPORT))
        opened += [(table, row, [verb]) for table, row, verb in kind_of(report).companions(report)]
    for person in Person.objects.filter(pk=task.person_id, is_protected=False):
        opened.append(("registers.person", person.pk, OF_PERSON))
    return opened


def closes_at(task: Task) -> datetime | None:
    """The midnight after the last day, where the matter is."""
    if task.open_until is None:
        return None
    return datetime.combine(task.open_until + timedelta(days=1), datetime.min.time(), tzinfo=zone_of(task.area))


def live(task: Task) -> QuerySet[Grant]:
    return Grant.objects.filter(because_id=task.pk, revoked_at=None)


def pass_along(task: Task, giver: UUID, taker: UUID, *, by: Acting, at: datetime) -> None:
    """The taker reads what the giver read, until the same day. Somebody who never had it as opened opens it anew."""
    held = list(live(task).filter(subject_id=giver).exclude(record_kind=KIND))
    if not held:
        open_all(task, taker, by=by, at=at)
        return
    open_task(task, taker, HOLDS, at=at)
    told = {"subject_id": taker, "begins_at": at, "granted_by": by.account}
    Grant.objects.bulk_create(Grant(**values_of(grant) | told | {"id": uuid7()}) for grant in held)


def take_back_values(task: Task, *, at: datetime) -> None:
    TaskShare.objects.filter(task=task).exclude(ended_at__lte=at).update(values={}, ended_at=at)


def close(task: Task, *agencies: UUID, by: Acting, at: datetime) -> None:
    live(task).filter(subject_id__in=agencies).update(revoked_at=at, revoked_by=by.account)
