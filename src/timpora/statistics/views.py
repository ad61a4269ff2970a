"""Pages of totals: the monthly sheet, what is published, NIHIL by kecamatan and month, arrivals."""

from collections import Counter
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from timpora.documents import render as letters
from timpora.documents.views import download, letter_response
from timpora.foundation.events import emit
from timpora.foundation.figures import figure
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.foundation.views import requires
from timpora.intake.models import Report
from timpora.statistics import events, months, nil, papers, queries
from timpora.statistics.forms import AreaForm, MonthForm, NilForm
from timpora.statistics.queries import Picture, Row, Told
from timpora.territory.codes import COUNTRY, digits, dotted, parent
from timpora.territory.queries import DISTRICT, ancestors, area_name, day_at, learn, path_above
from timpora.territory.views import area_of, area_start

MOST_COMPANIES = 50
REGENCY = 4


@requires(queries.READ)
@require_GET
def sheet_start(request: HttpRequest) -> HttpResponse:
    """The own kecamatan or regency; a duty for a whole province begins at the list of areas."""
    area = own_place(request)
    return show_sheet(request, area) if area else area_start(request)


def own_place(request: HttpRequest) -> int | None:
    """The member's own regency or kecamatan, where its totals are open."""
    area = request.acting.area or COUNTRY
    area -= area % 10_000
    return area if digits(area) >= REGENCY and queries.may_read(request.acting, area) else None


@requires(queries.READ)
@require_GET
def sheet_page(request: HttpRequest, code: str) -> HttpResponse:
    return show_sheet(request, area_of(code).code)


def show_sheet(request: HttpRequest, area: int) -> HttpResponse:
    month, drawn = asked(request, area)
    rows = queries.matrix(request.acting, area, [month]) if month and digits(area) == REGENCY else []
    context: dict[str, object] = {
        "area": area, "code": dotted(area), "name": area_name(area), "above": path_above(area), "month": month,
        "form": MonthForm(request.GET or None, drawn=list(drawn)), "basis": papers.BASIS,
        "may_fill": request.acting.may("total.report") and digits(area) == REGENCY,
    }  # fmt: skip
    if month is not None:
        found = queries.sheets(request.acting, area, month)
        picture = queries.picture(area, month, drawn[month], found)
        told = word_of(area, month) if digits(area) == DISTRICT else None
        totals = {sheet.area: sheet.total for sheet in found}
        context |= {
            "picture": picture, "told": told, "months_name": months.said(month), "param": f"{month:%Y-%m}",
            "companies": picture.companies[:MOST_COMPANIES], "more": len(picture.companies) - MOST_COMPANIES,
            "chat": papers.chat_text(picture, told),
            "districts": [(row, dotted(row.area), totals.get(row.area, 0), row.cells[0]) for row in rows],
            "elsewhere": totals.get(area, 0) if digits(area) == REGENCY else 0,
        }  # fmt: skip
    return render(request, "statistics/sheet_page.html", context)


@requires(queries.READ)
@require_GET
def sheet_pdf(request: HttpRequest, code: str) -> HttpResponse:
    area = area_of(code).code
    month, drawn = asked(request, area)
    picture = picture_of(request, area, month, drawn)
    if digits(area) == DISTRICT:
        told = [(area_name(area), word_of(area, picture.month))]
    else:
        told = [(row.name, row.cells[0]) for row in queries.matrix(request.acting, area, [picture.month])]
    content = letters.pdf("keadaan", papers.sheet(picture, told, request.acting, today(area, request)))
    emit(events.SHEET_TAKEN, by=request.acting, area=area)
    return download(content, f"keadaan-{dotted(area)}-{picture.month:%Y-%m}.pdf")


@requires("total.report")
@require_GET
def own_report(request: HttpRequest, code: str, format: str) -> HttpResponse:
    area = area_of(code).code
    month, drawn = asked(request, area)
    if digits(area) != REGENCY:
        raise Http404
    picture = picture_of(request, area, month, drawn)
    rows = queries.matrix(request.acting, area, [picture.month])
    totals = {sheet.area: sheet.total for sheet in queries.sheets(request.acting, area, picture.month)}
    places = [(row.name, totals.get(row.area, 0), row.cells[0]) for row in rows]
    own = own_fates(request, area, picture)
    data = papers.kesbangpol_report(picture, places, own, request.acting, today(area, request))
    made = letter_response("laporan_kesbangpol", data, f"laporan-kesbangpol-{picture.month:%Y-%m}", format)
    emit(events.OWN_REPORT_FILLED, by=request.acting, area=area)
    return made


def own_fates(request: HttpRequest, area: int, picture: Picture) -> list[tuple[str, int]]:
    """What the own agency reported of the month, and what became of it."""
    own = nil.month_in(area, picture.month)
    rows = Report.objects.visible_to(request.acting).filter(own, agency_id=request.acting.agency)
    labels = dict(Report.Fate.choices)
    return [(str(labels[fate]), n) for fate, n in Counter(rows.values_list("fate", flat=True)).most_common()]


def picture_of(request: HttpRequest, area: int, month: date | None, drawn: dict[date, date]) -> Picture:
    if month is None:
        raise Http404(_("Lembar bulan ini belum dibuat."))
    return queries.picture(area, month, drawn[month], queries.sheets(request.acting, area, month))


def asked(request: HttpRequest, area: int) -> tuple[date | None, dict[date, date]]:
    """Of a kecamatan or a regency within reach, the month that was chosen: the latest where none was."""
    if digits(area) not in (REGENCY, DISTRICT) or not queries.may_read(request.acting, area):
        raise Http404
    drawn = queries.drawn_months()
    chosen = months.read(request.GET.get("bulan", ""))
    return chosen if chosen in drawn else next(iter(drawn), None), drawn


def word_of(area: int, month: date) -> Told:
    return queries.told(area, month).get((area, month), Told(queries.SILENT))


def today(area: int, request: HttpRequest) -> date:
    return day_at(area, request.acting_at)


@requires("area.read")
@require_GET
def figure_start(request: HttpRequest) -> HttpResponse:
    area = request.acting.area or COUNTRY
    province = area - area % 10**8
    return show_figures(request, province) if province else area_start(request)


@requires("area.read")
@require_GET
def figure_page(request: HttpRequest, code: str) -> HttpResponse:
    return show_figures(request, area_of(code).code)


def show_figures(request: HttpRequest, area: int) -> HttpResponse:
    drawn = queries.drawn_months()
    chosen = months.read(request.GET.get("bulan", ""))
    month = chosen if chosen in drawn else next(iter(drawn), None)
    table = queries.published(area, month) if month else None
    learn({place for place, _cells in table.rows} if table else ())
    context = {
        "area": area, "code": dotted(area), "name": area_name(area), "month": month and months.said(month),
        "parent": dotted(parent(area) or 0) if parent(area) else "",
        "parent_name": area_name(parent(area) or 0),
        "kinds": [("" if kind == "?" else kind, queries.kind_label(kind)) for kind in table.kinds] if table else [],
        "rows": [figure_row(place, cells) for place, cells in table.rows] if table else [],
        "as_of": drawn[month] if month else None, "limit": figure("small_cells.below"),
        "form": MonthForm(request.GET or None, drawn=list(drawn)),
    }  # fmt: skip
    return render(request, "statistics/figure_page.html", context)


def figure_row(place: int, cells: object) -> dict[str, object]:
    if place % 10_000 != queries.ELSEWHERE:
        return {"name": area_name(place), "code": dotted(place), "cells": cells}
    is_of_regency = digits(place - queries.ELSEWHERE) == REGENCY
    name = _("Kecamatan belum diketahui") if is_of_regency else _("Kabupaten/kota belum diketahui")
    return {"name": name, "code": "", "cells": cells}


@requires(queries.READ)
@require_GET
def nil_matrix(request: HttpRequest) -> HttpResponse:
    """Kecamatan of a regency by month: reported, NIHIL, or silent."""
    form = AreaForm(request.GET or None, initial={"area": request.acting.area}, levels=(REGENCY, DISTRICT))
    area = (form.cleaned_data.get("area") if form.is_valid() else None) or own_place(request)
    if area is None:
        return area_start(request)
    if not queries.may_read(request.acting, area):
        raise Http404
    shown = queries.shown_months(today(area, request))
    rows: list[Row] = queries.matrix(request.acting, area, shown)
    names = [tanggal_pendek(f"{month:%Y-%m}") for month in shown]
    context = {
        "form": form, "name": area_name(area), "months": names,
        "rows": [(row.name, list(zip(names, row.cells, strict=True))) for row in rows],
        "silent": sum(row.cells[-1].state == queries.SILENT for row in rows), "last": months.said(shown[-1]),
        "may_declare": request.acting.may("report.send"),
    }  # fmt: skip
    return render(request, "statistics/nil_matrix.html", context)


@requires("report.send")
@require_http_methods(["GET", "POST"])
def nil_new(request: HttpRequest) -> HttpResponse:
    acting, at = request.acting, request.acting_at
    near = acting.area if acting.area is not None and digits(acting.area) >= DISTRICT else None
    given = {"area": near, "month": request.GET.get("bulan", "")}
    form = NilForm(request.POST or None, initial=given, acting=acting, at=at)
    if request.method == "POST" and form.is_valid():
        area, month = form.cleaned_data["area"], form.cleaned_data["month"]
        try:
            nil.declare(area, month, by=acting, at=at)
        except nil.Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            told = {"place": area_name(area), "month": months.said(month)}
            messages.success(request, _("NIHIL tercatat untuk %(place)s, %(month)s. Terima kasih.") % told)
            return redirect("nil_new")
    declared = list(nil.declared(acting)[:MOST_COMPANIES])
    learn({row.area for row in declared})
    said = [(area_name(row.area), months.said(row.month), row.declared_at, row.is_oral) for row in declared]
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "declared": said, "is_section": nil.is_oral(acting)}
    return render(request, "statistics/nil_new.html", context, status=status)


@requires("team.read")
@require_GET
def arrival_trend(request: HttpRequest) -> HttpResponse:
    form = AreaForm(request.GET or None, initial={"area": request.acting.area})
    area = (form.cleaned_data.get("area") if form.is_valid() else None) or request.acting.area or COUNTRY
    trend = queries.trend(request.acting, area)
    wider = [up for up in ancestors(area) if not trend.months and queries.trend(request.acting, up).months]
    context = {
        "form": form, "name": area_name(area), "trend": trend,
        "rows": [(months.said(month), points) for month, points in trend.by_month()],
        "wider": [(dotted(up), area_name(up)) for up in wider],
        "purposes": queries.purposes(request.acting, area, trend.months[-1]) if trend.months else [],
        "last": months.said(trend.months[-1]) if trend.months else "",
    }  # fmt: skip
    return render(request, "statistics/arrival_trend.html", context)
