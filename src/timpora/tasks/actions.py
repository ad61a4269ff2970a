"""The life of a request, referral or transfer: drafted, sent, accepted, answered, returned, passed on, ended."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from timpora.agencies.actions import revoke_because
from timpora.agencies.models import Agency
from timpora.agencies.sharing import one_at_a_time
from timpora.compliance.models import Check, Finding
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import Kind, emit
from timpora.foundation.ids import uuid7
from timpora.foundation.numbers import next_number
from timpora.intake.models import Report
from timpora.registers.models import Person
from timpora.tasks import events, opening, transfers
from timpora.tasks.drafting import draft_of_check, values_of
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.queries import ENDED, OPEN
from timpora.tasks.story import moved, story, tell
from timpora.territory.queries import day_at

State, Step, Form = Task.State, TaskEntry.Kind, Task.Kind
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


class Underway(Exception):
    """The matter is on its way to another agency already; `task` is that transfer."""

    def __init__(self, task: Task) -> None:
        super().__init__(str(task.number))
        self.task = task


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
    What was done before it was last sent, perhaps to another agency, does not count.
    """
    now = locked(task)
    told = TaskEntry.objects.filter(task=now, kind=step, account_id=by.account, words=words, is_final=is_final)
    if now.sent_at is not None:
        told = told.filter(at__gte=now.sent_at)
    if told.exists():
        return now, False
    if now.state not in states:
        raise NotNow(now)
    return now, True


@transaction.atomic
def draft(
    *, to_agency: Agency, topic: str, question: str, reason: str, due_on: date, area: int, by: Acting, at: datetime,
    check: Check | None = None, finding: Finding | None = None, fields: Sequence[str] = (), kind: str = Form.REQUEST,
    report: Report | None = None, person: Person | None = None, opens_records: bool = False,
    open_until: date | None = None,
) -> Task:  # fmt: skip
    """To one agency, not yet sent. `fields` are what it will be shown of the person.

    A referral (*rujukan*) is about a report and names no person, so no shield hides it from the body that is to help.
    """
    one_at_a_time(by)
    asked = {
        "kind": kind, "area": area, "from_agency_id": by.agency, "to_agency": to_agency, "topic": topic,
        "question": question, "reason": reason, "due_on": due_on, "made_by": by.account, "check_row": check,
        "finding": finding, "report_id": report.pk if report else None, "opens_records": opens_records,
        "open_until": open_until,
    }  # fmt: skip
    person = (check or finding).person if check or finding else person
    same = Task.objects.filter(state=State.DRAFT, person_id=person.pk if person else None, **asked).first()
    if same is not None:
        return same
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
    """Opens it, and with it the chosen values and records, to the agency it goes to."""
    task, is_new = ready(task, Step.SENT, State.DRAFT, by=by)
    if not is_new:
        return task
    if task.is_protected:
        raise Shielded
    fill_share(task)
    if task.check_row_id:
        Check.objects.filter(pk=task.check_row_id, state=Check.State.OPEN).update(state=Check.State.ASKED)
    return sent(task, Step.SENT, events.TASKS_SENT, by=by, at=at)


def fill_share(task: Task) -> None:
    share = TaskShare.objects.filter(task=task).first()
    if share is not None:
        share.values, share.ended_at = values_of(share.person_id, share.fields), opening.closes_at(task)
        share.save()


def sent(task: Task, step: str, event: Kind, *, by: Acting, at: datetime, words: str = "") -> Task:
    """On its way to `to_agency`, which is told; a transfer of the same matter that is underway stands against it."""
    if task.kind == Form.TRANSFER and (other := transfers.underway(task, task.from_agency_id)) is not None:
        raise Underway(other)
    story(task, step, by=by, at=at, words=words)
    try:
        with transaction.atomic():
            fresh = {"sent_at": at, "opened_at": None, "accepted_at": None, "answered_at": None}
            moved(task, State.SENT, event, by=by, **fresh)
    except IntegrityError as error:  # two members sent the same matter at the same moment
        raise Underway(task) from error
    opening.pass_along(task, by.agency, task.to_agency_id, by=by, at=at)
    tell(task, "task.answer", task.to_agency_id, at=at)
    return task


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
    """A referral or request is worked on; of a transfer the matter is the receiver's from now on."""
    task, is_new = ready(task, Step.ACCEPTED, State.SENT, State.OPENED, by=by)
    if not is_new:
        return task
    still_with(task, by)
    story(task, Step.ACCEPTED, by=by, at=at)
    moved(task, State.ACCEPTED, events.TASKS_ACCEPTED, by=by, accepted_at=at)
    if task.kind == Form.TRANSFER:
        transfers.hand_over(task, by=by, at=at)
    return task


def still_with(task: Task, by: Acting) -> None:
    """It may have gone on to another agency since the page was shown."""
    if by.agency != task.to_agency_id:
        raise NotNow(task)


@transaction.atomic
def answer(
    task: Task, words: str, is_final: bool, *, by: Acting, at: datetime, upload: UploadedFile | None = None
) -> Task:
    """One part of the answer; the final one hands the request back to its sender."""
    task, is_new = ready(task, Step.ANSWER, *OPEN, by=by, words=words, is_final=is_final)
    if not is_new:
        return task
    still_with(task, by)
    if task.kind == Form.TRANSFER:  # nobody waits for an answer: it is accepted or given back
        raise NotNow(task)
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
    """The receiver returns it with a reason; what was opened ends, and what had moved with it comes back."""
    task, is_new = ready(task, Step.RETURNED, *OPEN, by=by, words=reason)
    if not is_new:
        return task
    still_with(task, by)
    was_theirs = task.kind == Form.TRANSFER and task.state == State.ACCEPTED
    story(task, Step.RETURNED, by=by, at=at, words=reason)
    end_sharing(task, by=by, at=at, but=task.from_agency_id)
    moved(task, State.RETURNED, events.TASKS_RETURNED, by=by)
    if was_theirs:
        transfers.come_back(task, by=by, at=at)
    tell(task, "task.settle", task.from_agency_id, at=at)
    return task


@transaction.atomic
def pass_on(task: Task, to_agency: Agency, words: str, *, due_on: date, by: Acting, at: datetime) -> Task:
    """To another agency, with its whole story: by who received it, or, after it was returned, by who sent it.

    Who passes on an accepted transfer is its sender from now on, and has it back if it is returned.
    """
    task, is_new = ready(task, Step.PASSED, *OPEN, State.RETURNED, by=by, words=words)
    if not is_new and task.to_agency_id == to_agency.pk:
        return task
    holder = task.from_agency_id if task.state == State.RETURNED else task.to_agency_id
    if task.kind == Form.REQUEST or by.agency != holder or to_agency.pk in (by.agency, task.from_agency_id):
        raise NotNow(task)
    if task.is_protected:
        raise Shielded
    if task.state == State.RETURNED:
        fill_share(task)
    elif task.kind == Form.TRANSFER and task.state == State.ACCEPTED:
        task.from_agency_id = holder
    transfers.let_in(task, to_agency.pk, by=by, at=at)
    task.to_agency, task.due_on = to_agency, due_on
    sent(task, Step.PASSED, events.TASKS_PASSED, by=by, at=at, words=words)
    keeping = (task.from_agency_id, task.to_agency_id)
    gone = opening.live(task).exclude(subject_id__in=keeping)
    gone.update(revoked_at=at, revoked_by=by.account)
    with transfers.over_every_task(by):
        transfers.tell_stubs(task)
    return task


@transaction.atomic
def settle(task: Task, words: str, *, by: Acting, at: datetime) -> Task:
    """By who asked, after the answer; of an accepted transfer by who took it over."""
    is_theirs = task.kind == Form.TRANSFER and by.agency == task.to_agency_id
    states = (State.ACCEPTED,) if is_theirs else (State.ANSWERED, State.RETURNED)
    return ended(task, Step.SETTLED, State.SETTLED, events.TASKS_SETTLED, states, words, by=by, at=at)


@transaction.atomic
def withdraw(task: Task, reason: str, *, by: Acting, at: datetime) -> Task:
    """By who sent it; an accepted transfer is no longer theirs."""
    states = (State.DRAFT, State.SENT, State.OPENED)
    if task.kind != Form.TRANSFER:
        states += (State.ACCEPTED,)
    return ended(task, Step.WITHDRAWN, State.WITHDRAWN, events.TASKS_WITHDRAWN, states, reason, by=by, at=at)


def ended(
    task: Task, step: str, state: str, event: Kind, states: Sequence[str], words: str, *, by: Acting, at: datetime
) -> Task:
    task, is_new = ready(task, step, *states, by=by, words=words)
    if not is_new:
        return task
    is_theirs = task.kind == Form.TRANSFER and task.state == State.ACCEPTED
    if by.agency != (task.to_agency_id if is_theirs else task.from_agency_id):
        raise NotNow(task)  # it moved on since the page was shown
    story(task, step, by=by, at=at, words=words)
    end_sharing(task, by=by, at=at)
    moved(task, state, event, by=by, ended_at=at)
    if task.kind == Form.TRANSFER:
        with transfers.over_every_task(by):
            transfers.tell_stubs(task)
    return task


def end_sharing(task: Task, *, by: Acting, at: datetime, but: UUID | None = None) -> None:
    """The values go, their names stay in the story; who had it open keeps the request itself and its own answers.
    `but` keeps all: who sent it on.

    The check waits no longer, once its own desk acts: an agency that gives a request back does not reach it.
    """
    had = set(opening.live(task).filter(record_id=task.pk).values_list("subject_id", flat=True))
    if but is None:
        revoke_because(task.pk, at=at, by=by)
    else:
        opening.close(task, *(had - {but}), by=by, at=at)
    opening.take_back_values(task, at=at)
    if task.check_row_id:
        Check.objects.filter(pk=task.check_row_id, state=Check.State.ASKED).update(state=Check.State.OPEN)
    for agency in had - {but}:
        opening.open_task(task, agency, ("task.read",), at=at)
