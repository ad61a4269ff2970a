"""The pages of coverage: a list with its filters, and the same as a table for a map."""

import csv
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from timpora.foundation.events import emit
from timpora.foundation.lists import PER_PAGE
from timpora.foundation.views import requires
from timpora.teams import events
from timpora.teams.coverage import STATES, Covered, counted, coverage
from timpora.teams.forms import CoverageFilter
from timpora.territory.codes import COUNTRY, dotted
from timpora.territory.queries import area_name, day_at, learn

COLUMNS = ("kode", "kunci_peta", "provinsi", "kabupaten_kota", "kecamatan", "keadaan", "sk_sampai", "unsur", "kosong")


@requires("team.read")
@require_GET
def coverage_page(request: HttpRequest) -> HttpResponse:
    form = CoverageFilter(request.GET)
    within = asked_area(form)
    rows = covered(request, within) if form.is_valid() else []
    state = request.GET.get("keadaan", "")
    shown = [row for row in rows if row.state == state] if state in STATES else rows
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("page"))
    learn(row.regency for row in page)
    context = {
        "form": form,
        "page": page,
        "rows": [(row, dotted(row.area), area_name(row.regency)) for row in page],
        "counts": counted(rows),
        "total": len(rows),
        "state": state if state in STATES else "",
        "title": area_name(within) if within else "",
        "query": urlencode({"wilayah": dotted(within)}) if within else "",
    }
    return render(request, "teams/coverage_page.html", context, status=422 if form.errors else 200)


@requires("team.read")
@require_GET
def coverage_table(request: HttpRequest) -> HttpResponse:
    """All rows of the filter, each with the six-digit key by which a file of boundaries is joined."""
    form, state = CoverageFilter(request.GET), request.GET.get("keadaan", "")
    if not form.is_valid():
        return coverage_page(request)
    rows = covered(request, asked_area(form))
    if state in STATES:
        rows = [row for row in rows if row.state == state]
    emit(events.COVERAGE_EXPORTED, by=request.acting, area=request.acting.area, count=len(rows))
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="cakupan-tim-pora.csv"'
    answer.write("\ufeff")
    writer = csv.writer(answer)
    writer.writerow(COLUMNS)
    learn(row.regency for row in rows)
    for row in rows:
        province = row.area - row.area % 10**8
        until = f"{row.until:%Y-%m-%d}" if row.until else ""
        names = (area_name(province), area_name(row.regency), row.name)
        writer.writerow((dotted(row.area), row.key, *names, row.label, until, row.seats, row.vacant))
    return answer


def covered(request: HttpRequest, within: int | None) -> list[Covered]:
    acting = request.acting
    return coverage([within] if within else None, day_at(acting.area or COUNTRY, timezone.now()), acting)


def asked_area(form: CoverageFilter) -> int | None:
    return form.cleaned_data["wilayah"] if form.is_valid() else None
