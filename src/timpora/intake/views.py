"""Pages of reports: sending one, the list, one report with what became of it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.foundation.acting import Acting
from timpora.foundation.drafts import draft_of, drop_draft
from timpora.foundation.events import emit
from timpora.foundation.figures import figure
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.templatetags.timpora import angka
from timpora.foundation.views import requires, served
from timpora.intake import actions, events, queries
from timpora.intake.answering import answered_at
from timpora.intake.forms import CloseForm, ReportFilter, ReportForm
from timpora.intake.models import Report
from timpora.intake.protecting import shields_on
from timpora.intake.reporter import SEE, has_informant, informant, reporter
from timpora.registers.models import Mention
from timpora.sources.models import Source
from timpora.territory.codes import digits
from timpora.territory.queries import DISTRICT, area_path, learn, zone_of

DRAFT = "report_new"


@requires(actions.SEND)
@require_http_methods(["GET", "POST"])
def report_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    if request.method == "GET":
        return render(
            request, "intake/report_new.html", {"form": ReportForm(initial=prefilled(request), acting=acting, at=at)}
        )
    form = ReportForm(request.POST, request.FILES, acting=acting, at=at)
    if form.is_valid():
        try:
            report = actions.receive(
                key=form.cleaned_data["key"], seen=form.seen(), photo=form.cleaned_data["photo"], by=acting, at=at,
                channel=form.cleaned_data.get("channel", Source.Channel.FORM),
            )  # fmt: skip
        except actions.OtherContent as conflict:
            return other_content(request, form, conflict.report)
        except actions.ReceivedBefore:
            drop_draft(acting, DRAFT)
            messages.success(request, _("Laporan ini sudah diterima. Terima kasih."))
            return redirect("report_list")
        except actions.OutOfReach as refusal:
            form.add_error("area", str(refusal))
        else:
            drop_draft(acting, DRAFT)
            return redirect("report_sent", report.pk)
    return render(request, "intake/report_new.html", {"form": form}, status=422)


def prefilled(request: HttpRequest) -> dict[str, object]:
    """The own village or kecamatan and now, over them what was typed before; a key that was sent is not used again."""
    acting = request.acting
    here = acting.area
    now = request.acting_at.astimezone(zone_of(here)).replace(tzinfo=None) if here is not None else None
    draft = draft_of(acting, DRAFT)
    key = draft.pop("key", None)
    if key is None or Report.objects.filter(account_id=acting.account, key=key).exists():
        key = uuid7()
    near = here if here is not None and digits(here) >= DISTRICT else None
    return {"area": near, "seen_at": now, "people": 1} | draft | {"key": key}


def other_content(request: HttpRequest, form: ReportForm, report: Report) -> HttpResponse:
    typed = [(field.label, field.value()) for field in form.visible_fields() if field.name != "photo" and field.value()]
    context = {
        "title": _("Kiriman ini sudah dipakai untuk laporan lain"),
        "typed": typed,
        "url": reverse("report_page", args=[report.pk]),
    }
    return render(request, "409.html", context, status=409)


@requires("report.read")
@require_GET
def report_sent(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = get_object_or_404(Report.objects.visible_to(request.acting), pk=report_id)
    return render(request, "intake/report_sent.html", {"report": report, "place": area_path(report.area)})


@requires("report.read")
@require_GET
def report_list(request: HttpRequest) -> HttpResponse:
    acting = request.acting
    form = ReportFilter(request.GET or None)
    asked = form.cleaned_data if form.is_valid() else {}
    page = list_page(queries.reports(acting, request.acting_at, **asked), request)
    learn({report.area for report in page})
    title, how_many = _("Laporan %(number)s"), _("%(n)s orang")
    for report in page:
        report.where, report.zone = area_path(report.area), zone_of(report.area)
        report.title = title % {"number": angka(report.number)}
        report.how_many = how_many % {"n": angka(report.people)}
        report.told_by = reporter(report, acting)
    context = {"page": page, "form": form, "is_section": acting.may(actions.CLOSE), "is_filtered": any(asked.values())}
    context["readable"] = figure(queries.READABLE)
    return render(request, "intake/report_list.html", context)


@requires("report.read")
@require_GET
def report_page(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = found(request, report_id)
    if report.account_id != request.acting.account:
        emit(events.REPORT_OPENED, subject=report, by=request.acting)
    return show(request, report, CloseForm(initial={"version": report.version}))


def found(request: HttpRequest, report_id: UUID) -> Report:
    rows = queries.readable(request.acting, request.acting_at).select_related("source", "photo")
    return get_object_or_404(rows, pk=report_id)


def show(request: HttpRequest, report: Report, form: CloseForm, status: int = 200) -> HttpResponse:
    acting: Acting = request.acting
    is_section = acting.may(actions.CLOSE)
    context = {
        "report": report,
        "place": area_path(report.area),
        "zone": zone_of(report.area),
        "story": queries.story(report, acting, with_names=is_section, at=request.acting_at),
        "reporter": reporter(report, acting),
        "has_informant": has_informant(report, acting),
        "shields": shields_on(report, request) if report.is_protected else [],
        "is_section": is_section,
        "may_refer": acting.may("task.send"),
        "form": form,
        "person_url": person_url(report, acting) if is_section else "",
    }
    return render(request, "intake/report_page.html", context, status=status)


def person_url(report: Report, acting: Acting) -> str:
    """Where the person told of is shown or still to be judged, if this member may look there."""
    mention = Mention.objects.visible_to(acting).filter(pk=report.mention_id).first() if report.mention_id else None
    if mention is None:
        return ""
    if mention.person_id:
        return reverse("person_page", args=[mention.person_id])
    return answered_at(mention, acting)


@requires("report.read")
@require_GET
def report_photo(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """The picture of the place, to those who may see the report it belongs to."""
    report = found(request, report_id)
    if report.photo is None:
        raise Http404
    return served(report.photo, by=request.acting)


@requires(SEE)
@require_GET
def report_informant(request: HttpRequest, report_id: UUID) -> HttpResponse:
    """Who told the member, on a page of its own: each look is on record."""
    report = found(request, report_id)
    words = informant(report, request.acting)
    if not words:
        raise Http404
    return render(request, "intake/report_informant.html", {"report": report, "words": words})


@requires(actions.CLOSE)
@require_POST
def report_mark_read(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = found(request, report_id)
    actions.mark_read(report, by=request.acting, at=request.acting_at)
    return redirect("report_page", report.pk)


@requires(actions.CLOSE)
@require_POST
def report_close(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = found(request, report_id)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return show(request, report, form, status=422)
    wanted = Report.Fate(form.cleaned_data["fate"])
    if form.cleaned_data["version"] != report.version:
        return changed(request, report, wanted)
    try:
        actions.close(report, fate=wanted, by=request.acting, at=request.acting_at)
    except actions.Changed:
        return changed(request, report, wanted)
    messages.success(request, _("Pelapor sekarang membaca: %(fate)s.") % {"fate": wanted.label})
    return redirect("report_page", report.pk)


def changed(request: HttpRequest, report: Report, wanted: Report.Fate) -> HttpResponse:
    report.refresh_from_db()
    last = queries.fates(report, with_names=True)[-1]
    context = {
        "by": last.by or _("sistem"),
        "at": last.at,
        "typed": [(_("Pilihan Anda"), wanted.label), (_("Tersimpan"), report.get_fate_display())],
        "url": reverse("report_page", args=[report.pk]),
    }
    return render(request, "409.html", context, status=409)
