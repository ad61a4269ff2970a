"""*Siapa yang dapat melihat?*: the readers of a report or a request, before it is sent and after; and the acts on it.

Asked for by htmx it is the list alone; by itself it is a page with the acts.
"""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from timpora.accountability.audience_forms import ExcludeForm, HandlingForm, ShareForm
from timpora.agencies import sharing
from timpora.agencies.audience import audience, people
from timpora.agencies.models import Agency
from timpora.agencies.queries import agencies_around
from timpora.core.access import Facts, decide
from timpora.foundation.access import facts_of
from timpora.foundation.models import Handling
from timpora.foundation.views import requires
from timpora.intake.actions import SEND
from timpora.intake.models import Report
from timpora.tasks.models import Task
from timpora.territory.forms import AreaField
from timpora.territory.queries import area_name, zone_of


@requires("report.read")
@require_http_methods(["GET", "POST"])
def report_audience(request: HttpRequest, report_id: UUID) -> HttpResponse:
    rows = Report.objects.visible_to(request.acting)
    return of_record(request, get_object_or_404(rows, pk=report_id))


@requires("task.read")
@require_http_methods(["GET", "POST"])
def task_audience(request: HttpRequest, task_id: UUID) -> HttpResponse:
    rows = Task.objects.visible_to(request.acting)
    return of_record(request, get_object_or_404(rows, pk=task_id))


@requires(SEND)
@require_GET
def report_audience_before(request: HttpRequest) -> HttpResponse:
    """Of a report not yet sent: by its area and level alone."""
    acting = request.acting
    typed = request.GET.get("area", "")
    area = area_asked(typed) if typed else acting.area
    level = next((level for level in Handling if str(level.value) == request.GET.get("handling")), Handling.BIASA)
    facts = Facts(frozenset(), area=area, agency=acting.agency, account=acting.account, handling=int(level))
    is_ours = decide(acting.scopes, SEND, facts).is_allowed
    readers = audience(facts, "report.read", request.acting_at) if is_ours else []
    context = {
        "readers": readers, "people": people(readers), "with_names": False, "place": area_name(area) if area else typed,
        "level": level,
        "is_ours": is_ours,
    }  # fmt: skip
    return shown(request, "accountability/audience_before.html", context)


def area_asked(text: str) -> int | None:
    try:
        return AreaField(required=False).clean(text[:200])
    except ValidationError:
        return None


def shown(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    is_part = "HX-Request" in request.headers and request.method == "GET"
    return render(request, "accountability/audience_list.html" if is_part else page, context, status=status)


def of_record(request: HttpRequest, record: Any) -> HttpResponse:
    act = ACTS.get(request.POST.get("act", "")) if request.method == "POST" else None
    if act is None:
        return page_of(request, record)
    try:
        return act(request, record)
    except sharing.NotAllowed as refusal:
        messages.warning(request, str(refusal))
        return redirect(address(record))


def page_of(request: HttpRequest, record: Any, status: int = 200, **more: Any) -> HttpResponse:
    acting, at, kind = request.acting, request.acting_at, sharing.kind_of(record)
    readers = audience(facts_of(record), kind.read, at)
    context = {
        "record": record,
        "title": str(kind.label) % {"n": record.number},
        "record_url": reverse(kind.page, args=[record.pk]),
        "url": address(record),
        "readers": readers,
        "people": people(readers),
        "with_names": acting.may(sharing.SHARE),
        "running": [line for line in sharing.story(record, at) if line.grant],
    }
    if "HX-Request" not in request.headers:
        context |= forms_of(request, record)
    return shown(request, "accountability/audience.html", context | more, status)


def forms_of(request: HttpRequest, record: Any) -> dict[str, Any]:
    acting, at = request.acting, request.acting_at
    levels = sharing.levels_for(record, acting)
    is_ours = sharing.is_originator(record, acting)
    may_share = sharing.may(record, sharing.SHARE, acting)
    first = {"level": record.handling, "version": record.version}
    return {
        "is_ours": is_ours,
        "may_share": may_share,
        "share_form": ShareForm(area=record.area, acting=acting, at=at) if may_share else None,
        "exclude_form": ExcludeForm(agencies=others(record, at, acting.agency)) if is_ours else None,
        "handling_form": HandlingForm(initial=first, levels=levels) if len(levels) > 1 else None,
    }


def others(record: Any, at: datetime, own: UUID | None) -> list[Agency]:
    kept = {own, *sharing.kind_of(record).needed(record, at)}
    return [agency for agency in agencies_around(record.area) if agency.pk not in kept]


def address(record: Model) -> str:
    return reverse("report_audience" if isinstance(record, Report) else "task_audience", args=[record.pk])


def share(request: HttpRequest, record: Any) -> HttpResponse:
    """First who would see it, then the word."""
    acting, at = request.acting, request.acting_at
    form = ShareForm(request.POST, area=record.area, acting=acting, at=at)
    if not form.is_valid():
        return page_of(request, record, status=422, share_form=form)
    kind, subject = form.cleaned_data["to"]
    ends = datetime.combine(form.cleaned_data["until"] + timedelta(days=1), time(), tzinfo=zone_of(record.area))
    told = {"purpose": form.cleaned_data["purpose"], "until": ends, "by": acting, "at": at}
    if "sure" in request.POST:
        sharing.share(record, kind, subject, **told)
        messages.success(request, _("Catatan dibagikan. Penerima membacanya di Beranda."))
        return redirect(address(record))
    read, facts = sharing.kind_of(record).read, facts_of(record)
    before = {member.pk for one in audience(facts, read, at) for member in one.members}
    plus = [sharing.share_grant(record, kind, subject, **told)]
    after = audience(facts, read, at, plus)
    new = [one for one in after if any(member.pk not in before for member in one.members)]
    context = {
        "record": record, "url": address(record), "readers": new, "people": people(new), "with_names": True,
        "sent": [(name, request.POST.get(name, "")) for name in ("to", "purpose", "until")],
    }  # fmt: skip
    return render(request, "accountability/audience_share.html", context)


def exclude(request: HttpRequest, record: Any) -> HttpResponse:
    form = ExcludeForm(request.POST, agencies=others(record, request.acting_at, request.acting.agency))
    if not form.is_valid():
        return page_of(request, record, status=422, exclude_form=form)
    agency = form.cleaned_data["agency"]
    sharing.exclude(record, agency, by=request.acting, at=request.acting_at)
    messages.success(request, _("%(agency)s tidak dapat melihat catatan ini.") % {"agency": agency.name})
    return redirect(address(record))


def take_back(request: HttpRequest, record: Any) -> HttpResponse:
    try:
        grant_id = UUID(request.POST.get("grant", ""))
    except ValueError:
        grant_id = uuid4()
    if sharing.take_back(record, grant_id, by=request.acting, at=request.acting_at):
        messages.success(request, _("Dicabut. Berlaku pada pembukaan halaman berikutnya."))
    else:
        messages.info(request, _("Sudah berakhir sebelumnya. Tidak ada yang berubah."))
    return redirect(address(record))


def handle(request: HttpRequest, record: Any) -> HttpResponse:
    form = HandlingForm(request.POST, levels=sharing.levels_for(record, request.acting))
    if not form.is_valid():
        return page_of(request, record, status=422, handling_form=form)
    told = form.cleaned_data
    try:
        sharing.handle(
            record, told["level"], reason=told["reason"], version=told["version"], by=request.acting,
            at=request.acting_at,
        )  # fmt: skip
    except sharing.Changed as changed:
        typed = [
            (_("Tingkat penanganan"), told["level"].label),
            (_("Alasan"), told["reason"]),
            (_("Tersimpan"), Handling(changed.args[0].handling).label),
        ]
        return render(request, "409.html", {"typed": typed, "url": address(record)}, status=409)
    messages.success(request, _("Tingkat penanganan: %(level)s.") % {"level": told["level"].label})
    return redirect(address(record))


ACTS: dict[str, Callable[[HttpRequest, Any], HttpResponse]] = {
    "share": share,
    "exclude": exclude,
    "take_back": take_back,
    "handle": handle,
}
