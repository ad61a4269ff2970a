"""Reads of the territory: names, paths, legal days, neighbours in the tree, offices. The one door for other rooms."""

from datetime import date

from django.db.models import Q, QuerySet

from timpora.territory.codes import COUNTRY, digits, span
from timpora.territory.models import Area, Office, OfficeWorkArea
from timpora.territory.naming import ancestors, area_name, area_path, learn, path_above
from timpora.territory.search import Found, find
from timpora.territory.zones import day_at, zone_of

__all__ = [
    "Found", "ancestors", "area_name", "area_path", "children", "day_at", "districts_of", "find", "in_force_on",
    "learn", "office_of", "path_above", "supervision_of", "villages_of", "work_areas", "zone_of",
]  # fmt: skip

DISTRICT, VILLAGE = 6, 10


def in_force_on(day: date) -> Q:
    """Rows whose validity holds the day; an unknown beginning counts as begun."""
    return (Q(valid_from=None) | Q(valid_from__lte=day)) & (Q(valid_until=None) | Q(valid_until__gt=day))


def children(area: int) -> QuerySet[Area]:
    """The areas in force directly below; below the country stand the provinces."""
    above = {"level": 2} if area == COUNTRY else {"parent_id": area}
    return Area.objects.filter(valid_until=None, **above).order_by("code")


def districts_of(area: int) -> QuerySet[Area]:
    return below(area, DISTRICT)


def villages_of(area: int) -> QuerySet[Area]:
    return below(area, VILLAGE)


def below(area: int, level: int) -> QuerySet[Area]:
    return Area.objects.filter(code__range=span(area), level=level, valid_until=None).order_by("code")


def office_of(area: int, day: date) -> Office | None:
    served = supervision_of(area, day)
    return served.office if served else None


def supervision_of(area: int, day: date) -> OfficeWorkArea | None:
    """The immigration office that supervises foreigners there; a passport unit does not. The closest area decides."""
    around = [area, *ancestors(area)]
    serving = OfficeWorkArea.objects.filter(in_force_on(day), area_id__in=around, office__kind=Office.Kind.KANIM)
    return max(serving.select_related("office"), key=lambda served: digits(served.area_id), default=None)


def work_areas(office: Office | str, day: date) -> list[int]:
    code = office.pk if isinstance(office, Office) else office
    served = OfficeWorkArea.objects.filter(in_force_on(day), office_id=code)
    return list(served.order_by("area_id").values_list("area_id", flat=True))
