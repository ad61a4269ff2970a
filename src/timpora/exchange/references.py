"""The open work that a status check names: a request, a letter, or what a room above adds."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from timpora.core.access import reach
from timpora.documents.models import Letter
from timpora.foundation.acting import Acting
from timpora.tasks.models import Task
from timpora.tasks.queries import OPEN
from timpora.territory.queries import day_at

CHECK = "status.check"
REFERENCE = re.compile(r"([a-z]{1,20}):(.{1,80})")
LETTER_DAYS = timedelta(days=30)  # practice, dapat diubah: a letter carries work for a month
OFFERED = 50
LONGEST_NUMBER = 18  # digits that fit a bigint

type Rows = Callable[[Acting, datetime], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of work that a check may name: its rows with `number`, `area`, as far as the member sees them open."""

    rows: Rows
    label: Callable[[Any], str]
    is_counted: bool = True  # its number is one of ours, not a letter's


@dataclass(frozen=True, slots=True)
class Reference:
    """`code` is what programs send and what stands on record: task:17."""

    code: str
    label: str
    row: models.Model

    @property
    def kind(self) -> str:
        return self.code.partition(":")[0]


OPEN_WORK: dict[str, Work] = {}


def register(kind: str, work: Work) -> None:
    """Rooms above this one add their own work (meetings, orders) from their AppConfig.ready."""
    OPEN_WORK[kind] = work


def open_references(acting: Acting, at: datetime) -> Iterator[Reference]:
    for kind, work in OPEN_WORK.items():
        for row in within_reach(work, acting, at)[:OFFERED]:
            yield Reference(f"{kind}:{row.number}", work.label(row), row)


def open_reference(code: str, acting: Acting, at: datetime) -> Reference | None:
    """None alike for what never was, what ended, and what the member may not see."""
    match = REFERENCE.fullmatch(code.strip())
    work = OPEN_WORK.get(match[1]) if match else None
    if match is None or work is None:
        return None
    number = match[2].strip()
    if work.is_counted and not (number.isascii() and number.isdigit() and len(number) <= LONGEST_NUMBER):
        return None
    row = within_reach(work, acting, at).filter(number=number).first()
    return Reference(f"{match[1]}:{row.number}", work.label(row), row) if row else None


def within_reach(work: Work, acting: Acting, at: datetime) -> QuerySet[Any]:
    inside = Q(pk__in=())
    for low, high in reach(acting.scopes, CHECK):
        inside |= Q(area__gte=low, area__lte=high)
    return work.rows(acting, at).filter(inside).order_by("-pk")


def tasks(acting: Acting, at: datetime) -> QuerySet[Task]:
    mine = Q(from_agency=acting.agency) | Q(to_agency=acting.agency)
    return Task.objects.visible_to(acting).filter(mine, state__in=OPEN)


def letters(acting: Acting, at: datetime) -> QuerySet[Letter]:
    since = day_at(acting.area or 0, at) - LETTER_DAYS
    return Letter.objects.visible_to(acting).filter(dated__gte=since).exclude(number="")


def task_label(task: Task) -> str:
    return f"{task.get_kind_display()} {task.number}"


def letter_label(letter: Letter) -> str:
    return _("Surat %(number)s: %(about)s") % {"number": letter.number, "about": letter.about}


register("task", Work(tasks, task_label))
register("letter", Work(letters, letter_label, is_counted=False))
