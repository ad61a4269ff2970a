"""Whom a bulletin or a question may go to, and which agencies an audience holds on a day."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from timpora.agencies.acting import GROUPS, running
from timpora.agencies.models import Agency, Membership
from timpora.agencies.queries import agencies_around
from timpora.exchange.models import Bulletin
from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.teams.models import Seat
from timpora.territory.codes import span
from timpora.territory.queries import area_name

SEND, ASK, OF_SECTION = "bulletin.send", "question.ask", "task.send"
Kind = Bulletin.Audience
WIDE = (Kind.TEAM, Kind.AREA)


@dataclass(frozen=True, slots=True)
class Audience:
    """`named` are the agencies of AGENCIES, `group` the id of a team or circle, `area` the code of AREA."""

    kind: str
    group: UUID | None = None
    area: int | None = None
    named: tuple[UUID, ...] = ()

    def agencies(self, at: datetime) -> list[Agency]:
        live = Q(valid_until=None)
        if self.kind == Kind.AGENCIES:
            return list(Agency.objects.filter(live, pk__in=self.named))
        if self.kind == Kind.AREA:
            return list(Agency.objects.filter(live, pk__in=seated(Q(team__area__range=span(self.area or 0)))))
        within = GROUPS[self.kind].within([self.group], at)  # type: ignore[list-item]
        joined = Membership.objects.filter(running(at), Q(agency__in=within.agencies) | Q(pk__in=within.members))
        seats = seated(Q(team_id=self.group)) if self.kind == Kind.TEAM else set()
        return list(Agency.objects.filter(live, pk__in={*joined.values_list("agency_id", flat=True), *seats}))


def seated(teams: Q) -> set[UUID]:
    live = Seat.objects.filter(teams, ends_on=None)
    return set(live.values_list("position__agency_id", flat=True))


def areas_of(acting: Acting, verb: str) -> list[int]:
    return sorted({scope.low for scope in acting.scopes if verb in scope.verbs and scope.low is not None})


def offered_audiences(acting: Acting, at: datetime) -> Iterator[tuple[str, str]]:
    """The one choice of the form: value and words. Teams and circles are those the member belongs to."""
    yield Kind.AGENCIES.value, str(Kind.AGENCIES.label)
    for kind, words in ((Kind.TEAM, _("Tim: %(name)s")), (Kind.CIRCLE, _("Lingkar kerja: %(name)s"))):
        group = GROUPS.get(kind)
        if group is not None:
            names = group.names(group.mine(acting, at))
            yield from ((f"{kind}:{pk}", words % {"name": name}) for pk, name in names.items())
    for area in areas_of(acting, SEND):
        yield f"{Kind.AREA}:{area}", _("Semua unsur tim di %(area)s") % {"area": area_name(area)}


def audience_of(value: str, named: Collection[UUID]) -> Audience:
    kind, _colon, of = value.partition(":")
    if kind == Kind.AREA:
        return Audience(kind, area=int(of))
    return Audience(kind, group=UUID(of)) if of else Audience(kind, named=tuple(named))


def agencies_near(acting: Acting, verb: str) -> list[Agency]:
    """Every agency around the member's areas, each once and never the own one."""
    found = {agency.pk: agency for area in areas_of(acting, verb) for agency in agencies_around(area)}
    found.pop(acting.agency, None)  # type: ignore[arg-type]
    return list(found.values())


def agencies_to_ask(acting: Acting) -> list[Agency]:
    """The immigration section asks any agency around; others ask that office and those they share a team with."""
    near = agencies_near(acting, ASK)
    if acting.may(OF_SECTION):
        return near
    own_teams = Seat.objects.filter(position__agency_id=acting.agency, ends_on=None).values("team_id")
    together = seated(Q(team_id__in=own_teams))
    return [agency for agency in near if agency.kind_id == "kanim" or agency.pk in together]


def office_named(told: str) -> Agency | None:
    """An immigration office by its id in an address: it may be asked for access from anywhere."""
    try:
        return Agency.objects.filter(pk=UUID(told), kind_id="kanim", valid_until=None).first()
    except ValueError:
        return None


def handling_fits(handling: int, audience: Audience) -> bool:
    """What is secret goes to agencies named one by one, or to a circle."""
    return handling < Handling.RAHASIA or audience.kind not in WIDE
