"""What a report's own story says of its referrals and transfers, to those to whom they are open."""

from collections.abc import Iterable
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.intake.models import Report
from timpora.intake.queries import Step
from timpora.tasks.models import Task, TaskEntry
from timpora.tasks.wording import called

Kind = TaskEntry.Kind
SENDINGS = (Kind.SENT, Kind.PASSED)
TOLD = (*SENDINGS, Kind.ACCEPTED, Kind.RETURNED, Kind.SETTLED, Kind.WITHDRAWN)


def steps_of(report: Report, acting: Acting) -> Iterable[Step]:
    """The newest first."""
    readable = Task.objects.visible_to(acting).filter(report_id=report.pk)
    told = TaskEntry.objects.visible_to(acting).filter(task__in=readable, kind__in=TOLD)
    entries = list(told.select_related("task__to_agency").order_by("-at", "-id"))
    agencies = Agency.objects.in_bulk({entry.agency_id for entry in entries})
    known: set[UUID] = set()
    for entry in entries:
        text = f"{called(entry.task)} {entry.get_kind_display()}"
        if entry.kind in SENDINGS and entry.task_id not in known:  # where it went before, nothing says any more
            known.add(entry.task_id)
            text = _("%(what)s kepada %(agency)s") % {"what": text, "agency": entry.task.to_agency.short_name}
        yield Step(entry.at, text, agencies[entry.agency_id].short_name, reverse("task_page", args=[entry.task_id]))
