"""Coverage (*cakupan*): which kecamatan have a team that can work, and what the others lack."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.agencies.models import Holding
from timpora.foundation.acting import Acting
from timpora.teams.models import Decree, Seat, Team
from timpora.teams.queries import ENDED, IN_FORCE, NOT_YET, decree_on, running_on
from timpora.territory.codes import dotted, span
from timpora.territory.models import Area
from timpora.territory.naming import SHORT_KINDS

type Range = tuple[int, int]

DISTRICT = 6
WHOLE, VACANT, WITHOUT, SPLIT = "lengkap", "kosong", "tanpa_tim", "pemekaran"
STATES: dict[str, str | Promise] = {
    SPLIT: _("Pemekaran tanpa SK"),
    WITHOUT: _("Belum punya tim"),
    ENDED: _("SK berakhir"),
    NOT_YET: _("SK belum berlaku"),
    VACANT: _("Ada unsur kosong"),
    WHOLE: _("Lengkap"),
}


class Covered(NamedTuple):
    """One kecamatan on one day; a tuple, for the country has seven thousand."""

    area: int
    name: str
    state: str
    team: UUID | None = None
    until: date | None = None  # last day of the decree in force, or of the one that ended last
    seats: int = 0
    vacant: int = 0
    since: date | None = None  # the area itself exists since; None: since before the list

    @property
    def label(self) -> str:
        return str(STATES[self.state])

    @property
    def regency(self) -> int:
        return self.area - self.area % 10**6

    @property
    def key(self) -> str:
        """Six digits without dots, as files of boundaries usually name a kecamatan."""
        return dotted(self.area).replace(".", "")


class Term(NamedTuple):
    """The days of one decree: thousands are read at once, and no more of them is needed."""

    dated: date
    valid_from: date
    valid_until: date | None


def coverage(areas: Iterable[int] | None, day: date, acting: Acting) -> list[Covered]:
    """Every kecamatan in force within these areas (None: the member's whole reach), by code. Five queries, any size."""
    ranges = narrowed(reach(acting), None if areas is None else [span(area) for area in areas])
    if not ranges:
        return []
    teams = teams_by_area(acting, ranges)
    decrees, seats = decrees_by_team(acting, ranges), seats_by_team(acting, ranges, day)
    found = []
    for code, kind, name, since in districts(ranges):
        shown = f"{SHORT_KINDS[kind]} {name}"
        team = teams.get(code)
        if team is None:
            found.append(Covered(code, shown, SPLIT if since else WITHOUT, since=since))
            continue
        total, vacant = seats.get(team, (0, 0))
        state, until = state_of(decrees.get(team, []), total, vacant, since, day)
        found.append(Covered(code, shown, state, team, until, total, vacant, since))
    return found


def state_of(decrees: list[Term], seats: int, vacant: int, since: date | None, day: date) -> tuple[str, date | None]:
    decree = decree_on(decrees, day)
    until = decree.decree.valid_until if decree.decree else None
    if since and not any(known.dated >= since for known in decrees):
        return SPLIT, until  # its decree is older than the area: it speaks of what was there before
    if decree.state != IN_FORCE:
        return (NOT_YET if decree.state == NOT_YET else ENDED), until
    return (VACANT if vacant or not seats else WHOLE), until


def reach(acting: Acting) -> list[Range]:
    return [
        (s.low, s.high)
        for s in acting.scopes
        if "team.read" in s.verbs
        and s.low is not None
        and s.high is not None
        and s.agency is None
        and s.account is None
    ]


def narrowed(held: list[Range], asked: list[Range] | None) -> list[Range]:
    """The parts of what is asked that are held; each once."""
    if asked is None:
        return sorted(set(held))
    both = {(max(low, first), min(high, last)) for low, high in held for first, last in asked}
    return sorted(pair for pair in both if pair[0] <= pair[1])


def within(ranges: list[Range], column: str) -> Q:
    condition = Q(pk__in=())
    for low, high in ranges:
        condition |= Q(**{f"{column}__range": (low, high)})
    return condition


def districts(ranges: list[Range]) -> list[tuple[int, str, str, date | None]]:
    areas = Area.objects.filter(within(ranges, "code"), level=DISTRICT, valid_until=None).order_by("code")
    return list(areas.values_list("code", "kind", "name", "valid_from"))


def teams_by_area(acting: Acting, ranges: list[Range]) -> dict[int, UUID]:
    teams = Team.objects.visible_to(acting).filter(
        within(ranges, "area"), level=Team.Level.KECAMATAN, kind=Team.Kind.WILAYAH
    )
    return dict(teams.order_by("-id").values_list("area", "id"))


def decrees_by_team(acting: Acting, ranges: list[Range]) -> dict[UUID, list[Term]]:
    found: dict[UUID, list[Term]] = {}
    decrees = Decree.objects.visible_to(acting).filter(within(ranges, "area"))
    for team, *days in decrees.values_list("team_id", *Term._fields):
        found.setdefault(team, []).append(Term(*days))
    return found


def seats_by_team(acting: Acting, ranges: list[Range], day: date) -> dict[UUID, tuple[int, int]]:
    """Team -> its seats on the day, and how many of them nobody holds."""
    seats = Seat.objects.visible_to(acting).filter(within(ranges, "area"), running_on(day)).order_by()
    held = seats.filter(position__in=Holding.objects.filter(running_on(day)).values("position"))
    totals, sitting = (
        dict(rows.values_list("team_id").annotate(n=Count("id")).values_list("team_id", "n")) for rows in (seats, held)
    )
    return {team: (total, total - sitting.get(team, 0)) for team, total in totals.items()}


def counted(rows: Iterable[Covered]) -> list[tuple[str, str, int]]:
    """(state, label, how many), in the order of what is missing most."""
    numbers = dict.fromkeys(STATES, 0)
    for row in rows:
        numbers[row.state] += 1
    return [(state, str(label), numbers[state]) for state, label in STATES.items()]


def without_team(areas: Iterable[int], day: date, acting: Acting) -> dict[int, list[str]]:
    """Regency -> the names of its kecamatan that have no team."""
    found: dict[int, list[str]] = {}
    for row in coverage(areas, day, acting):
        if row.team is None:
            found.setdefault(row.regency, []).append(row.name)
    return found
