"""Requests: the list by tab, one request, its draft with who will see it, and the answers to it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from timpora.agencies.queries import members_who_may
from timpora.compliance.models import Check, Finding
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.views import draft_of, drop_draft, requires
from timpora.intake.models import Report
from timpora.registers.models import Mention
from timpora.tasks import actions, events, queries
from timpora.tasks.drafting import NobodyToAsk, field_labels, fields_for, values_of
from timpora.tasks.forms import CONCERNS, AnswerForm, ReasonForm, ReferralForm, RequestForm
from timpora.tasks.models import Task, TaskEntry, TaskShare
from timpora.tasks.wording import duty_of, tone
from timpora.territory.queries import day_at

PER_PAGE = 50
TABS = {
    "masuk": gettext_lazy("Masuk"),
    "keluar": gettext_lazy("Keluar"),
    "konsep": gettext_lazy("Konsep"),
    "selesai": gettext_lazy("Selesai"),
}
State = Task.State


def visible(request: HttpRequest, task_id: UUID, verb: str | None = None) -> Task:
    tasks = Task.objects.visible_to(request.acting, verb).select_related("from_agency", "to_agency")
    return get_object_or_404(tasks, pk=task_id)


@requires("task.read")
def task_list(request: HttpRequest) -> HttpResponse:
    tabs = TABS if request.acting.may("task.send") else {name: TABS[name] for name in ("masuk", "selesai")}
    chosen = request.GET.get("tab") if request.GET.get("tab") in tabs else "masuk"
    page = Paginator(queries.tab(request.acting, chosen), PER_PAGE).get_page(request.GET.get("page"))
    today = day_at(request.acting.area or 0, timezone.now())
    rows = [{"task": task, "tone": tone(task), "is_late": task.state in queries.OPEN and task.due_on < today} for task in page]
    return render(request, "tasks/task_list.html", {"tabs": tabs.items(), "chosen": chosen, "page": page, "rows": rows})


@requires("task.read")
def task_page(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = visible(request, task_id)
    acting: Acting = request.acting
    if acting.agency == task.to_agency_id and acting.may("task.answer"):
        task = actions.open_(task, by=acting, at=timezone.now())
    emit(events.TASK_SEEN, subject=task, by=acting, purpose="task")
    return render(request, "tasks/task_page.html", page_of(task, acting))


def page_of(task: Task, acting: Acting) -> dict[str, object]:
    is_sender = acting.agency == task.from_agency_id and acting.may("task.send")
    is_asked = acting.agency == task.to_agency_id and acting.may("task.answer") and task.state in queries.OPEN
    entries = TaskEntry.objects.visible_to(acting).filter(task=task).select_related("file").order_by("-at", "-id")
    agencies = {task.from_agency_id: task.from_agency, task.to_agency_id: task.to_agency}
    return {
        "task": task,
        "tone": tone(task),
        "is_sender": is_sender,
        "is_asked": is_asked,
        "is_late": task.state in queries.OPEN and task.due_on < day_at(task.area, timezone.now()),
        "entries": [{"entry": entry, "agency": agencies.get(entry.agency_id)} for entry in entries],
        "shared": shared(task, acting),
        "answer_form": AnswerForm(initial=draft_of(acting, f"task-{task.pk}")) if is_asked else None,
        "topic": CONCERNS.get(task.topic, ""),
    }


def shared(task: Task, acting: Acting) -> dict[str, object] | None:
    share = TaskShare.objects.visible_to(acting).filter(task=task).first()
    if share is None:
        return None
    labels = field_labels()
    return {
        "ended_at": share.ended_at,
        "names": [labels[name] for name in share.fields if name in labels],
        "values": [(labels[name], value) for name, value in share.values.items() if name in labels],
    }


@requires("task.send")
def task_edit(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The draft, and who will see it: shown before anything is shared."""
    task = visible(request, task_id, "task.send")
    if task.state != State.DRAFT:
        return redirect("task_page", task.pk)
    share = TaskShare.objects.filter(task=task).first()
    today = day_at(task.area, timezone.now())
    initial = {
        "to_agency": str(task.to_agency_id), "question": task.question, "reason": task.reason, "due_on": task.due_on,
        "fields_shared": share.fields if share else [], "version": task.version,
    }  # fmt: skip
    form = RequestForm(request.POST or None, initial=initial, area=task.area, today=today, has_person=share is not None)
    if request.method == "POST" and form.is_valid():
        changes = dict(form.cleaned_data)
        version, fields = changes.pop("version"), changes.pop("fields_shared", None)
        try:
            task = actions.change_draft(task, version=version, by=request.acting, fields=fields, **changes)
        except actions.Stale:
            return stale(request, task, form)
        if "send" in request.POST:
            return done(request, lambda: actions.send(task, by=request.acting, at=timezone.now()), task, _("Permintaan terkirim."))
        messages.success(request, _("Konsep tersimpan. Periksa siapa yang akan melihatnya, lalu kirim."))
        return redirect("task_edit", task.pk)
    context = {"task": task, "form": form, "audience": audience(task), "preview": preview(share)}
    return render(request, "tasks/task_edit.html", context, status=422 if request.method == "POST" else 200)


def audience(task: Task) -> list[dict[str, object]]:
    members = members_who_may(("task.read",), task.to_agency, timezone.now())
    return [{"name": member.account.name, "duty": duty_of(member)} for member in members]


def preview(share: TaskShare | None) -> list[tuple[str, str]]:
    if share is None:
        return []
    labels = field_labels()
    return [(labels[name], value) for name, value in values_of(share.person_id, share.fields).items()]


def stale(request: HttpRequest, task: Task, form: RequestForm) -> HttpResponse:
    typed = [(str(field.label), field.value()) for field in form.visible_fields()]
    context = {"typed": typed, "url": reverse("task_page", args=[task.pk])}
    return render(request, "409.html", context, status=409)


@requires("task.send")
@require_POST
def task_for_check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """The machine drafts; the desk looks at it, changes it and sends."""
    check = get_object_or_404(Check.objects.visible_to(request.acting).select_related("verdict", "person"), pk=check_id)
    try:
        task = actions.draft_for_check(check, by=request.acting, at=timezone.now())
    except NobodyToAsk:
        messages.warning(request, _("Belum ada instansi yang terdaftar untuk ditanya di wilayah ini. Daftarkan instansinya lebih dahulu."))
        return redirect("check_page", check.pk)
    return redirect("task_edit" if task.state == State.DRAFT else "task_page", task.pk)


@requires("task.send")
def task_new(request: HttpRequest) -> HttpResponse:
    """A request of one's own: about a finding, or about an area without any person."""
    acting, now = request.acting, timezone.now()
    finding = None
    if request.GET.get("finding"):
        finding = get_object_or_404(Finding.objects.visible_to(acting).select_related("person"), pk=request.GET["finding"])
    area = finding.area if finding else acting.area
    today = day_at(area, now)
    initial = {"due_on": today + actions.TERM, "fields_shared": fields_for(""), "version": 1}
    form = RequestForm(request.POST or None, initial=initial, area=area, today=today, has_person=finding is not None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        task = actions.draft(
            to_agency=chosen["to_agency"], topic="", question=chosen["question"], reason=chosen["reason"],
            due_on=chosen["due_on"], area=area, finding=finding, fields=chosen.get("fields_shared", ()), by=acting, at=now,
        )  # fmt: skip
        return redirect("task_edit", task.pk)
    return render(request, "tasks/task_new.html", {"form": form}, status=422 if request.method == "POST" else 200)


@requires("task.send")
def task_refer(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """*Rujukan*: first the concern, then the body competent for it."""
    acting, now = request.acting, timezone.now()
    report = get_object_or_404(Report.objects.visible_to(acting), pk=report_id)
    topic = request.GET.get("topic", "")
    if topic not in CONCERNS:
        return render(request, "tasks/task_refer_topic.html", {"report": report, "topics": CONCERNS.items()})
    today = day_at(report.area, now)
    initial = {"words": report.words, "due_on": today + actions.TERM}
    form = ReferralForm(request.POST or None, initial=initial, area=report.area, today=today, topic=topic)
    if request.method == "POST" and form.is_valid():
        task = actions.refer(report, topic=topic, by=acting, at=now, **form.cleaned_data)
        messages.success(request, _("Rujukan terkirim."))
        return redirect("task_page", task.pk)
    mention = Mention.objects.visible_to(acting).filter(pk=report.mention_id, person__isnull=False).first()
    context = {"report": report, "form": form, "topic": topic, "topic_label": CONCERNS[topic], "person_id": mention.person_id if mention else None}
    return render(request, "tasks/task_refer.html", context, status=422 if request.method == "POST" else 200)


def done(request: HttpRequest, act: Callable[[], Task], task: Task, said: str) -> HttpResponse:
    """Do it, or say in words why it cannot be done now; either way the request is shown as it is."""
    try:
        act()
    except actions.NotNow as error:
        state = State(error.task.state).label
        messages.warning(request, _("Tidak dapat dilakukan lagi: permintaan ini sekarang “%(state)s”.") % {"state": state})
    else:
        messages.success(request, said)
    return redirect("task_page", task.pk)


@requires("task.answer")
@require_POST
def task_accept(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = asked(request, task_id)
    return done(request, lambda: actions.accept(task, by=request.acting, at=timezone.now()), task, _("Permintaan diterima."))


@requires("task.answer")
@require_POST
def task_answer(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task, form = asked(request, task_id), AnswerForm(request.POST)
    if not form.is_valid():
        return render(request, "tasks/task_page.html", page_of(task, request.acting) | {"answer_form": form}, status=422)
    words, is_final = form.cleaned_data["words"], form.cleaned_data["is_final"]
    drop_draft(request.acting, f"task-{task.pk}")
    said = _("Jawaban terkirim.") if is_final else _("Bagian jawaban terkirim. Permintaan masih terbuka.")
    return done(request, lambda: actions.answer(task, words, is_final, by=request.acting, at=timezone.now()), task, said)


@requires("task.answer")
@require_POST
def task_give_back(request: HttpRequest, task_id: UUID) -> HttpResponse:
    task = asked(request, task_id)
    return with_reason(request, task, actions.give_back, _("Permintaan dikembalikan."))


@requires("task.send")
@require_POST
def task_settle(request: HttpRequest, task_id: UUID) -> HttpResponse:
    return with_reason(request, sent_by_us(request, task_id), actions.settle, _("Permintaan selesai. Data yang dibuka sudah ditutup."))


@requires("task.send")
@require_POST
def task_withdraw(request: HttpRequest, task_id: UUID) -> HttpResponse:
    return with_reason(request, sent_by_us(request, task_id), actions.withdraw, _("Permintaan ditarik."))


def asked(request: HttpRequest, task_id: UUID) -> Task:
    """A request put to the member's own agency; to all others it is not there."""
    tasks = Task.objects.visible_to(request.acting, "task.answer").select_related("from_agency", "to_agency")
    return get_object_or_404(tasks, pk=task_id, to_agency=request.acting.agency)


def sent_by_us(request: HttpRequest, task_id: UUID) -> Task:
    return get_object_or_404(Task.objects.visible_to(request.acting, "task.send"), pk=task_id, from_agency=request.acting.agency)


def with_reason(request: HttpRequest, task: Task, act: Callable[..., Task], said: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.warning(request, _("Tulis alasannya, sedikitnya lima huruf, lalu kirim lagi."))
        return redirect("task_page", task.pk)
    return done(request, lambda: act(task, form.cleaned_data["reason"], by=request.acting, at=timezone.now()), task, said)
