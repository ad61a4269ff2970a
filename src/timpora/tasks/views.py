"""Requests: the list by tab, one request with its story, and the acts of both sides on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires, served
from timpora.intake.models import Report
from timpora.registers.models import Person
from timpora.tasks import actions, events, queries
from timpora.tasks.drafting import field_labels
from timpora.tasks.forms import CONCERNS, AnswerForm, ReasonForm
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.wording import called, progress, tone
from timpora.territory.queries import day_at, zone_of

TABS = {
    "masuk": gettext_lazy("Permintaan masuk"),
    "keluar": gettext_lazy("Permintaan keluar"),
    "konsep": gettext_lazy("Konsep"),
    "dilimpahkan": gettext_lazy("Dilimpahkan"),
    "selesai": gettext_lazy("Selesai"),
}
NOTHING = {
    "masuk": gettext_lazy("Tidak ada permintaan yang menunggu jawaban instansi Anda."),
    "keluar": gettext_lazy("Tidak ada permintaan instansi Anda yang masih terbuka."),
    "konsep": gettext_lazy("Tidak ada konsep yang belum dikirim."),
    "selesai": gettext_lazy("Belum ada permintaan yang selesai."),
}
State, Form = Task.State, Task.Kind


@requires("task.read")
@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    tabs = {name: label for name, label in TABS.items() if name != "konsep" or acting.may("task.send")}
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in tabs else next(iter(tabs))
    if chosen == "dilimpahkan":
        page = list_page(queries.stubs(acting), request)
        context = {"tabs": tabs.items(), "chosen": chosen, "page": page, "zone": zone_of(acting.area or 0)}
        return render(request, "tasks/stub_list.html", context)
    page = list_page(queries.tab(acting, chosen), request)
    rows = [{"task": task, "tone": tone(task), "is_late": is_late(task)} for task in page]
    context = {"tabs": tabs.items(), "chosen": chosen, "page": page, "rows": rows, "nothing": NOTHING[chosen]}
    return render(request, "tasks/task_list.html", context)


def is_late(task: Task) -> bool:
    return task.state in queries.OPEN and task.due_on < day_at(task.area, timezone.now())


@requires("task.read")
@require_GET
def task_page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The first look by the agency that was asked is part of the story: the sender sees that it arrived."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    try:
        task = visible(request, task_id)
    except Http404:
        stub = get_object_or_404(queries.stubs(acting), task_id=task_id)
        return render(request, "tasks/task_stub.html", {"stub": stub, "tone": tone(stub), "zone": zone_of(stub.area)})
    if acting.agency == task.to_agency_id and acting.may("task.answer"):
        task = actions.open_(task, by=acting, at=timezone.now())
    emit(events.TASK_SEEN, subject=task, by=acting, purpose="task")
    return render(request, "tasks/task_page.html", page_of(task, acting))


def visible(request: HttpRequest, task_id: UUID) -> Task:
    tasks = Task.objects.visible_to(request.acting).select_related("from_agency", "to_agency")  # type: ignore[attr-defined]
    return get_object_or_404(tasks, pk=task_id)


def asked(request: HttpRequest, task_id: UUID) -> Task:
    """A request put to the member's own agency; to all others it is not there."""
    tasks = Task.objects.visible_to(request.acting)  # type: ignore[attr-defined]
    return get_object_or_404(tasks, pk=task_id, to_agency=request.acting.agency)  # type: ignore[attr-defined]


def sent_by_us(request: HttpRequest, task_id: UUID) -> Task:
    tasks = Task.objects.visible_to(request.acting, "task.settle").select_related("from_agency", "to_agency")  # type: ignore[attr-defined]
    return get_object_or_404(tasks, pk=task_id, from_agency=request.acting.agency)  # type: ignore[attr-defined]


def held_by_us(request: HttpRequest, task_id: UUID) -> Task:
    """Put by the own agency, or taken over by it."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    taken_over = Q(to_agency=by.agency, kind=Form.TRANSFER, state__in=(State.ACCEPTED, State.SETTLED))
    tasks = Task.objects.visible_to(by, "task.settle")
    return get_object_or_404(tasks, Q(from_agency=by.agency) | taken_over, pk=task_id)


def page_of(task: Task, acting: Acting) -> dict[str, object]:
    is_asked = acting.agency == task.to_agency_id and acting.may("task.answer") and task.state in queries.OPEN
    is_transfer, settles = task.kind == Form.TRANSFER, acting.may("task.settle")
    is_sender = acting.agency == task.from_agency_id and settles
    may_answer = is_asked and not is_transfer
    is_back = is_sender and task.state == State.RETURNED
    return {
        "task": task,
        "called": called(task),
        "progress": progress(task),
        "tone": tone(task),
        "zone": zone_of(task.area),
        "is_late": is_late(task),
        "is_sender": is_sender,
        "is_asked": is_asked,
        "is_taken_over": is_transfer and is_asked and settles and task.state == State.ACCEPTED,
        "may_pass_on": task.kind != Form.REQUEST and (is_asked or is_back),
        "answer_form": AnswerForm(initial=draft_of(acting, answer_draft(task))) if may_answer else None,
        "entries": story_of(task, acting),
        "shared": shared(task, acting),
        "person_id": task.person_id if acting.may("person.read") and is_there(Person, task.person_id, acting) else None,
        "report_id": task.report_id if acting.may("report.read") and is_there(Report, task.report_id, acting) else None,
        "topic": CONCERNS.get(task.topic, ""),
    }


def is_there(model: type[Person | Report], pk: UUID | None, acting: Acting) -> bool:
    return pk is not None and model.objects.visible_to(acting).filter(pk=pk).exists()


def answer_draft(task: Task) -> str:
    return f"task-{task.pk}"


def story_of(task: Task, acting: Acting) -> list[dict[str, object]]:
    """The newest first. The asked agency reads the outcome too: whoever helped hears what came of it."""
    entries = TaskEntry.objects.visible_to(acting).filter(task=task).select_related("file").order_by("-at", "-id")
    agencies = Agency.objects.in_bulk({entry.agency_id for entry in entries})
    return [{"entry": entry, "agency": agencies.get(entry.agency_id)} for entry in entries]


def shared(task: Task, acting: Acting) -> dict[str, object] | None:
    opened = TaskShare.objects.once_visible_to(acting).filter(task=task).first()
    if opened is None:
        return None
    labels = field_labels()
    share = TaskShare.objects.visible_to(acting).filter(task=task).first()
    values = share.values if share else {}
    return {
        "is_closed": share is None,
        "names": [labels[name] for name in opened.fields if name in labels],
        "values": [(labels[name], values[name]) for name in opened.fields if name in values],
    }


@requires("task.read")
@require_GET
def task_file(request: HttpRequest, task_id: UUID, entry_id: UUID) -> HttpResponse:
    task = visible(request, task_id)
    entries = TaskEntry.objects.visible_to(request.acting).filter(task=task, file__isnull=False)
    return served(get_object_or_404(entries.select_related("file"), pk=entry_id).file, by=request.acting)


@requires("task.answer")
@require_POST
def task_accept(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task, by = asked(request, task_id), request.acting  # type: ignore[attr-defined]
    said = _("%(kind)s diterima.") % {"kind": task.get_kind_display()}
    return done(request, task, lambda: actions.accept(task, by=by, at=timezone.now()), said)


@requires("task.answer")
@require_POST
def task_answer(request: HttpRequest, task_id: UUID) -> HttpResponse:
    by: Acting = request.acting  # type: ignore[attr-defined]
    task, form = asked(request, task_id), AnswerForm(request.POST, request.FILES)
    if not form.is_valid() and task.state in queries.OPEN:
        return render(request, "tasks/task_page.html", page_of(task, by) | {"answer_form": form}, status=422)
    words, is_final = form.cleaned_data.get("words", ""), form.cleaned_data.get("is_final", False)
    said = _("Jawaban terkirim.") if is_final else _("Sebagian jawaban terkirim. Permintaan masih terbuka.")
    upload = form.cleaned_data.get("file")
    act = lambda: actions.answer(task, words, is_final, by=by, at=timezone.now(), upload=upload)  # noqa: E731
    response = done(request, task, act, said, typed=[(_("Jawaban"), words)])
    if response.status_code < 400:
        drop_draft(by, answer_draft(task))
    return response


@requires("task.answer")
@require_POST
def task_give_back(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = asked(request, task_id)
    said = _("%(kind)s dikembalikan.") % {"kind": task.get_kind_display()}
    return with_reason(request, task, actions.give_back, said)


@requires("task.settle")
@require_POST
def task_settle(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = held_by_us(request, task_id)
    said = _("%(kind)s selesai. Data yang dibuka sudah ditutup.") % {"kind": task.get_kind_display()}
    return with_reason(request, task, actions.settle, said)


@requires("task.settle")
@require_POST
def task_withdraw(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = sent_by_us(request, task_id)
    said = _("%(kind)s ditarik.") % {"kind": task.get_kind_display()}
    return with_reason(request, task, actions.withdraw, said)


def with_reason(request: HttpRequest, task: Task, act: Callable[..., Task], said: str) -> HttpResponse:
    form, by = ReasonForm(request.POST), request.acting  # type: ignore[attr-defined]
    if not form.is_valid():
        messages.warning(request, _("Tulis alasannya, sedikitnya 5 huruf, lalu kirim lagi."))
        return redirect("task_page", task.pk)
    reason = form.cleaned_data["reason"]
    return done(request, task, lambda: act(task, reason, by=by, at=timezone.now()), said, typed=[(_("Alasan"), reason)])


def done(
    request: HttpRequest, task: Task, act: Callable[[], Task], said: str, typed: list[tuple[str, str]] | None = None
) -> HttpResponse:
    """Do it, or say in words why it cannot be done now and give back what was typed."""
    try:
        act()
    except actions.NotNow as error:
        return refused(request, error.task, typed)
    except actions.Shielded:
        messages.warning(request, shielded())
    except actions.Underway as error:
        messages.warning(request, underway(error))
    else:
        messages.success(request, said)
    return redirect("task_page", task.pk)


def refused(
    request: HttpRequest, task: Task, typed: list[tuple[str, str]] | None = None, title: str = ""
) -> HttpResponse:
    state = State(task.state).label
    title = title or _("Tidak dapat dilakukan lagi: keadaannya sekarang “%(state)s”") % {"state": state}
    context = {"title": title, "typed": typed, "url": reverse("task_page", args=[task.pk])}
    return render(request, "409.html", context, status=409)


def shielded() -> str | Promise:
    return _("Orang ini dilindungi. Tidak ada permintaan tentangnya yang dikirim kepada instansi lain.")


def underway(error: actions.Underway) -> str:
    said = _("Hal ini sudah dilimpahkan dengan no. %(n)s. Selesaikan atau teruskan yang itu.")
    return said % {"n": error.task.number}
