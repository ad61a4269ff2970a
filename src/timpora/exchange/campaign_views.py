"""Campaigns: the list, one campaign with its reports and questions, beginning one, tagging a report."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from timpora.agencies.models import Agency
from timpora.agencies.queries import upwards
from timpora.exchange import campaigns
from timpora.exchange.audience import agencies_to_ask
from timpora.exchange.form_page import form_page
from timpora.exchange.forms import CampaignForm, TagForm
from timpora.exchange.kinds import kinds
from timpora.exchange.models import Campaign, CampaignReport, Question
from timpora.foundation.acting import Acting
from timpora.foundation.ids import uuid7
from timpora.foundation.lists import list_page
from timpora.foundation.views import requires
from timpora.intake.models import Report
from timpora.territory.codes import span
from timpora.territory.queries import area_name, day_at, learn, zone_of

READ, BEGIN, TAG, ASK = "campaign.read", "campaign.begin", "campaign.tag", "question.ask"
QUESTIONS_SHOWN = 50


@requires(READ)
@require_GET
def campaign_list(request: HttpRequest) -> HttpResponse:
    page = list_page(campaigns.campaigns_near(request.acting), request)
    today = day_at(request.acting.area or 0, request.acting_at)
    learn(row.area for row in page)
    rows = [
        {"campaign": row, "kind": str(kinds()[row.kind]), "area": area_name(row.area),
         "state": "soon" if today < row.begins_on else "over" if today > row.ends_on else "running"}
        for row in page
    ]  # fmt: skip
    return render(request, "exchange/campaign_list.html", {"page": page, "rows": rows})


def near(request: HttpRequest, campaign_id: UUID) -> Campaign:
    return get_object_or_404(campaigns.campaigns_near(request.acting), pk=campaign_id)


@requires(READ)
@require_GET
def campaign_page(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    campaign = near(request, campaign_id)
    return render(request, "exchange/campaign_page.html", page_of(campaign, request))


def page_of(campaign: Campaign, request: HttpRequest) -> dict[str, object]:
    acting, kind = request.acting, kinds()[campaign.kind]
    is_running = campaigns.is_running(campaign, request.acting_at)
    page = list_page(campaigns.reports_of(campaign, acting), request)
    tags = dict(CampaignReport.objects.filter(campaign=campaign, report__in=list(page)).values_list("report", "tag"))
    learn(row.area for row in page)
    asked = Question.objects.visible_to(acting).filter(campaign=campaign).select_related("agency", "to_agency")
    return {
        "campaign": campaign, "kind": str(kind), "area": area_name(campaign.area), "is_running": is_running,
        "tags": [kind.tag(code) for code in kind.tags], "page": page, "zone": zone_of(campaign.area),
        "rows": [{"report": row, "tag": kind.tag(tags[row.pk]), "area": area_name(row.area)} for row in page],
        "questions": asked.order_by("-number", "pk")[:QUESTIONS_SHOWN],
        "to_ask": to_ask(campaign, acting) if is_running and acting.may(ASK) else [],
        "tag_form": TagForm(campaign=campaign) if is_running and acting.may(TAG) else None,
    }  # fmt: skip


def to_ask(campaign: Campaign, acting: Acting) -> list[Agency]:
    """The agencies that a data question of this kind of campaign goes to: of its area, or above it."""
    low, high = span(campaign.area)
    wanted = kinds()[campaign.kind].asks
    above = upwards(campaign.area)
    near = (agency for agency in agencies_to_ask(acting) if agency.area in above or low <= agency.area <= high)
    return [agency for agency in near if agency.kind_id in wanted]


@requires(BEGIN)
@require_http_methods(["GET", "POST"])
def campaign_new(request: HttpRequest) -> HttpResponse:
    form = CampaignForm(request.POST or None, initial={"key": uuid7()}, acting=request.acting)
    if not form.is_valid():
        return form_page(
            request, form, title=_("Perhatian khusus baru"), button=_("Simpan"),
            lead=_("Tujuan, wilayah, dan tanggalnya jelas, dan tertutup sendiri."),
            back=(reverse("campaign_list"), _("Perhatian khusus")),
        )  # fmt: skip
    campaign = campaigns.begin(**form.cleaned_data, by=request.acting, at=request.acting_at)
    messages.success(request, _("Perhatian khusus tersimpan."))
    return redirect("campaign_page", campaign.pk)


@requires(TAG)
@require_POST
def campaign_tag(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    campaign = near(request, campaign_id)
    form = TagForm(request.POST, campaign=campaign)
    if form.is_valid():
        put_tag(campaign, form, request)
    if form.errors:
        return render(
            request, "exchange/campaign_page.html", page_of(campaign, request) | {"tag_form": form}, status=422
        )
    messages.success(request, _("Laporan ditandai."))
    return redirect("campaign_page", campaign.pk)


def put_tag(campaign: Campaign, form: TagForm, request: HttpRequest) -> None:
    """Where it cannot be, the form says why."""
    report = Report.objects.visible_to(request.acting).filter(number=form.cleaned_data["number"]).first()
    if report is None:
        form.add_error("number", _("Tidak ada laporan dengan nomor ini di wilayah tugas Anda."))
        return
    try:
        campaigns.tag(campaign, report, form.cleaned_data["tag"], by=request.acting, at=request.acting_at)
    except campaigns.NotRunning:
        form.add_error(None, _("Perhatian khusus ini tidak sedang berjalan; tidak ada lagi yang ditandai."))
    except campaigns.NotOfIt:
        form.add_error("number", _("Laporan ini di luar wilayah perhatian khusus."))
