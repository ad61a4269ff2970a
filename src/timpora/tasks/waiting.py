"""What waits for a member in requests, and the requests on a person's page (numbers and states only)."""

from datetime import datetime, timedelta

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.foundation.acting import Acting
from timpora.foundation.waiting import Waiting
from timpora.registers.models import Person
from timpora.registers.sections import Section
from timpora.tasks.models import Task
from timpora.tasks.queries import OPEN, stubs
from timpora.tasks.wording import called, draft_called, tone
from timpora.territory.queries import day_at

OVERDUE, ANSWERED, ASKED, DRAFTED, ACCEPTED = 10, 30, 35, 70, 80
TOLD_FOR = timedelta(days=14)  # praktik, dapat diubah
SHOWN = 20


def tasks_waiting(acting: Acting, at: datetime) -> list[Waiting]:
    return asked_of_us(acting, at) + back_with_us(acting, at) + moved_on(acting, at)


def asked_of_us(acting: Acting, at: datetime) -> list[Waiting]:
    """Of the own agency, the overdue first."""
    if not acting.may("task.answer"):
        return []
    asked = Task.objects.visible_to(acting).filter(to_agency=acting.agency, state__in=OPEN)
    lines = []
    for task in asked.select_related("from_agency").order_by("due_on", "number")[:SHOWN]:
        is_late = task.due_on < day_at(task.area, at)
        words = _("%(what)s, lewat batas waktu") if is_late else "%(what)s"
        act = _("Jawab") if task.kind == Task.Kind.REQUEST else _("Buka")
        lines.append(line(task, OVERDUE if is_late else ASKED, words, task.from_agency.short_name, act))
    return lines


def back_with_us(acting: Acting, at: datetime) -> list[Waiting]:
    """What came back to the sender, what should have, and what was drafted and not sent."""
    if not acting.may("task.settle"):
        return []
    ours = Task.objects.visible_to(acting).filter(from_agency=acting.agency).select_related("to_agency")
    lines = []
    for task in ours.filter(state__in=(Task.State.ANSWERED, Task.State.RETURNED)).order_by("due_on", "number")[:SHOWN]:
        is_back = task.state == Task.State.RETURNED
        words = _("%(what)s dikembalikan") if is_back else _("Jawaban atas %(what)s")
        lines.append(line(task, ANSWERED, words, task.to_agency.short_name, _("Baca")))
    today = day_at(acting.area or 0, at)
    for task in ours.filter(state__in=OPEN, due_on__lt=today).order_by("due_on", "number")[:SHOWN]:
        words = _("%(what)s belum dijawab, lewat batas waktu")
        lines.append(line(task, OVERDUE, words, task.to_agency.short_name, _("Baca")))
    for task in ours.filter(state=Task.State.DRAFT).order_by("made_at")[:SHOWN]:
        lines.append(line(task, DRAFTED, "%(what)s", task.to_agency.short_name, _("Periksa")))
    return lines


def moved_on(acting: Acting, at: datetime) -> list[Waiting]:
    """Transfers of ours that were accepted, while it is new."""
    if not acting.may("task.settle"):
        return []
    recent = stubs(acting).filter(state=Task.State.ACCEPTED, at__gt=at - TOLD_FOR)
    words = _("Pelimpahan no. %(n)s sudah diterima")
    return [
        Waiting(
            ACCEPTED, words % {"n": stub.number}, reverse("task_page", args=[stub.task_id]), _("Lihat"),
            who=stub.to_agency.short_name, since=stub.at,
        )
        for stub in recent[:SHOWN]
    ]  # fmt: skip


def line(task: Task, order: int, words: str, who: str, act: str) -> Waiting:
    page = "task_edit" if task.state == Task.State.DRAFT else "task_page"
    since = task.answered_at or task.sent_at or task.made_at
    what = draft_called(task) if task.state == Task.State.DRAFT else called(task)
    return Waiting(order, words % {"what": what}, reverse(page, args=[task.pk]), act, who=who, since=since)


def is_spoken_of(person: Person) -> bool:
    """In any request within the reach: most persons are in none, and then nothing further is asked."""
    with connection.cursor() as cursor:
        cursor.execute("select exists (select from tasks_task where person_id = %s)", [person.pk])
        return bool(cursor.fetchone()[0])


def tasks_of_person(person: Person, acting: Acting) -> Section | None:
    if not acting.may("task.read"):
        return None
    lines = []
    if is_spoken_of(person):
        tasks = Task.objects.visible_to(acting).filter(person_id=person.pk).select_related("to_agency")
        lines = [{"task": task, "tone": tone(task)} for task in tasks.order_by("-number")[:SHOWN]]
    may_transfer = acting.may("task.send") and not person.is_protected
    context: dict[str, object] = {"lines": lines, "may_transfer": may_transfer}
    return {"template": "tasks/person_section.html", "context": context} if lines or may_transfer else None
