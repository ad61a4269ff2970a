"""Before anything is shared: drafting a request and seeing who will read it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from timpora.agencies.audience import audience as readers_of
from timpora.agencies.models import Agency
from timpora.compliance.models import Check, Finding
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.models import Grant
from timpora.foundation.templatetags.timpora import tanggal
from timpora.foundation.views import requires
from timpora.intake.models import Report
from timpora.tasks import actions
from timpora.tasks.drafting import NobodyToAsk, field_labels, fields_for, values_of
from timpora.tasks.forms import HandForm, RequestForm
from timpora.tasks.models import Task, TaskShare
from timpora.tasks.opening import ASKED_READS, KIND
from timpora.tasks.views import done, refused, sent_by_us, shielded
from timpora.tasks.wording import draft_called, duty_of
from timpora.territory.codes import span
from timpora.territory.queries import day_at


@requires("task.send")
@require_http_methods(["GET", "POST"])
def task_edit(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """The draft, and who will see it: shown before anything is shared."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    task = sent_by_us(request, task_id)
    if task.state != Task.State.DRAFT:
        return redirect("task_page", task.pk)
    share = TaskShare.objects.visible_to(by).filter(task=task).first()
    form = edit_form(task, share, by, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return save_draft(request, task, form)
    context = {"task": task, "called": draft_called(task), "form": form, "preview": preview(share)}
    context |= {"opened": names_of(task)} | audience(task, task.to_agency)
    return render(request, "tasks/task_edit.html", context, status=422 if form.errors else 200)


def edit_form(task: Task, share: TaskShare | None, by: Acting, data: Any) -> RequestForm | HandForm:
    told: dict[str, Any] = {
        "initial": kept(task, share, by), "areas": [task.area], "by": by.agency, "has_person": share is not None,
        "today": day_at(task.area, timezone.now()),
    }  # fmt: skip
    if task.kind == Task.Kind.REQUEST:
        return RequestForm(data, **told)
    return HandForm(data, kind=task.kind, topic=task.topic, may_open=bool(reports_of(task)), **told)


def reports_of(task: Task) -> list[Report]:
    return list(Report.objects.filter(pk=task.report_id, is_protected=False))


def names_of(task: Task) -> list[str]:
    """What the receiver will be able to open, besides the words."""
    if not task.opens_records:
        return []
    named = [_("Laporan %(n)s") % {"n": report.number} for report in reports_of(task)]
    return [*named, _("Data orang ini, bila tugas penerima mengizinkan")] if task.person_id else named


def kept(task: Task, share: TaskShare | None, by: Acting) -> dict[str, Any]:
    """The draft as saved, and over it what the member typed since, unless somebody saved meanwhile."""
    saved: dict[str, Any] = {
        "to_agency": str(task.to_agency_id), "question": task.question, "reason": task.reason, "due_on": task.due_on,
        "fields_shared": share.fields if share else [], "version": task.version,
        "opens_records": task.opens_records, "open_until": task.open_until,
    }  # fmt: skip
    typed = draft_of(by, edit_draft(task))
    return with_typed(saved, typed) if typed.get("version") == str(task.version) else saved


def with_typed(initial: dict[str, Any], typed: dict[str, Any]) -> dict[str, Any]:
    """Boxes of which none is ticked leave no trace in what was typed, and stay so."""
    return initial | {"fields_shared": [], "opens_records": False} | typed if typed else initial


def edit_draft(task: Task) -> str:
    return f"task-edit-{task.pk}"


def save_draft(request: HttpRequest, task: Task, form: RequestForm | HandForm) -> HttpResponse:
    by: Acting = request.acting  # type: ignore[attr-defined]
    changes = dict(form.cleaned_data)
    version, fields = changes.pop("version"), changes.pop("fields_shared", None)
    was_shown = request.POST.get("seen", str(task.to_agency_id)) == str(changes["to_agency"].pk)
    try:
        task = actions.change_draft(task, version=version, by=by, fields=fields, **changes)
    except actions.Stale as error:
        title = _("Sudah diubah orang lain sebelum Anda menyimpan")
        return refused(request, error.task, both_texts(error.task, form.cleaned_data), title)
    except actions.NotNow as error:
        if "send" in request.POST and error.task.state == Task.State.SENT:  # a second click on the same button
            return redirect("task_page", task.pk)
        return refused(request, error.task, both_texts(error.task, form.cleaned_data))
    drop_draft(by, edit_draft(task))
    if "send" in request.POST and was_shown:
        act = lambda: actions.send(task, by=by, at=timezone.now())  # noqa: E731
        return done(request, task, act, _("%(kind)s terkirim.") % {"kind": task.get_kind_display()})
    saved = _("Konsep tersimpan. Periksa siapa yang akan melihatnya, lalu kirim.")
    if "send" in request.POST:
        saved = _("Belum terkirim: instansinya berubah. Periksa siapa yang akan melihatnya, lalu kirim.")
    messages.info(request, saved)
    return redirect("task_edit", task.pk)


def both_texts(task: Task, typed: dict[str, Any]) -> list[tuple[str, str]]:
    """What was typed, and under each the text that stands there now where it differs."""
    share, pairs = TaskShare.objects.filter(task=task).first(), []
    labels = {
        "to_agency": _("Instansi yang diminta"), "question": _("Apa yang diminta"), "reason": _("Mengapa diminta"),
        "due_on": _("Dijawab paling lambat"), "fields_shared": _("Data yang dibuka untuk permintaan ini"),
    }  # fmt: skip
    for name, label in labels.items():
        if name not in typed:
            continue
        now = share.fields if share and name == "fields_shared" else getattr(task, name, None)
        pairs.append((label, said(typed[name])))
        if said(now) != said(typed[name]):
            pairs.append((_("%(label)s, yang tersimpan kini") % {"label": label}, said(now)))
    return pairs


def said(value: Any) -> str:
    if isinstance(value, Agency):
        return value.short_name
    if isinstance(value, list):
        labels = field_labels()
        return ", ".join(labels[name] for name in labels if name in value)
    return value if isinstance(value, str) else tanggal(value)


def audience(task: Task, to: Agency, but: UUID | None = None) -> dict[str, object]:
    """Everybody it will be open to once it is sent: in the agency that receives it, and besides. Not `but`."""
    now = timezone.now()
    asked = Grant(
        subject_kind=Grant.Subject.AGENCY, subject_id=to.pk, verbs=list(ASKED_READS), record_id=task.pk,
        because_kind=KIND, because_id=task.pk,
    )  # fmt: skip
    readers = readers_of(facts_of(task), "task.read", now, [asked])
    named: dict[bool, list[dict[str, object]]] = {True: [], False: []}
    for one in readers:
        if one.agency.pk == but:
            continue
        named[one.agency.pk == to.pk] += [
            {"name": member.name, "duty": duty_of(member), "agency": one.agency.short_name} for member in one.members
        ]
    return {"receiver": to, "audience": named[True], "besides": named[False]}


def preview(share: TaskShare | None) -> list[tuple[str, str]]:
    if share is None:
        return []
    labels = field_labels()
    return [(labels[name], value) for name, value in values_of(share.person_id, share.fields).items()]


@requires("task.send")
@require_POST
def task_for_check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """The machine drafts; the desk looks at it, changes it and sends."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    check = get_object_or_404(Check.objects.visible_to(by), pk=check_id)
    try:
        task = actions.draft_for_check(check, by=by, at=timezone.now())
    except NobodyToAsk:
        messages.warning(request, _("Belum ada instansi yang terdaftar untuk ditanya di wilayah ini."))
    except actions.CheckEnded:
        messages.warning(request, _("Hal ini sudah dijawab, jadi tidak ada lagi yang perlu ditanyakan."))
    except actions.Shielded:
        messages.warning(request, shielded())
    else:
        return redirect("task_edit" if task.state == Task.State.DRAFT else "task_page", task.pk)
    return redirect("check_page", check.pk)


@requires("task.send")
@require_http_methods(["GET", "POST"])
def task_new(request: HttpRequest) -> HttpResponse:
    """A request of one's own: about a finding, or about no person at all."""
    by: Acting = request.acting  # type: ignore[attr-defined]
    now, finding = timezone.now(), finding_of(request)
    areas = [finding.area] if finding else own_areas(by)
    today = day_at(areas[0], now)
    initial = {"due_on": today + actions.TERM, "fields_shared": fields_for(""), "version": 1}
    key = f"task-new-{finding.pk if finding else ''}"
    form = RequestForm(
        request.POST or None, initial=with_typed(initial, draft_of(by, key)), areas=areas, by=by.agency, today=today,
        has_person=finding is not None,
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        chosen = dict(form.cleaned_data)
        del chosen["version"]
        area, fields = area_of(chosen["to_agency"], areas), chosen.pop("fields_shared", ())
        try:
            task = actions.draft(topic="", area=area, finding=finding, fields=fields, by=by, at=now, **chosen)
        except actions.Shielded:
            messages.warning(request, shielded())
            return redirect("task_list")
        drop_draft(by, key)
        return redirect("task_edit", task.pk)
    context = {"form": form, "finding": finding, "draft_key": key}
    return render(request, "tasks/task_new.html", context, status=422 if form.errors else 200)


def finding_of(request: HttpRequest) -> Finding | None:
    asked = request.GET.get("finding")
    findings = Finding.objects.visible_to(request.acting).select_related("person")  # type: ignore[attr-defined]
    try:
        return get_object_or_404(findings, pk=asked) if asked else None
    except ValidationError as error:
        raise Http404(f"no finding has this id: {asked}") from error


def own_areas(acting: Acting) -> list[int]:
    """Where the member may send requests, the first of its duty first."""
    lows = [scope.low for scope in acting.scopes if "task.send" in scope.verbs and scope.low is not None]
    return sorted(set(lows), key=lambda area: (area != acting.area, area))


def area_of(agency: Agency, areas: list[int]) -> int:
    """The area of the duty in which the agency is; one that stands above them all is asked about the first."""
    within = (area for area in areas if span(area)[0] <= agency.area <= span(area)[1])
    return next(within, areas[0])
