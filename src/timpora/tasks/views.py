"""Requests: the list by tab, one request with its story, and the acts of both sides on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires, served
from timpora.tasks import actions, events, queries
from timpora.tasks.drafting import field_labels
from timpora.tasks.forms import CONCERNS, AnswerForm, ReasonForm
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.wording import tone
from timpora.territory.queries import day_at, zone_of

TABS = {
    "masuk": gettext_lazy("Permintaan masuk"),
    "keluar": gettext_lazy("Permintaan keluar"),
    "konsep": gettext_lazy("Konsep"),
    "selesai": gettext_lazy("Selesai"),
}
ASKED_TABS = ("masuk", "selesai")
State = Task.State


@requires("task.read")
@require_GET
def task_list(request: HttpRequest) -> HttpResponse:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    tabs = TABS if acting.may("task.send") else {name: TABS[name] for name in ASKED_TABS}
    chosen = request.GET.get("tab", "")
    chosen = chosen if chosen in tabs else next(iter(tabs))
    page = list_page(queries.tab(acting, chosen), request)
    rows = [{"task": task, "tone": tone(task), "is_late": is_late(task)} for task in page]
    return render(request, "tasks/task_list.html", {"tabs": tabs.items(), "chosen": chosen, "page": page, "rows": rows})


def is_late(task: Task) -> bool:
    return task.state in queries.OPEN and task.due_on < day_at(task.area, timezone.now())


@requires("task.read")
@require_GET
def task_page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The first look by the agency that was asked is part of the story: the sender sees that it arrived."""
    acting: Acting = request.acting  # type: ignore[attr-defined]
    task = visible(request, task_id)
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
    tasks = Task.objects.visible_to(request.acting, "task.send").select_related("from_agency", "to_agency")  # type: ignore[attr-defined]
    return get_object_or_404(tasks, pk=task_id, from_agency=request.acting.agency)  # type: ignore[attr-defined]


def page_of(task: Task, acting: Acting) -> dict[str, object]:
    is_asked = acting.agency == task.to_agency_id and acting.may("task.answer") and task.state in queries.OPEN
    return {
        "task": task,
        "tone": tone(task),
        "zone": zone_of(task.area),
        "is_late": is_late(task),
        "is_sender": acting.agency == task.from_agency_id and acting.may("task.send"),
        "is_asked": is_asked,
        "answer_form": AnswerForm(initial=draft_of(acting, answer_draft(task))) if is_asked else None,
        "entries": story_of(task, acting),
        "shared": shared(task, acting),
        "person_id": task.person_id if acting.may("person.read") else None,
        "topic": CONCERNS.get(task.topic, ""),
    }


def answer_draft(task: Task) -> str:
    return f"task-{task.pk}"


def story_of(task: Task, acting: Acting) -> list[dict[str, object]]:
    """The newest first. The asked agency reads the outcome too: whoever helped hears what came of it."""
    entries = TaskEntry.objects.visible_to(acting).filter(task=task).select_related("file").order_by("-at", "-id")
    agencies = {task.from_agency_id: task.from_agency, task.to_agency_id: task.to_agency}
    return [{"entry": entry, "agency": agencies.get(entry.agency_id)} for entry in entries]


def shared(task: Task, acting: Acting) -> dict[str, object] | None:
    share = TaskShare.objects.visible_to(acting).filter(task=task).first()
    if share is None:
        return None
    labels = field_labels()
    return {
        "ended_at": share.ended_at,
        "names": [labels[name] for name in share.fields if name in labels],
        "values": [(labels[name], share.values[name]) for name in share.fields if name in share.values],
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
    return done(request, task, lambda: actions.accept(task, by=by, at=timezone.now()), _("Permintaan diterima."))


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
    return with_reason(request, asked(request, task_id), actions.give_back, _("Permintaan dikembalikan."))


@requires("task.send")
@require_POST
def task_settle(request: HttpRequest, task_id: UUID) -> HttpResponse:
    said = _("Permintaan selesai. Data yang dibuka sudah ditutup.")
    return with_reason(request, sent_by_us(request, task_id), actions.settle, said)


@requires("task.send")
@require_POST
def task_withdraw(request: HttpRequest, task_id: UUID) -> HttpResponse:
    return with_reason(request, sent_by_us(request, task_id), actions.withdraw, _("Permintaan ditarik."))


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
    else:
        messages.success(request, said)
    return redirect("task_page", task.pk)


def refused(
    request: HttpRequest, task: Task, typed: list[tuple[str, str]] | None = None, title: str = ""
) -> HttpResponse:
    state = State(task.state).label
    title = title or _("Tidak dapat dilakukan lagi: permintaan ini sekarang “%(state)s”") % {"state": state}
    context = {"title": title, "typed": typed, "url": reverse("task_page", args=[task.pk])}
    return render(request, "409.html", context, status=409)


def shielded() -> str | Promise:
    return _("Orang ini dilindungi. Tidak ada permintaan tentangnya yang dikirim kepada instansi lain.")
