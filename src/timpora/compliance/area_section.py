"""How many questions and findings are open in an area, with the way to their list."""

from django.http import HttpRequest

from timpora.compliance.queries import open_findings, waiting_checks
from timpora.foundation.lists import bounded
from timpora.territory.models import Area
from timpora.territory.sections import Section


def open_in_area(request: HttpRequest, area: Area) -> Section | None:
    acting = request.acting  # type: ignore[attr-defined]
    if not acting.may("check.read"):
        return None
    within = {"area__gte": area.code, "area__lte": area.high}
    counts = {
        "checks": bounded(waiting_checks(acting).filter(**within)),
        "findings": bounded(open_findings(acting).filter(**within)),
    }
    return {"template": "compliance/area_section.html", "context": counts}
