"""Handing a matter to another agency: referring a report, transferring a report or a person, passing on what came."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.views import requires
from timpora.intake.models import Report
from timpora.registers.models import Mention, Person
from timpora.tasks import actions
from timpora.tasks.draft_views import audience, names_of, with_typed
from timpora.tasks.drafting import LEAST
from timpora.tasks.forms import CONCERNS, HandForm, PassOnForm
from timpora.tasks.models import Task
from timpora.tasks.queries import OPEN
from timpora.tasks.views import refused, shielded, underway, visible
from timpora.tasks.wording import called
from timpora.territory.queries import day_at

Form, State = Task.Kind, Task.State
# Concerns of which the person may be a victim, a child, or somebody in need of refuge.
HELPED_FIRST = ("tppo", "anak", "pengungsi")
OPEN_FOR = timedelta(days=30)  # offered first; praktik, dapat diubah


@requires("task.send")
@require_http_methods(["GET", "POST"])
def task_refer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """*Rujukan*: first the concern, then the body competent for it."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    topic = request.GET.get("topic", "")
    report = get_object_or_404(Report.objects.visible_to(by), pk=report_id)
    if topic not in CONCERNS:
        return render(request, "tasks/task_refer_topic.html", {"report": report, "topics": CONCERNS.items()})
    mention = Mention.objects.visible_to(by).filter(pk=report.mention_id, person__isnull=False).first()
    context = {
        "report": report, "topic_label": CONCERNS[topic], "is_helped_first": topic in HELPED_FIRST,
        "person_id": mention.person_id if mention and not mention.is_protected else None,
    }  # fmt: skip
    return drafting(request, "tasks/task_refer.html", context, Form.REFERRAL, report.area, topic, report=report)


@requires("task.send")
@require_http_methods(["GET", "POST"])
def report_transfer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    by: Acting = request.acting  # type: ignore[attr-defined]
    report = get_object_or_404(Report.objects.visible_to(by).filter(is_protected=False), pk=report_id)
    context = {
        "title": _("Limpahkan laporan %(n)s") % {"n": report.number},
        "back_url": reverse("report_page", args=[report.pk]), "back_label": _("Laporan %(n)s") % {"n": report.number},
    }  # fmt: skip
    return drafting(request, "tasks/task_transfer.html", context, Form.TRANSFER, report.area, "", report=report)


@requires("task.send")
@require_http_methods(["GET", "POST"])
def person_transfer(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody who lives elsewhere now, or whose matter another body decides."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    person = get_object_or_404(Person.objects.visible_to(by).filter(is_protected=False), pk=person_id)
    context = {
        "title": _("Limpahkan data orang ini"), "lead": _("Permintaan yang masih terbuka tentangnya ikut berpindah."),
        "back_url": reverse("person_page", args=[person.pk]), "back_label": _("Kembali ke data orang ini"),
    }  # fmt: skip
    return drafting(request, "tasks/task_transfer.html", context, Form.TRANSFER, person.area, "", person=person)


def drafting(
    request: HttpRequest, template: str, context: dict[str, Any], kind: str, area: int, topic: str, *,
    report: Report | None = None, person: Person | None = None,
) -> HttpResponse:  # fmt: skip
    """A draft: before it is sent, its page says who will see it."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    now = timezone.now()
    key = f"hand-{kind}-{topic}-{(report or person).pk}"  # type: ignore[union-attr]
    form = HandForm(
        request.POST or None, initial=with_typed(offered(area, report, now), draft_of(by, key)), kind=kind, topic=topic,
        areas=[area], by=by.agency, today=day_at(area, now), has_person=person is not None,
        may_open=report is not None and not report.is_protected,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        del told["version"]
        fields = told.pop("fields_shared", ())
        try:
            task = actions.draft(
                kind=kind, topic=topic, area=area, reason="", report=report, person=person, fields=fields, by=by,
                at=now, **told,
            )  # fmt: skip
        except actions.Shielded:
            messages.warning(request, shielded())
            return redirect("task_list")
        drop_draft(by, key)
        return redirect("task_edit", task.pk)
    return render(request, template, context | {"form": form, "draft_key": key}, status=422 if form.errors else 200)


def offered(area: int, report: Report | None, now: datetime) -> dict[str, object]:
    today = day_at(area, now)
    # What a shielded report tells is not offered for copying to another office.
    words = report.words if report is not None and not report.is_protected else ""
    return {
        "question": words, "due_on": today + actions.TERM, "open_until": today + OPEN_FOR, "fields_shared": LEAST,
        "version": 1,
    }  # fmt: skip


@requires("task.answer")
@require_http_methods(["GET", "POST"])
def task_pass_on(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """To another agency. It is sent when the page has said who there will read it."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    now, task = timezone.now(), visible(request, task_id)
    holder = task.from_agency_id if task.state == State.RETURNED else task.to_agency_id
    if task.kind == Form.REQUEST or by.agency != holder:
        raise Http404
    if task.state not in (*OPEN, State.RETURNED):
        return refused(request, task)
    today, key = day_at(task.area, now), f"task-pass-{task.pk}"
    form = PassOnForm(
        request.POST or None, initial={"due_on": today + actions.TERM} | draft_of(by, key), topic=task.topic,
        areas=[task.area], by=by.agency, but=task.from_agency_id, today=today,
    )  # fmt: skip
    context = {"task": task, "called": called(task), "form": form, "draft_key": key}
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to_agency"]
        if request.POST.get("seen") == str(to.pk):
            return passed_on(request, task, form, key)
        context |= audience(task, to, but=by.agency) | {"opened": names_of(task)}
    return render(request, "tasks/task_pass_on.html", context, status=422 if form.errors else 200)


def passed_on(request: HttpRequest, task: Task, form: PassOnForm, key: str) -> HttpResponse:
    by: Acting = request.acting  # type: ignore[attr-defined]
    told = form.cleaned_data
    try:
        actions.pass_on(task, told["to_agency"], told["reason"], due_on=told["due_on"], by=by, at=timezone.now())
    except actions.NotNow as error:
        return refused(request, error.task, [(_("Mengapa diteruskan"), told["reason"])])
    except actions.Shielded:
        messages.warning(request, shielded())
        return redirect("task_page", task.pk)
    except actions.Underway as error:
        messages.warning(request, underway(error))
        return redirect("task_page", task.pk)
    drop_draft(by, key)
    agency = told["to_agency"].short_name
    messages.success(request, _("Diteruskan kepada %(agency)s.") % {"agency": agency})
    return redirect("task_list")
