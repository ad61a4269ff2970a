"""Reads of requests: lists by tab, what waits for agencies (by number only), how long they have been waiting."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.tasks.models import Task, TransferStub
from timpora.territory.codes import span

State = Task.State
OPEN = (State.SENT, State.OPENED, State.ACCEPTED)
ENDED = (State.SETTLED, State.WITHDRAWN)


def tab(acting: Acting, name: str) -> QuerySet[Task]:
    """The four tabs of the list: what came in, what went out, what is not sent, what ended."""
    seen = Task.objects.visible_to(acting).select_related("from_agency", "to_agency")
    if name == "keluar":
        return (
            seen.filter(from_agency=acting.agency).exclude(state__in=(State.DRAFT, *ENDED)).order_by("due_on", "number")
        )
    if name == "konsep":
        return seen.filter(from_agency=acting.agency, state=State.DRAFT).order_by("-made_at")
    if name == "selesai":
        given = Q(state__in=(State.ANSWERED, State.RETURNED), to_agency=acting.agency)
        return seen.filter(Q(state__in=ENDED) | given).order_by("-number")
    return seen.filter(to_agency=acting.agency, state__in=OPEN).order_by("due_on", "number")


def stubs(acting: Acting) -> QuerySet[TransferStub]:
    """What moved on from the own agency and did not come back."""
    kept = TransferStub.objects.visible_to(acting).filter(agency=acting.agency).exclude(to_agency=acting.agency)
    return kept.exclude(state=State.RETURNED).select_related("to_agency").order_by("-at", "-pk")


def waiting_by_agency(area: int, day: date) -> list[tuple[Agency, list[int], int]]:
    """Open requests of an area by the agency asked: agency, numbers, how many are overdue on `day`; no person.

    Read aloud in meetings, so what touches a protected person is left out whoever asks.
    """
    open_tasks = Task.objects.filter(area__range=span(area), state__in=OPEN, is_protected=False)
    numbers: dict[UUID, list[int]] = defaultdict(list)
    overdue: dict[UUID, int] = defaultdict(int)
    for agency, number, due_on in open_tasks.order_by("number").values_list("to_agency", "number", "due_on"):
        numbers[agency].append(number)
        overdue[agency] += due_on < day
    asked = sorted(Agency.objects.filter(pk__in=list(numbers)), key=lambda agency: (-overdue[agency.pk], agency.name))
    return [(agency, numbers[agency.pk], overdue[agency.pk]) for agency in asked]
