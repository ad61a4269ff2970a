"""The life of a request: drafted, sent, opened, accepted, answered in parts, returned, settled; and referrals."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from timpora.agencies.actions import grant_record_to_agency, revoke_because
from timpora.agencies.models import Agency
from timpora.agencies.queries import members_who_may
from timpora.compliance.models import Check, Finding
from timpora.foundation import files, outbox
from timpora.foundation.acting import Acting
from timpora.foundation.events import Kind, emit
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account
from timpora.foundation.numbers import next_number
from timpora.intake.models import Report
from timpora.tasks import events
from timpora.tasks.drafting import draft_of_check, values_of
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.queries import ENDED, OPEN
from timpora.territory.queries import day_at

State, Step = Task.State, TaskEntry.Kind
ASKED_READS = ("task.answer", "task.read")
ASKABLE = (Check.State.OPEN, Check.State.ASKED)
TERM = timedelta(days=7)


class NotNow(Exception):
    """The request is in a state in which this cannot be done; `task` is how it stands now."""

    def __init__(self, task: Task) -> None:
        super().__init__(task.state)
        self.task = task


class Stale(NotNow):
    """Somebody changed the request since it was shown."""


class Shielded(Exception):
    """The person is protected: nothing about them is put to another agency by a request."""


class CheckEnded(Exception):
    """The question was answered or lapsed meanwhile; nobody needs to be asked."""


def locked(task: Task) -> Task:
    """The row as it is now, held until the end of the transaction."""
    return Task.objects.select_for_update().get(pk=task.pk)


def ready(
    task: Task, step: str, *states: str, by: Acting, words: str = "", is_final: bool = False
) -> tuple[Task, bool]:
    """The row as it is now, and whether the step is still to be taken.

    The same step by the same member with the same words is a second click, or a page sent again: it changes nothing.
    """
    now = locked(task)
    told = TaskEntry.objects.filter(task=now, kind=step, account_id=by.account, words=words, is_final=is_final)
    if told.exists():
        return now, False
    if now.state not in states:
        raise NotNow(now)
    return now, True


def one_at_a_time(by: Acting) -> None:
    """Two clicks of one member wait for each other, so that the second finds what the first wrote."""
    Account.objects.select_for_update().filter(pk=by.account).first()


def story(task: Task, kind: str, *, by: Acting, at: datetime, words: str = "", **more: object) -> TaskEntry:
    return TaskEntry.objects.create(
        task=task, person_id=task.person_id, area=task.area, is_protected=task.is_protected, handling=task.handling,
        kind=kind, words=words, account_id=by.account, agency_id=by.agency, at=at, **more,
    )  # fmt: skip


def moved(task: Task, state: str, event: Kind, *, by: Acting, **stamps: datetime) -> Task:
    task.state = state
    task.version += 1
    for name, moment in stamps.items():
        setattr(task, name, moment)
    task.save()
    emit(event, subject=task, by=by)
    return task


@transaction.atomic
def draft(
    *, to_agency: Agency, topic: str, question: str, reason: str, due_on: date, area: int, by: Acting, at: datetime,
    check: Check | None = None, finding: Finding | None = None, fields: Sequence[str] = (),
) -> Task:  # fmt: skip
    """A request to one agency, not yet sent. `fields` are what it will be shown of the person."""
    one_at_a_time(by)
    asked = {
        "area": area, "from_agency_id": by.agency, "to_agency": to_agency, "topic": topic, "question": question,
        "reason": reason, "due_on": due_on, "made_by": by.account, "check_row": check, "finding": finding,
    }  # fmt: skip
    same = Task.objects.filter(state=State.DRAFT, kind=Task.Kind.REQUEST, **asked).first()
    if same is not None:
        return same
    person = (check or finding).person if check or finding else None
    if person is not None and person.is_protected:
        raise Shielded
    task = Task.objects.create(
        id=uuid7(), number=next_number("task"), made_at=at, person_id=person.pk if person else None, **asked
    )
    if person is not None:
        TaskShare.objects.create(
            task=task, person_id=person.pk, area=area, handling=task.handling, fields=list(fields), values={}
        )
    emit(events.TASKS_DRAFTED, subject=task, by=by)
    return task


@transaction.atomic
def draft_for_check(check: Check, *, by: Acting, at: datetime) -> Task:
    """The machine's draft: the competent agency, a question made of what is missing, a week's time. The desk sends."""
    check = Check.objects.select_for_update().get(pk=check.pk)
    waiting = Task.objects.filter(check_row=check).exclude(state__in=ENDED).order_by("-number").first()
    if waiting is not None:
        return waiting
    if check.state not in ASKABLE:
        raise CheckEnded
    made = draft_of_check(check, but=by.agency)
    return draft(
        to_agency=made.agency, topic=made.topic, question=made.question, reason=made.reason, fields=made.fields,
        due_on=day_at(check.area, at) + TERM, area=check.area, check=check, by=by, at=at,
    )  # fmt: skip


@transaction.atomic
def change_draft(task: Task, *, version: int, by: Acting, **changes: object) -> Task:
    task = locked(task)
    if task.state != State.DRAFT:
        raise NotNow(task)
    fields = changes.pop("fields", None)
    if task.version != version:
        share = TaskShare.objects.filter(task=task).first() if fields is not None else None
        if stands(task, changes) and (share is None or share.fields == list(fields or ())):
            return task  # a second click: what was sent is what is kept
        raise Stale(task)
    for name, value in changes.items():
        setattr(task, name, value)
    if fields is not None:
        TaskShare.objects.filter(task=task).update(fields=list(fields))
    return moved(task, State.DRAFT, events.TASKS_DRAFTED, by=by)


def stands(task: Task, changes: dict[str, object]) -> bool:
    return all(getattr(task, name) == value for name, value in changes.items())


@transaction.atomic
def send(task: Task, *, by: Acting, at: datetime) -> Task:
    """Opens the request, and with it the chosen values, to the asked agency."""
    task, is_new = ready(task, Step.SENT, State.DRAFT, by=by)
    if not is_new:
        return task
    if task.is_protected:
        raise Shielded
    share = TaskShare.objects.filter(task=task).first()
    if share is not None:
        share.values = values_of(share.person_id, share.fields)
        share.save()
    open_to_asked(task, ASKED_READS, at=at)
    if task.check_row_id:
        Check.objects.filter(pk=task.check_row_id, state=Check.State.OPEN).update(state=Check.State.ASKED)
    story(task, Step.SENT, by=by, at=at)
    asked = members_who_may(["task.answer"], task.to_agency, at)
    outbox.tell([member.account for member in asked], page=reverse("task_page", args=[task.pk]), at=at)
    return moved(task, State.SENT, events.TASKS_SENT, by=by, sent_at=at)


def open_to_asked(task: Task, verbs: Sequence[str], *, at: datetime) -> None:
    grant_record_to_agency(
        agency_id=task.to_agency_id, record_kind="tasks.task", record_id=task.pk, verbs=verbs, purpose="task",
        because_kind="tasks.task", because_id=task.pk, at=at,
    )  # fmt: skip


@transaction.atomic
def open_(task: Task, *, by: Acting, at: datetime) -> Task:
    """The asked agency looked at it for the first time; later looks change nothing."""
    now = locked(task)
    if now.state != State.SENT or by.agency != now.to_agency_id:
        return now
    story(now, Step.OPENED, by=by, at=at)
    return moved(now, State.OPENED, events.TASKS_OPENED, by=by, opened_at=at)


@transaction.atomic
def accept(task: Task, *, by: Acting, at: datetime) -> Task:
    task, is_new = ready(task, Step.ACCEPTED, State.SENT, State.OPENED, by=by)
    if not is_new:
        return task
    story(task, Step.ACCEPTED, by=by, at=at)
    return moved(task, State.ACCEPTED, events.TASKS_ACCEPTED, by=by, accepted_at=at)


@transaction.atomic
def answer(
    task: Task, words: str, is_final: bool, *, by: Acting, at: datetime, upload: UploadedFile | None = None
) -> Task:
    """One part of the answer; the final one hands the request back to its sender."""
    task, is_new = ready(task, Step.ANSWER, *OPEN, by=by, words=words, is_final=is_final)
    if not is_new:
        return task
    file = None
    if upload is not None:
        kind = upload.content_type or "application/octet-stream"
        file = files.store(upload.read(), name=upload.name or "", media_type=kind, area=task.area, by=by)
    story(task, Step.ANSWER, by=by, at=at, words=words, is_final=is_final, file=file)
    if is_final:
        return moved(task, State.ANSWERED, events.TASKS_ANSWERED, by=by, answered_at=at)
    return moved(task, State.ACCEPTED, events.TASKS_ANSWERED, by=by, accepted_at=task.accepted_at or at)


@transaction.atomic
def give_back(task: Task, reason: str, *, by: Acting, at: datetime) -> Task:
    """The asked agency returns it with a reason; what was shared ends."""
    task, is_new = ready(task, Step.RETURNED, *OPEN, by=by, words=reason)
    if not is_new:
        return task
    story(task, Step.RETURNED, by=by, at=at, words=reason)
    end_sharing(task, by=by, at=at)
    return moved(task, State.RETURNED, events.TASKS_RETURNED, by=by)


@transaction.atomic
def settle(task: Task, words: str, *, by: Acting, at: datetime) -> Task:
    task, is_new = ready(task, Step.SETTLED, State.ANSWERED, State.RETURNED, by=by, words=words)
    if not is_new:
        return task
    story(task, Step.SETTLED, by=by, at=at, words=words)
    end_sharing(task, by=by, at=at)
    return moved(task, State.SETTLED, events.TASKS_SETTLED, by=by, ended_at=at)


@transaction.atomic
def withdraw(task: Task, reason: str, *, by: Acting, at: datetime) -> Task:
    task, is_new = ready(task, Step.WITHDRAWN, State.DRAFT, *OPEN, by=by, words=reason)
    if not is_new:
        return task
    story(task, Step.WITHDRAWN, by=by, at=at, words=reason)
    end_sharing(task, by=by, at=at)
    return moved(task, State.WITHDRAWN, events.TASKS_WITHDRAWN, by=by, ended_at=at)


def end_sharing(task: Task, *, by: Acting, at: datetime) -> None:
    """The values go, their names stay in the story; the asked agency keeps the request itself and its own answers.

    The check waits no longer, once its own desk acts: an agency that gives a request back does not reach it.
    """
    was_open = revoke_because(task.pk, at=at, by=by)
    TaskShare.objects.filter(task=task, ended_at=None).update(values={}, ended_at=at)
    if task.check_row_id:
        Check.objects.filter(pk=task.check_row_id, state=Check.State.ASKED).update(state=Check.State.OPEN)
    if was_open:
        open_to_asked(task, ("task.read",), at=at)


@transaction.atomic
def refer(report: Report, *, topic: str, to_agency: Agency, words: str, due_on: date, by: Acting, at: datetime) -> Task:
    """*Rujukan*: a concern outside immigration goes to the body competent for it; no person on file is marked.

    It names no person, so no shield hides it from the body that is to help.
    """
    one_at_a_time(by)
    told = {"kind": Task.Kind.REFERRAL, "report_id": report.pk, "topic": topic, "to_agency": to_agency}
    told |= {"question": words, "made_by": by.account, "from_agency_id": by.agency}
    same = Task.objects.filter(state__in=OPEN, **told).first()
    if same is not None:
        return same
    task = Task.objects.create(
        id=uuid7(), number=next_number("task"), area=report.area, reason="", due_on=due_on, made_at=at, **told
    )
    open_to_asked(task, ASKED_READS, at=at)
    story(task, Step.SENT, by=by, at=at)
    return moved(task, State.SENT, events.TASKS_SENT, by=by, sent_at=at)
