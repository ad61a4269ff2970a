"""Reading teams: who sits on which seat on a day, what the decree says on it, and the list by area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery, prefetch_related_objects

from timpora.agencies.models import Agency, Holding, Position
from timpora.foundation.acting import Acting
from timpora.teams.models import Decree, Seat, Team
from timpora.territory.codes import COUNTRY
from timpora.territory.queries import ancestors, area_name, learn

# Part of the title itself, so the same in every language.
OFFICIAL_CAPACITY = {Holding.Capacity.PLT: "Plt.", Holding.Capacity.PLH: "Plh."}
IN_FORCE, ENDED, NOT_YET, MISSING = "in_force", "ended", "not_yet", "missing"
ENDING = "ending"  # in force, but its last day is near
ENDING_DAYS = 90  # how near: a practice, to be changed here


@dataclass(frozen=True, slots=True)
class SeatOn:
    """A seat as it is on one day."""

    seat: Seat
    holder: Holding | None
    vacant_since: date | None = None  # the day after the last holder's last day; unknown where nobody ever held it

    @property
    def position(self) -> Position:
        return self.seat.position

    @property
    def agency(self) -> Agency:
        return self.seat.position.agency

    @property
    def is_vacant(self) -> bool:
        return self.holder is None

    @property
    def title(self) -> str:
        """The position with Plt. or Plh. before it where the holder acts in that capacity."""
        capacity = OFFICIAL_CAPACITY.get(self.holder.capacity, "") if self.holder else ""
        return f"{capacity} {self.position.title}".strip()


class Dated(Protocol):
    """What of a decree says whether it holds on a day."""

    @property
    def dated(self) -> date: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_until(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class DecreeOn[D: Dated]:
    decree: D | None
    state: str
    days_left: int | None = None  # of a decree in force that names its last day and has no successor yet

    @property
    def is_ending(self) -> bool:
        return self.days_left is not None and self.days_left <= ENDING_DAYS


@dataclass(frozen=True, slots=True)
class Line:
    """One team of the list."""

    team: Team
    decree: DecreeOn[Decree]
    seats: int
    vacant: int
    area: str
    without_team: list[str]  # of a regency: its kecamatan that have none


def running_on(day: date) -> Q:
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def with_seats(day: date) -> Prefetch:
    holdings = Holding.objects.filter(running_on(day)).order_by("begins_on", "id")
    seats = Seat.objects.filter(running_on(day)).order_by("order", "id").select_related("position__agency__kind")
    ended = Holding.objects.filter(position=OuterRef("position"), ends_on__lt=day).order_by("-ends_on")
    seats = seats.annotate(last_held=Subquery(ended.values("ends_on")[:1]))
    return Prefetch("seats", seats.prefetch_related(Prefetch("position__holdings", holdings, "held")), "sitting")


def seats_on(team: Team, day: date) -> list[SeatOn]:
    """Where two hold a position at once, the one who began later sits (a Plh. for its holder)."""
    found = Team.objects.filter(pk=team.pk).prefetch_related(with_seats(day)).first()
    return seats_of(found) if found else []


def seats_of(team: Team) -> list[SeatOn]:
    return [seat_on(seat) for seat in team.sitting]


def seat_on(seat: Seat) -> SeatOn:
    if seat.position.held:
        return SeatOn(seat, seat.position.held[-1])
    return SeatOn(seat, None, seat.last_held + timedelta(days=1) if seat.last_held else None)


def decree_on[D: Dated](decrees: Iterable[D], day: date) -> DecreeOn[D]:
    known = sorted(decrees, key=lambda decree: (decree.valid_from, decree.dated))
    if not known:
        return DecreeOn(None, MISSING)
    begun = [decree for decree in known if decree.valid_from <= day]
    if not begun:
        return DecreeOn(known[0], NOT_YET)
    running = [decree for decree in begun if decree.valid_until is None or decree.valid_until >= day]
    if not running:
        return DecreeOn(begun[-1], ENDED)
    until, begins_next = running[-1].valid_until, len(begun) < len(known)
    days_left = (until - day).days if until and not begins_next else None
    return DecreeOn(running[-1], IN_FORCE, days_left)


def listed(
    acting: Acting,
    day: date,
    *,
    state: str = "",
    level: str = "",
    own: bool = False,
    words: str = "",
    verb: str | None = None,
) -> QuerySet[Team]:
    """Teams the member may see: by area, so that a regency stands above its kecamatan."""
    teams = Team.objects.visible_to(acting, verb).order_by("area", "-kind", "name").select_related("secretariat")
    if level:
        teams = teams.filter(level=level)
    if words:
        teams = teams.filter(name__icontains=words)
    if own:
        teams = teams.filter(pk__in=teams_of_agency(acting.agency, day))
    running = in_force(day).filter(team=OuterRef("pk"))
    if state == ENDED:
        teams = teams.filter(~Exists(running))
    if state == ENDING:
        last = day + timedelta(days=ENDING_DAYS)
        teams = teams.filter(Exists(running.filter(valid_until__lte=last)), ~Exists(later_than(last)))
    return teams


def in_force(day: date) -> QuerySet[Decree]:
    return Decree.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day), valid_from__lte=day)


def later_than(day: date) -> QuerySet[Decree]:
    """Decrees of the outer team that still hold after the day, begun already or not."""
    return Decree.objects.filter(Q(valid_until=None) | Q(valid_until__gt=day), team=OuterRef("pk"))


def lines(teams: Iterable[Team], day: date, without: dict[int, list[str]]) -> list[Line]:
    """The teams of one page with their decree and seats; `without` names, by regency, kecamatan without a team."""
    shown = list(teams)
    prefetch_related_objects(shown, "decrees", with_seats(day))
    learn(team.area for team in shown)
    return [line_of(team, day, without.get(team.area, [])) for team in shown]


def line_of(team: Team, day: date, without: list[str]) -> Line:
    seats = seats_of(team)
    named = without if team.level == Team.Level.KABUPATEN_KOTA and team.kind == Team.Kind.WILAYAH else []
    vacant = sum(seat.is_vacant for seat in seats)
    return Line(team, decree_on(team.decrees.all(), day), len(seats), vacant, area_name(team.area), named)


def teams_of_agency(agency: UUID | None, day: date) -> QuerySet[Seat]:
    """Ids of the teams in which the agency holds a seat on the day; somebody may sit in several."""
    seats = Seat.objects.filter(running_on(day), position__agency=agency) if agency else Seat.objects.none()
    return seats.values_list("team_id", flat=True)


def team_above(acting: Acting, area: int, kind: str) -> Team | None:
    """The team of the closest area above that the member may see; for a port, sea or airport that of its own area."""
    around = [*ancestors(area), COUNTRY] if area != COUNTRY else []
    above = Team.objects.visible_to(acting).filter(
        area__in=around if kind == Team.Kind.WILAYAH else [area, *around], kind=Team.Kind.WILAYAH
    )
    return above.order_by("-area").first()


def agencies_for(acting: Acting, verb: str = "team.edit") -> list[Agency]:
    """Agencies of the member's areas, and those of the provinces above them."""
    ranges = Q(pk__in=())
    for low, high in {(s.low, s.high) for s in acting.scopes if verb in s.verbs and s.low is not None}:
        ranges |= Q(area__gte=low, area__lte=high) | Q(area=low - low % 10**8)
    return list(Agency.objects.filter(ranges, valid_until=None).order_by("area", "short_name").select_related("kind"))
