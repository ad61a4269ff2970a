"""Whoever has a report before them may say: this is a refugee, a victim, a child, a witness. And its lifting."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from timpora.foundation.acting import Acting
from timpora.foundation.views import requires
from timpora.intake.models import Report
from timpora.intake.queries import readable
from timpora.registers import protection
from timpora.registers.forms import ProtectForm
from timpora.registers.models import Protection
from timpora.registers.protection import KEY, LIFT
from timpora.registers.views import ask_to_lift, lift, shield_of


def page_of_source(source_id: UUID) -> str:
    report = Report.objects.filter(source_id=source_id).values_list("pk", flat=True).first()
    return reverse("report_page", args=[report]) if report else ""


def found(request: HttpRequest, report_id: UUID) -> Report:
    return get_object_or_404(readable(request.acting, request.acting_at), pk=report_id)


@transaction.atomic
def protect_report(report: Report, *, by: Acting, at: datetime, **said: str) -> None:
    """Shielded in this moment: the report, whom it speaks of, and the person where one is known."""
    protection.protect_told(report.source_id, area=report.area, by=by, at=at, **said)
    with connection.cursor() as cursor:
        cursor.execute("select intake_shield_report(%s)", [report.pk])


@requires("report.read")
@require_http_methods(["GET", "POST"])
def report_protect(request: HttpRequest, report_id: UUID) -> HttpResponse:
    report = found(request, report_id)
    form = ProtectForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        label = _("Laporan %(n)s") % {"n": report.number}
        back = {"back_url": reverse("report_page", args=[report.pk]), "back_label": label}
        return render(request, "registers/protect_told.html", {"form": form} | back, status=422 if form.errors else 200)
    protect_report(report, by=request.acting, at=request.acting_at, **form.cleaned_data)
    messages.success(request, _("Orang ini sekarang dilindungi. Hanya pemegang kunci yang masih dapat melihatnya."))
    return redirect(f"{reverse('helpers')}?jenis={form.cleaned_data['kind']}")


def shields_on(report: Report, request: HttpRequest) -> list[dict[str, Any]]:
    """Those that stand on what it tells while nobody knows who it is; else they stand on the person's page."""
    rows = Protection.objects.visible_to(request.acting, KEY).filter(source=report.source_id, person=None)
    return [
        shield_of(row, request)
        | {
            "ask_url": reverse("report_lift_ask", args=[report.pk, row.pk]),
            "lift_url": reverse("report_lift", args=[report.pk, row.pk]),
        }
        for row in rows.filter(lifted_at=None).order_by("set_at")
    ]


def shield(request: HttpRequest, report_id: UUID, protection_id: UUID) -> Protection:
    rows = Protection.objects.visible_to(request.acting, KEY).filter(source=found(request, report_id).source_id)
    return get_object_or_404(rows, pk=protection_id, person=None)


@requires(LIFT)
@require_POST
def report_lift_ask(request: HttpRequest, report_id: UUID, protection_id: UUID) -> HttpResponse:
    ask_to_lift(request, shield(request, report_id, protection_id))
    return redirect("report_page", report_id)


@requires(LIFT)
@require_POST
def report_lift(request: HttpRequest, report_id: UUID, protection_id: UUID) -> HttpResponse:
    lift(request, shield(request, report_id, protection_id))
    return redirect("report_page", report_id)
