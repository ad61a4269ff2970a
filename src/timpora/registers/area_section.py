"""How many foreign nationals are known to be in an area, by kind of stay; for members who may open each of them."""

from django.db.models import Count
from django.http import HttpRequest

from timpora.registers.models import CurrentPerson, PermitClaim
from timpora.territory.models import Area
from timpora.territory.sections import Section


def present_in_area(request: HttpRequest, area: Area) -> Section | None:
    if not request.acting.may("person.read"):  # type: ignore[attr-defined]
        return None
    known = CurrentPerson.objects.visible_to(request.acting).filter(is_present=True, mentions_count__gt=0)  # type: ignore[attr-defined]
    counted = known.filter(area__gte=area.code, area__lte=area.high).values("person__stay__permit_kind")
    numbers = {row["person__stay__permit_kind"] or "": row["n"] for row in counted.annotate(n=Count("pk")).order_by()}
    labels = dict(PermitClaim.Kind.choices)
    kinds = sorted(((labels.get(kind, ""), n) for kind, n in numbers.items()), key=lambda row: -row[1])
    return {"template": "registers/area_section.html", "context": {"kinds": kinds, "total": sum(numbers.values())}}
