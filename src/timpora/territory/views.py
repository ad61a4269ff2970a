"""Pages of areas: type-ahead, the start with the member's own areas, and one area with what lies below it."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from timpora.foundation.acting import Acting
from timpora.foundation.lists import list_page
from timpora.foundation.views import SIGNED_IN_ONLY, requires
from timpora.territory.codes import COUNTRY, dotted, span, to_integer
from timpora.territory.models import Area, AreaName, Office, OfficeWorkArea
from timpora.territory.queries import (
    Found,
    area_name,
    children,
    day_at,
    find,
    in_force_on,
    learn,
    path_above,
    supervision_of,
    zone_of,
)
from timpora.territory.sections import sections_of

LIMIT = 10


@requires(SIGNED_IN_ONLY)
@require_GET
def area_find(request: HttpRequest) -> HttpResponse:
    """At most ten areas for what was typed: JSON for the type-ahead, a list for a browser. Never the tree."""
    query = request.GET.get("q", "")
    try:
        within = span(to_integer(request.GET["within"])) if request.GET.get("within") else None
    except ValueError:
        within = (0, 0)  # an unknown code holds nothing
    results = near_first(query, request.acting) if within is None else find(query, within=within, limit=LIMIT)
    if request.get_preferred_type(["application/json", "text/html"]) == "text/html":
        return render(request, "territory/area_found.html", {"results": links(results), "query": query})
    return JsonResponse({"results": [answer(found) for found in results]})


def near_first(query: str, acting: Acting) -> list[Found]:
    """One's own area stands before namesakes elsewhere."""
    near = find(query, within=span(acting.area), limit=LIMIT) if acting.area else []
    if len(near) == LIMIT:
        return near
    known = {found.area for found in near}
    everywhere = [found for found in find(query, limit=LIMIT) if found.area not in known]
    surest = [found for found in everywhere if found.score > max((n.score for n in near), default=0)]
    return [*surest, *near, *(found for found in everywhere if found not in surest)][:LIMIT]


def answer(found: Found) -> dict[str, object]:
    return {
        "code": dotted(found.area),
        "value": found.area,
        "label": found.label,
        "path": found.path,
        "detail": found.path,
    }


def links(results: list[Found]) -> list[dict[str, str]]:
    return [{"code": dotted(found.area), "name": found.label, "path": found.path} for found in results]


@requires("area.read")
@require_GET
def area_start(request: HttpRequest) -> HttpResponse:
    query = request.GET.get("q", "").strip()
    own = own_areas(request.acting)
    learn(own)
    context = {
        "own": [
            {"code": dotted(area), "name": area_name(area), "path": path_above(area)} for area in own if area != COUNTRY
        ],
        "provinces": [{"code": p.dotted, "name": p.name, "path": ""} for p in children(COUNTRY)]
        if COUNTRY in own
        else [],
        "query": query,
        "results": links(near_first(query, request.acting)) if query else [],
    }
    return render(request, "territory/area_start.html", context)


def own_areas(acting: Acting) -> list[int]:
    """The areas that the member's duty names."""
    ranges = {(s.low, s.high) for s in acting.scopes if s.low is not None and "area.read" in s.verbs}
    return sorted(low for low, high in ranges if span(low)[1] == high)


def area_of(code: str) -> Area:
    try:
        return get_object_or_404(Area.objects.select_related("parent", "decree"), pk=to_integer(code))
    except ValueError as error:
        raise Http404(str(error)) from error


@requires("area.read")
@require_GET
def area_page(request: HttpRequest, code: str) -> HttpResponse:
    area = area_of(code)
    today = day_at(area.code, timezone.now())
    context = {
        "area": area,
        "name": area_name(area.code),
        "above": path_above(area.code),
        "parent_name": area_name(area.parent_id) if area.parent_id else "",
        "other_names": other_names(area),
        "supervision": supervision_of(area.code, today),
        "units": units_here(area, today),
        "zone": timezone.now().astimezone(zone_of(area.code)).tzname(),
        "page": list_page(children(area.code), request),
        "sections": sections_of(request, area),
    }
    return render(request, "territory/area_page.html", context)


def other_names(area: Area) -> list[str]:
    also = AreaName.objects.filter(area=area, is_whole=True).exclude(kind=AreaName.Kind.OFFICIAL)
    return list(also.order_by("name").values_list("name", flat=True))


def units_here(area: Area, day: date) -> QuerySet[OfficeWorkArea]:
    """Units that serve exactly this area beside its immigration office."""
    units = area.served_by.filter(in_force_on(day)).exclude(office__kind=Office.Kind.KANIM)
    return units.select_related("office").order_by("office_id")
