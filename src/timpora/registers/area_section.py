"""How many foreign nationals are known to be in an area, by kind of stay; for members who may open each of them."""

from django.db.models import Count
from django.http import HttpRequest

from timpora.registers.models import CurrentPerson, CurrentStay, PermitClaim
from timpora.territory.models import Area
from timpora.territory.sections import Section


def present_in_area(request: HttpRequest, area: Area) -> Section | None:
    if not request.acting.may("person.read"):  # type: ignore[attr-defined]
        return None
    within = {"area__gte": area.code, "area__lte": area.high}
    silent = CurrentPerson.objects.filter(**within, mentions_count=0)  # of whom nobody speaks any more
    known = CurrentStay.objects.visible_to(request.acting).filter(**within, departed_on=None)  # type: ignore[attr-defined]
    counted = known.exclude(person__in=silent.values("person")).values_list("permit_kind").order_by()
    numbers = dict(counted.annotate(n=Count("pk")))
    labels = dict(PermitClaim.Kind.choices)
    kinds = sorted(((labels.get(kind, ""), n) for kind, n in numbers.items()), key=lambda row: -row[1])
    return {"template": "registers/area_section.html", "context": {"kinds": kinds, "total": sum(numbers.values())}}
