"""Immigration offices over time: their class, the areas they serve, their units; and who may write that down."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils.text import slugify

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.territory import events
from timpora.territory.codes import span
from timpora.territory.models import Area, Office, OfficeClass, OfficeWorkArea, WorkloadFigure
from timpora.territory.queries import in_force_on

EDIT = "office.edit"
SURE = "A"  # a member writes down what an official text says; the source names it


class BeginsTooEarly(ValueError):
    """The area is served already from a later day."""

    def __init__(self, since: date) -> None:
        super().__init__(f"served since {since}")
        self.since = since


class Taken(ValueError):
    """Something else is on record in this place already; `name` is what."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def keeps(acting: Acting, areas: Iterable[int]) -> bool:
    """Whether the member's reach for writing holds one of these areas whole."""
    held = [(s.low, s.high) for s in acting.scopes if EDIT in s.verbs and s.low is not None and s.high is not None]
    return any(low <= first and last <= high for first, last in map(span, areas) for low, high in held)


def may_edit(acting: Acting, office: Office, day: date) -> bool:
    served = OfficeWorkArea.objects.filter(in_force_on(day), Q(office=office) | Q(office=office.parent_id))
    return acting.may(EDIT) and keeps(acting, served.values_list("area_id", flat=True))


@transaction.atomic
def set_class(office: Office, *, name: str, begins_on: date, source: str, day: date, by: Acting) -> bool:
    """The class from a day on; the same again changes nothing. Raises Taken where that day has another."""
    row, is_new = OfficeClass.objects.get_or_create(
        office=office, valid_from=begins_on, defaults={"class_name": name, "source": source}
    )
    if is_new:
        newest = office.classes.filter(valid_from__lte=day).order_by("-valid_from").first()
        if newest:
            Office.objects.filter(pk=office.pk).update(class_name=newest.class_name)
        emit(events.OFFICE_CHANGED, by=by, area=by.area, words={"office": office.code, "what": "class"})
    elif row.class_name != name:
        raise Taken(row.class_name)
    return is_new


@transaction.atomic
def serve(office: Office, area: Area, *, begins_on: date, source: str, by: Acting) -> bool:
    """From this day the office serves the area. Supervision has one keeper: another Kantor Imigrasi ends that day."""
    lock(f"work area {area.pk}")
    running = OfficeWorkArea.objects.filter(Q(valid_until=None) | Q(valid_until__gt=begins_on), area=area)
    if running.filter(office=office).exists():
        return False
    if office.kind == Office.Kind.KANIM:
        others = running.filter(office__kind=Office.Kind.KANIM)
        later = others.filter(valid_from__gte=begins_on).order_by("valid_from").first()
        if later is not None:
            raise BeginsTooEarly(later.valid_from)
        others.update(valid_until=begins_on, decided_by=by.account)
    OfficeWorkArea.objects.create(
        office=office, area=area, valid_from=begins_on, confidence=SURE, source=source, decided_by=by.account
    )
    emit(events.OFFICE_CHANGED, by=by, area=area.pk, words={"office": office.code, "what": "work area"})
    return True


@transaction.atomic
def stop_serving(served: OfficeWorkArea, *, on: date, by: Acting) -> bool:
    """The first day without it is `on`."""
    first = max(on, served.valid_from) if served.valid_from else on
    ended = OfficeWorkArea.objects.filter(pk=served.pk, valid_until=None)
    if not ended.update(valid_until=first, decided_by=by.account):
        return False
    emit(events.OFFICE_CHANGED, by=by, area=served.area_id, words={"office": served.office_id, "what": "work area"})
    return True


@transaction.atomic
def add_unit(parent: Office, *, kind: str, name: str, area: Area, begins_on: date, source: str, by: Acting) -> Office:
    """A unit in one of the office's areas; the same again is the same unit. Raises Taken where the name is not free."""
    unit, is_new = Office.objects.get_or_create(
        code=f"{kind}-{slugify(name)}"[:40],
        defaults={"name": name, "kind": kind, "parent": parent, "valid_from": begins_on},
    )
    if is_new:
        OfficeWorkArea.objects.create(
            office=unit, area=area, valid_from=begins_on, confidence=SURE, source=source, decided_by=by.account
        )
        emit(events.OFFICE_CHANGED, by=by, area=area.pk, words={"office": unit.code, "what": "unit"})
    elif (unit.name, unit.parent_id) != (name, parent.pk):
        raise Taken(unit.name)
    return unit


@transaction.atomic
def tell_figure(
    area: Area, *, kind: str, value: Decimal, as_of: date, source: str, by: Acting, at: datetime
) -> WorkloadFigure:
    """A figure as its source gives it. A newer one stands above it, none is changed; sent twice it is one."""
    figure, is_new = WorkloadFigure.objects.get_or_create(
        area=area, kind=kind, value=value, as_of=as_of, source=source,
        defaults={"told_by": by.account, "told_at": at},
    )  # fmt: skip
    if is_new:
        emit(events.FIGURE_TOLD, subject=figure, by=by, area=area.pk)
    return figure


def figures_of(areas: Iterable[int]) -> dict[tuple[int, str], list[WorkloadFigure]]:
    """(area, kind) -> its figures, the newest first."""
    found: dict[tuple[int, str], list[WorkloadFigure]] = {}
    for figure in WorkloadFigure.objects.filter(area__in=list(areas)).order_by("-as_of", "-told_at"):
        found.setdefault((figure.area_id, figure.kind), []).append(figure)
    return found


def listed(words: str = "") -> QuerySet[Office]:
    """Offices with their units after them."""
    offices = Office.objects.select_related("parent").order_by("name")
    return offices.filter(name__icontains=words) if words else offices


def lock(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
