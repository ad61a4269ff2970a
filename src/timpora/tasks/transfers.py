"""*Pelimpahan*: on acceptance the matter is the receiver's, with its open requests; the former holder keeps a stub."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from timpora.agencies.sharing import denial
from timpora.core.access import Scope
from timpora.core.access.decision import HIGHEST
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.models import Grant
from timpora.tasks import events, opening
from timpora.tasks.models import Task, TaskEntry, TransferStub
from timpora.tasks.queries import OPEN
from timpora.tasks.story import moved, story, tell

State = Task.State
LEFT = "tasks.left"  # why a former holder is kept out
EVERYWHERE = Scope(verbs=frozenset({"task.read"}), low=0, high=10**10, because=LEFT, level=HIGHEST)


@contextmanager
def over_every_task(by: Acting) -> Iterator[None]:
    """The requests that move are the other agency's: not the taker's to read before, nor the giver's afterwards."""
    with acting_in_database(replace(by, scopes=(*by.scopes, EVERYWHERE))):
        yield


def same_matter(task: Task) -> Q:
    same = Q(pk__in=())
    for column in ("person_id", "report_id", "check_row_id"):
        if (value := getattr(task, column)) is not None:
            same |= Q(**{column: value})
    return same


def underway(task: Task, agency: UUID) -> Task | None:
    """The transfer of this matter that this agency has sent, or holds."""
    transfers = Task.objects.filter(same_matter(task), kind=Task.Kind.TRANSFER, state__in=OPEN)
    return transfers.filter(Q(from_agency=agency) | Q(to_agency=agency)).exclude(pk=task.pk).first()


def hand_over(task: Task, *, by: Acting, at: datetime) -> None:
    """The receiver has accepted it."""
    giver, taker = task.from_agency_id, task.to_agency_id
    with over_every_task(by):
        stub, _is_new = TransferStub.objects.update_or_create(
            task=task, agency_id=giver,
            defaults={"area": task.area, "number": task.number, "to_agency_id": taker, "state": task.state, "at": at},
        )  # fmt: skip
        opening.close(task, giver, by=by, at=at)
        gone = [task.pk, *carry(task, giver, taker, by=by, at=at)]
        keep_out(stub, gone, by=by, at=at)
        tell_stubs(task)
    tell(task, "task.read", giver, at=at)


def come_back(task: Task, *, by: Acting, at: datetime) -> None:
    """An accepted one was given back: to whoever had sent it, with everything that had moved."""
    giver, taker = task.to_agency_id, task.from_agency_id
    with over_every_task(by):
        stub = TransferStub.objects.get(task=task, agency_id=taker)
        Grant.objects.filter(because_id=stub.pk, revoked_at=None).update(revoked_at=at, revoked_by=by.account)
        opening.open_all(task, taker, by=by, at=at)
        carry(task, giver, taker, by=by, at=at)
        TransferStub.objects.filter(task=task).update(to_agency=taker, state=State.ACCEPTED)
        TransferStub.objects.filter(pk=stub.pk).update(state=task.state)


def tell_stubs(task: Task) -> None:
    TransferStub.objects.filter(task=task).update(to_agency=task.to_agency_id, state=task.state)


def let_in(task: Task, agency: UUID, *, by: Acting, at: datetime) -> None:
    """A former holder to whom it is sent again."""
    with over_every_task(by):
        stubs = TransferStub.objects.filter(task=task, agency_id=agency).values_list("pk", flat=True)
        Grant.objects.filter(because_id__in=list(stubs), revoked_at=None).update(revoked_at=at, revoked_by=by.account)


def keep_out(stub: TransferStub, tasks: Sequence[UUID], *, by: Acting, at: datetime) -> None:
    """Also those whose area it is read no longer what is now another agency's work; the stub they read."""
    told = {"because_kind": LEFT, "because_id": stub.pk, "by": by, "at": at}
    for pk in tasks:
        closed = denial(opening.KIND, pk, **told)
        closed.subject_kind, closed.subject_id = Grant.Subject.AGENCY, stub.agency_id
        closed.save(force_insert=True)
    Grant.objects.create(
        subject_kind=Grant.Subject.AGENCY, subject_id=stub.agency_id, verbs=["task.read"], purpose="task",
        record_kind=stub._meta.label_lower, record_id=stub.pk, because_kind=LEFT, because_id=stub.pk, begins_at=at,
        granted_by=by.account,
    )  # fmt: skip


def carry(task: Task, giver: UUID, taker: UUID, *, by: Acting, at: datetime) -> list[UUID]:
    """The giver's unfinished requests on the same matter are the taker's from now on; their ids."""
    going = Task.objects.select_for_update().filter(
        same_matter(task), from_agency=giver, state__in=(*OPEN, State.ANSWERED, State.RETURNED)
    )
    rows = list(going.exclude(pk=task.pk).order_by("pk"))
    with override("id"):  # the story is read by offices, whatever the one who accepts reads
        words = _("Pindah bersama pelimpahan no. %(n)s.") % {"n": task.number}
    for row in rows:
        story(row, TaskEntry.Kind.MOVED, by=by, at=at, words=words)
        if row.to_agency_id == taker:  # nobody asks themselves
            opening.live(row).update(revoked_at=at, revoked_by=by.account)
            opening.take_back_values(row, at=at)
            opening.open_task(row, taker, ("task.read",), at=at)
            moved(row, State.WITHDRAWN, events.TASKS_MOVED, by=by, ended_at=at)
            continue
        opening.close(row, giver, by=by, at=at)
        opening.open_task(row, taker, opening.HOLDS, at=at)
        row.from_agency_id = taker
        moved(row, row.state, events.TASKS_MOVED, by=by)
        if row.state in OPEN:
            tell(row, "task.answer", row.to_agency_id, at=at)
    return [row.pk for row in rows]
