"""What waits for a member in requests, and the requests on a person's page (numbers and states only)."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.foundation.acting import Acting
from timpora.foundation.waiting import Waiting
from timpora.registers.models import Person
from timpora.registers.sections import Section
from timpora.tasks.models import Task
from timpora.tasks.queries import OPEN
from timpora.territory.queries import day_at

OVERDUE, ANSWERED, ASKED, DRAFTED = 10, 30, 35, 70
SHOWN = 20


def tasks_waiting(acting: Acting, at: datetime) -> list[Waiting]:
    seen = Task.objects.visible_to(acting).select_related("from_agency", "to_agency")
    lines: list[Waiting] = []
    if acting.may("task.answer"):
        today = day_at(acting.area or 0, at)
        for task in seen.filter(to_agency=acting.agency, state__in=OPEN).order_by("due_on")[:SHOWN]:
            late = task.due_on < today
            words = _("Permintaan no. %(n)s, lewat batas waktu") if late else _("Permintaan no. %(n)s")
            lines.append(line(task, OVERDUE if late else ASKED, words, task.from_agency.short_name, _("Jawab")))
    if acting.may("task.send"):
        ours = seen.filter(from_agency=acting.agency)
        for task in ours.filter(state__in=(Task.State.ANSWERED, Task.State.RETURNED)).order_by("answered_at")[:SHOWN]:
            is_back = task.state == Task.State.RETURNED
            words = _("Permintaan no. %(n)s dikembalikan") if is_back else _("Jawaban atas permintaan no. %(n)s")
            lines.append(line(task, ANSWERED, words, task.to_agency.short_name, _("Baca dan selesaikan")))
        for task in ours.filter(state=Task.State.DRAFT).order_by("made_at")[:SHOWN]:
            lines.append(line(task, DRAFTED, _("Konsep permintaan no. %(n)s"), task.to_agency.short_name, _("Periksa dan kirim")))
    return lines


def line(task: Task, order: int, words: str, who: str, act: str) -> Waiting:
    since = task.answered_at or task.sent_at or task.made_at
    return Waiting(order, words % {"n": task.number}, reverse("task_page", args=[task.pk]), act, who=who, since=since)


def tasks_of_person(person: Person, acting: Acting) -> Section | None:
    if not acting.may("task.read"):
        return None
    tasks = Task.objects.visible_to(acting).filter(person_id=person.pk).select_related("to_agency").order_by("-number")
    return {"template": "tasks/person_section.html", "context": {"tasks": tasks[:SHOWN]}} if tasks else None
