"""Registering a decree with its seats, changing seats, and recording who holds a position from now on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import connection, transaction
from django.db.models import Q

from timpora.agencies.models import Agency, Holding, Position
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.teams import events
from timpora.teams.models import Decree, Seat, Team
from timpora.teams.queries import team_above
from timpora.territory.codes import digits, span
from timpora.territory.queries import districts_of, in_force_on

REGENCY = 4


@dataclass(frozen=True, slots=True)
class NewSeat:
    agency: Agency
    title: str
    role: str = Seat.Role.ANGGOTA


class HeldAlready(ValueError):
    """The new holder would begin before the present one did."""

    def __init__(self, since: date) -> None:
        super().__init__(f"the position is held since {since}")
        self.since = since


@transaction.atomic
def decree_team(
    *,
    name: str,
    level: str,
    area: int,
    secretariat: Agency,
    number: str,
    dated: date,
    issuer: str,
    valid_from: date,
    by: Acting,
    at: datetime,
    valid_until: date | None = None,
    areas: Sequence[int] | None = None,
    seats: Sequence[NewSeat] = (),
    kind: str = Team.Kind.WILAYAH,
    quorum: int | None = None,
) -> Team:
    """Enter an SK. A team of this name, level and area gets it as its newer decree; the same number again adds none."""
    with connection.cursor() as cursor:  # two clicks in one moment: the second finds the first one's team
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"decree {level} {area} {name}"])
    team, is_made = Team.objects.get_or_create(
        name=name,
        level=level,
        area=area,
        kind=kind,
        defaults={"secretariat": secretariat, "parent": team_above(by, area, kind)},
    )
    if is_made and kind == Team.Kind.WILAYAH:
        adopt(team, by)
    decree, is_new = Decree.objects.get_or_create(
        team=team,
        number=number,
        defaults={
            "area": area,
            "dated": dated,
            "issuer": issuer,
            "valid_from": valid_from,
            "valid_until": valid_until,
            "quorum": quorum,
            "areas": areas_on(area, dated) if areas is None else list(areas),
        },
    )
    if is_new:
        emit(events.TEAM_DECREED, subject=team, by=by)
    for order, seat in enumerate(seats, start=1):
        add_seat(
            team,
            agency=seat.agency,
            title=seat.title,
            role=seat.role,
            order=order,
            begins_on=decree.valid_from,
            by=by,
            at=at,
        )
    return team


def adopt(team: Team, by: Acting) -> None:
    """Teams below that stood under none, or under one further above, until now."""
    inside = Team.objects.visible_to(by).filter(area__range=span(team.area))
    below = Team.objects.visible_to(by, "team.edit").filter(area__range=span(team.area)).exclude(parent__in=inside)
    below.exclude(pk=team.pk).exclude(area=team.area, kind=Team.Kind.WILAYAH).update(parent=team)


def areas_on(area: int, day: date) -> list[int]:
    """The area and its districts as they stood on the day: a district made later has no team by this decree."""
    if digits(area) < REGENCY:
        return [area]
    return [area, *districts_of(area).filter(in_force_on(day)).values_list("code", flat=True)]


@transaction.atomic
def add_seat(
    team: Team,
    *,
    agency: Agency,
    title: str,
    begins_on: date,
    by: Acting,
    at: datetime,
    role: str = Seat.Role.ANGGOTA,
    order: int | None = None,
) -> Seat:
    """A position of an agency becomes an unsur; one that sits already stays as it is."""
    position, _ = Position.objects.get_or_create(agency=agency, title=title)
    if order is None:
        order = team.seats.filter(ends_on=None).count() + 1
    seat, is_new = Seat.objects.get_or_create(
        team=team,
        position=position,
        ends_on=None,
        defaults={"area": team.area, "role": role, "order": order, "begins_on": begins_on},
    )
    if is_new:
        emit(events.SEAT_ADDED, subject=seat, by=by)
    return seat


@transaction.atomic
def end_seat(seat: Seat, *, on: date, by: Acting, at: datetime) -> bool:
    """The last day is `on`. Ending again changes nothing."""
    if not Seat.objects.filter(pk=seat.pk, ends_on=None).update(ends_on=max(on, seat.begins_on)):
        return False
    emit(events.SEAT_ENDED, subject=seat, by=by)
    return True


@transaction.atomic
def change_holder(
    position: Position,
    *,
    name: str,
    begins_on: date,
    by: Acting,
    at: datetime,
    number: str = "",
    rank: str = "",
    phone: str = "",
    capacity: str = Holding.Capacity.DEFINITIF,
    ends_on: date | None = None,
    area: int | None = None,
) -> Holding:
    """From this day somebody else. A Plh. only stands in and the holder stays; any other ends the former."""
    Position.objects.select_for_update().get(pk=position.pk)
    running = position.holdings.filter(Q(ends_on=None) | Q(ends_on__gte=begins_on))
    same = running.filter(name=name, capacity=capacity, begins_on=begins_on).first()
    if same is not None:
        return same
    if capacity != Holding.Capacity.PLH:
        later = running.filter(begins_on__gte=begins_on).order_by("begins_on").first()
        if later is not None:
            raise HeldAlready(later.begins_on)
        running.update(ends_on=begins_on - timedelta(days=1))
    holding = Holding.objects.create(
        position=position,
        name=name,
        number=number,
        rank=rank,
        phone=phone,
        capacity=capacity,
        begins_on=begins_on,
        ends_on=ends_on,
    )
    emit(events.HOLDER_CHANGED, subject=position, by=by, area=area)
    return holding
