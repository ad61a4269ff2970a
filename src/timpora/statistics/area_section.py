"""The way from an area's page to its totals: exact for seats of the team, published for everybody."""

from django.http import HttpRequest

from timpora.foundation.acting import Acting
from timpora.statistics import queries
from timpora.territory.models import Area
from timpora.territory.sections import Section


def totals_of_area(request: HttpRequest, area: Area) -> Section | None:
    if area.level > 6:
        return None
    acting: Acting = request.acting
    is_exact = area.level in (4, 6) and queries.may_read(acting, area.code)
    context: dict[str, object] = {"is_exact": is_exact, "has_trend": acting.may("team.read")}
    return {"template": "statistics/area_section.html", "context": context}
