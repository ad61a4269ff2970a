"""Pages of offices, and the workload sheet of an area as evidence for a unit of its own."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from timpora.foundation.lists import list_page
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.foundation.views import requires
from timpora.territory import offices
from timpora.territory.codes import COUNTRY, dotted
from timpora.territory.models import Area, Office, OfficeWorkArea, WorkloadFigure
from timpora.territory.office_forms import ClassForm, FigureForm, ServeForm, UnitForm
from timpora.territory.queries import area_name, day_at, learn, path_above, supervision_of
from timpora.territory.sections import sections_of
from timpora.territory.views import area_of


@requires("area.read")
@require_GET
def office_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    page = list_page(offices.listed(words), request)
    return render(request, "territory/office_list.html", {"page": page, "words": words})


@requires("area.read")
@require_GET
def office_page(request: HttpRequest, office: str) -> HttpResponse:
    return office_shown(request, get_object_or_404(Office.objects.select_related("parent"), pk=office))


def office_shown(request: HttpRequest, office: Office, **refused: forms.Form) -> HttpResponse:
    acting, day = request.acting, day_at(request.acting.area or COUNTRY, timezone.now())
    served = list(office.work_areas.order_by("area_id", "valid_from"))
    learn(row.area_id for row in served)
    rows = [(row, dotted(row.area_id), area_name(row.area_id)) for row in served]
    context: dict[str, Any] = {
        "office": office,
        "classes": office.classes.order_by("-valid_from"),
        "now": [row for row in rows if runs(row[0], day)],
        "before": [row for row in rows if not runs(row[0], day)],
        "units": office.units.order_by("kind", "name"),
        "may_edit": offices.may_edit(acting, office, day),
        "class_form": ClassForm(),
        "serve_form": ServeForm(acting=acting),
        "unit_form": UnitForm(acting=acting),
        "today": day,
    }
    return render(request, "territory/office_page.html", context | refused, status=422 if refused else 200)


def runs(served: OfficeWorkArea, day: Any) -> bool:
    return (not served.valid_from or served.valid_from <= day) and (not served.valid_until or served.valid_until > day)


def kept_office(request: HttpRequest, code: str) -> Office:
    """The office, if the member keeps its record: everybody may read it, hence a refusal and no "not there"."""
    office = get_object_or_404(Office, pk=code)
    if not offices.may_edit(request.acting, office, day_at(request.acting.area or COUNTRY, timezone.now())):
        raise PermissionDenied("another office's record")
    return office


@requires("office.edit")
@require_POST
def office_class(request: HttpRequest, office: str) -> HttpResponse:
    row, form = kept_office(request, office), ClassForm(request.POST)
    if form.is_valid():
        day = day_at(request.acting.area or COUNTRY, timezone.now())
        try:
            offices.set_class(row, **form.cleaned_data, day=day, by=request.acting)
        except offices.Taken as taken:
            words = _("Sejak tanggal itu sudah tercatat kelas “%(name)s”. Isi tanggal lain.")
            form.add_error("begins_on", words % {"name": taken.name})
    if form.errors:
        return office_shown(request, row, class_form=form)
    return said(request, row, _("Kelas kantor tercatat."))


@requires("office.edit")
@require_POST
def office_serve(request: HttpRequest, office: str) -> HttpResponse:
    row, form = kept_office(request, office), ServeForm(request.POST, acting=request.acting)
    if form.is_valid():
        told = form.cleaned_data | {"area": Area.objects.get(pk=form.cleaned_data["area"])}
        try:
            if not offices.serve(row, **told, by=request.acting):
                return said(request, row, _("Wilayah ini sudah dilayani kantor ini."))
        except offices.BeginsTooEarly as early:
            words = _("Wilayah ini sudah dilayani kantor lain sejak %(day)s. Isi tanggal sesudahnya.")
            form.add_error("begins_on", words % {"day": tanggal_pendek(early.since)})
    if form.errors:
        return office_shown(request, row, serve_form=form)
    return said(request, row, _("Wilayah kerja tercatat."))


@requires("office.edit")
@require_POST
def office_stop(request: HttpRequest, office: str) -> HttpResponse:
    row = kept_office(request, office)
    number = request.POST.get("row", "")
    served = get_object_or_404(row.work_areas, pk=int(number) if number.isdecimal() and len(number) < 19 else 0)
    offices.stop_serving(served, on=day_at(served.area_id, timezone.now()), by=request.acting)
    return said(request, row, _("Wilayah kerja diakhiri per hari ini."))


@requires("office.edit")
@require_POST
def office_unit(request: HttpRequest, office: str) -> HttpResponse:
    row, form = kept_office(request, office), UnitForm(request.POST, acting=request.acting)
    if form.is_valid():
        told = form.cleaned_data | {"area": Area.objects.get(pk=form.cleaned_data["area"])}
        try:
            offices.add_unit(row, **told, by=request.acting)
        except offices.Taken as taken:
            words = _("Nama ini sudah dipakai unit “%(name)s”. Tulis nama yang lebih lengkap.")
            form.add_error("name", words % {"name": taken.name})
    if form.errors:
        return office_shown(request, row, unit_form=form)
    return said(request, row, _("Unit tercatat."))


def said(request: HttpRequest, office: Office, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("office_page", office.pk)


@requires("area.read")
@require_GET
def workload_page(request: HttpRequest, code: str) -> HttpResponse:
    return workload_shown(request, area_of(code), FigureForm())


@requires("office.edit")
@require_POST
def workload_tell(request: HttpRequest, code: str) -> HttpResponse:
    area, form = area_of(code), FigureForm(request.POST)
    if not offices.keeps(request.acting, [area.code]):
        raise PermissionDenied("outside the member's areas")
    if not form.is_valid():
        return workload_shown(request, area, form)
    offices.tell_figure(area, **form.cleaned_data, by=request.acting, at=timezone.now())
    messages.success(request, _("Angka tercatat dengan sumbernya."))
    return redirect("workload_page", area.dotted)


def workload_shown(request: HttpRequest, area: Area, form: FigureForm) -> HttpResponse:
    """Typed figures with their sources, beside what the record itself says: the same parts as the area's page."""
    acting, day = request.acting, day_at(area.code, timezone.now())
    supervision = supervision_of(area.code, day)
    beside = sisters(supervision)
    figures = offices.figures_of({area.code, *beside})
    own = [(label, figures.get((area.code, kind), [])) for kind, label in WorkloadFigure.Kind.choices]
    learn(beside)
    context = {
        "area": area,
        "name": area_name(area.code),
        "above": path_above(area.code),
        "supervision": supervision,
        "figures": [(label, rows[0], rows[1:]) for label, rows in own if rows],
        "missing": [label for label, rows in own if not rows],
        "beside": compared(beside, figures),
        "sections": sections_of(request, area),
        "may_edit": acting.may(offices.EDIT) and offices.keeps(acting, [area.code]),
        "form": form,
        "today": day,
    }
    return render(request, "territory/workload_page.html", context, status=422 if form.errors else 200)


def sisters(supervision: OfficeWorkArea | None) -> list[int]:
    """All areas that the same office serves now."""
    if supervision is None:
        return []
    rows = supervision.office.work_areas.filter(valid_until=None).order_by("area_id")
    return list(rows.values_list("area_id", flat=True))


COMPARED = (WorkloadFigure.Kind.POPULATION, WorkloadFigure.Kind.DISTANCE, WorkloadFigure.Kind.FOREIGNERS)


def compared(areas: list[int], figures: dict[tuple[int, str], list[WorkloadFigure]]) -> list[dict[str, Any]]:
    return [
        {
            "name": area_name(area),
            "code": dotted(area),
            "told": [(kind.label, next(iter(figures.get((area, kind), [])), None)) for kind in COMPARED],
        }
        for area in areas
    ]
