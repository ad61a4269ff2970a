"""Reading teams: who sits on which seat on a day, what the decree still covers, and the tree by area."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q

from timpora.agencies.models import Agency, Holding, Position
from timpora.foundation.acting import Acting
from timpora.teams.models import Decree, Seat, Team
from timpora.territory.codes import span
from timpora.territory.queries import area_name, districts_of

# Part of the title itself, so the same in every language.
OFFICIAL_CAPACITY = {Holding.Capacity.PLT: "Plt.", Holding.Capacity.PLH: "Plh."}
IN_FORCE, ENDED, NOT_YET, MISSING = "in_force", "ended", "not_yet", "missing"


@dataclass(frozen=True, slots=True)
class SeatOn:
    """A seat as it is on one day."""

    seat: Seat
    holder: Holding | None

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


@dataclass(frozen=True, slots=True)
class DecreeOn:
    decree: Decree | None
    state: str


@dataclass(slots=True)
class Branch:
    """One team of the list with what stands below it."""

    team: Team
    decree: DecreeOn
    seats: int
    vacant: int
    area: str
    below: list["Branch"] = field(default_factory=list)
    without_team: list[str] = field(default_factory=list)


def running_on(day: date) -> Q:
    return Q(begins_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))


def with_seats(day: date) -> Prefetch:
    holdings = Holding.objects.filter(running_on(day)).order_by("begins_on", "id")
    seats = Seat.objects.filter(running_on(day)).order_by("order", "id").select_related("position__agency__kind")
    return Prefetch("seats", seats.prefetch_related(Prefetch("position__holdings", holdings, "held")), "sitting")


def seats_on(team: Team, day: date) -> list[SeatOn]:
    """Where two hold a position at once, the one who began later sits (a Plh. for its holder)."""
    found = Team.objects.filter(pk=team.pk).prefetch_related(with_seats(day)).first()
    return seats_of(found) if found else []


def seats_of(team: Team) -> list[SeatOn]:
    return [SeatOn(seat, seat.position.held[-1] if seat.position.held else None) for seat in team.sitting]


def decree_on(decrees: Iterable[Decree], day: date) -> DecreeOn:
    known = sorted(decrees, key=lambda decree: (decree.valid_from, decree.dated))
    if not known:
        return DecreeOn(None, MISSING)
    begun = [decree for decree in known if decree.valid_from <= day]
    if not begun:
        return DecreeOn(known[0], NOT_YET)
    running = [decree for decree in begun if decree.valid_until is None or decree.valid_until >= day]
    return DecreeOn(running[-1], IN_FORCE) if running else DecreeOn(begun[-1], ENDED)


def tree(acting: Acting, day: date) -> list[Branch]:
    """All teams the member may see, each kecamatan under its regency, with the kecamatan that have none."""
    teams = Team.objects.visible_to(acting).order_by("area", "name").select_related("secretariat")
    branches = [branch_of(team, day) for team in teams.prefetch_related("decrees", with_seats(day))]
    regencies = [branch for branch in branches if branch.team.level == Team.Level.KABUPATEN_KOTA]
    placed: set[int] = set()
    for regency in regencies:
        low, high = span(regency.team.area)
        regency.below = [b for b in branches if b.team.level == Team.Level.KECAMATAN and low <= b.team.area <= high]
        placed.update(id(branch) for branch in regency.below)
        regency.without_team = districts_without_team(regency, {branch.team.area for branch in regency.below})
    return [branch for branch in branches if id(branch) not in placed]


def branch_of(team: Team, day: date) -> Branch:
    seats = seats_of(team)
    vacant = sum(seat.is_vacant for seat in seats)
    return Branch(team, decree_on(team.decrees.all(), day), len(seats), vacant, area_name(team.area))


def districts_without_team(regency: Branch, having: set[int]) -> list[str]:
    return [area.name for area in districts_of(regency.team.area) if area.code not in having]


def agencies_for(acting: Acting, verb: str = "team.edit") -> list[Agency]:
    """Agencies of the member's areas, and those of the provinces above them."""
    ranges = Q(pk__in=())
    for low, high in {(s.low, s.high) for s in acting.scopes if verb in s.verbs and s.low is not None}:
        ranges |= Q(area__gte=low, area__lte=high) | Q(area=low - low % 10**8)
    return list(Agency.objects.filter(ranges, valid_until=None).order_by("area", "short_name").select_related("kind"))
