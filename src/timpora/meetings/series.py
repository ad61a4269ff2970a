"""How often a team meets: its own word or the figure of practice, and which teams are past their time."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import (
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    Max,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from timpora.foundation.acting import Acting
from timpora.foundation.figures import Figure, figure
from timpora.meetings.models import Meeting, Series
from timpora.statistics import months
from timpora.teams.models import Decree, Team
from timpora.territory.queries import day_at

EVERY = "rakor.every_months"
WAS_HELD = (Meeting.State.HELD, Meeting.State.CLOSED)
COUNTS = (Meeting.Kind.RAKOR, Meeting.Kind.EXTRA)  # a ceremony is no coordination
PLACES = ("{bulan}", "{triwulan}", "{semester}", "{tahun}")
ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The rhythm of one team on one day."""

    every: int
    is_own: bool  # the team's own word; else practice
    last: date | None
    due: date | None  # by when the next one should have been held; None while nothing is known to count from
    is_late: bool
    theme_pattern: str
    version: int


def practice() -> Figure:
    return figure(EVERY)


def with_rhythm(teams: QuerySet[Team], at: datetime) -> QuerySet[Team]:
    """Each with `last_met`, `counted_from` (its last rakor, else its first decree), `every`, `due_at`, `is_called`."""
    of_team = Meeting.objects.filter(team=OuterRef("pk")).order_by()
    held = of_team.filter(state__in=WAS_HELD, kind__in=COUNTS, starts_at__lte=at).values("team")
    coming = of_team.filter(starts_at__gt=at).exclude(state=Meeting.State.CANCELLED)
    decreed = Decree.objects.filter(team=OuterRef("pk")).order_by().values("team").annotate(on=Min("valid_from"))
    interval = Func(F("every"), template="make_interval(months => %(expressions)s)", output_field=DurationField())
    return teams.annotate(
        last_met=Subquery(held.annotate(at=Max("starts_at")).values("at")),
        counted_from=Coalesce("last_met", Subquery(decreed.values("on")), output_field=DateTimeField()),
        every=Coalesce("series__every_months", Value(practice().value), output_field=IntegerField()),
        due_at=ExpressionWrapper(F("counted_from") + interval, output_field=DateTimeField()),
        is_called=Exists(coming),
    )


def late(acting: Acting, at: datetime, verb: str | None = None) -> QuerySet[Team]:
    """Teams past their time with no meeting called, the longest first."""
    teams = with_rhythm(Team.objects.visible_to(acting, verb), at)
    return teams.filter(due_at__lt=at, is_called=False).order_by("due_at", "area", "id")


def rhythm_of(team: Team, at: datetime) -> Rhythm:
    row = with_rhythm(Team.objects.filter(pk=team.pk), at).select_related("series").get()
    return rhythm(row, at)


def rhythm(row: Team, at: datetime) -> Rhythm:
    """Of a team read by `with_rhythm` together with its series."""
    own: Series | None = getattr(row, "series", None)
    return Rhythm(
        every=row.every,
        is_own=own is not None,
        last=day_at(row.area, row.last_met) if row.last_met else None,
        due=day_at(row.area, row.due_at) if row.due_at else None,
        is_late=bool(row.due_at and row.due_at < at and not row.is_called),
        theme_pattern=own.theme_pattern if own else "",
        version=own.version if own else 0,
    )


def theme_for(pattern: str, day: date) -> str:
    """The name of a meeting on this day by the team's pattern."""
    words = {
        "{bulan}": months.said(months.first(day), "LLLL"),
        "{triwulan}": ROMAN[(day.month - 1) // 3],
        "{semester}": ROMAN[(day.month - 1) // 6],
        "{tahun}": str(day.year),
    }
    for place, word in words.items():
        pattern = pattern.replace(place, word)
    return pattern
