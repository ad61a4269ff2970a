"""Open work of a member in requests: drafts, what was sent and is not settled, what was accepted and not answered."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from timpora.agencies.handover import Piece, Work
from timpora.agencies.models import Membership
from timpora.foundation.acting import Acting
from timpora.tasks.models import Task, TaskEntry
from timpora.tasks.queries import ENDED, OPEN
from timpora.tasks.wording import called, draft_called

KIND = "tasks.task"


def begun(acting: Acting, membership: Membership) -> Iterable[Piece]:
    """Who drafted it holds it for the asking agency; who accepted it, for the one that was asked."""
    account, agency = membership.account_id, membership.agency_id
    accepted = TaskEntry.objects.filter(kind=TaskEntry.Kind.ACCEPTED, account_id=account).values("task")
    asking = Q(made_by=account, from_agency=agency) & ~Q(state__in=ENDED)
    asked = Q(pk__in=accepted, to_agency=agency, state__in=OPEN)
    return pieces(Task.objects.visible_to(acting).filter(asking | asked))


def still_open(acting: Acting, records: Sequence[UUID]) -> Iterable[Piece]:
    return pieces(Task.objects.visible_to(acting).filter(pk__in=records).exclude(state__in=ENDED))


def pieces(tasks: QuerySet[Task]) -> list[Piece]:
    return [piece_of(task) for task in tasks.order_by("number")]


def piece_of(task: Task) -> Piece:
    is_draft = task.state == Task.State.DRAFT
    words = draft_called(task) if is_draft else called(task)
    return Piece(task.pk, words, reverse("task_edit" if is_draft else "task_page", args=[task.pk]))


WORK = Work(KIND, gettext_lazy("Permintaan"), begun, still_open)
