"""Who belongs to a team when something is shared with it: the members of the agencies that hold its seats today."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import connection

from timpora.agencies.acting import Group, Within, register_group
from timpora.foundation.models import Grant
from timpora.teams.models import Team
from timpora.territory.codes import COUNTRY
from timpora.territory.queries import day_at

# Asked before the member's reach is known, hence by a function of the owner's that answers with ids alone.
TEAMS_OF = "select team from teams_of_agency(%(agency)s, %(day)s)"


def within(teams: Collection[UUID], at: datetime) -> Within:
    with connection.cursor() as cursor:
        cursor.execute("select agency from teams_agencies_in(%s, %s)", [list(teams), day_at(COUNTRY, at)])
        return Within(frozenset(agency for (agency,) in cursor.fetchall()))


def names(teams: Collection[UUID]) -> dict[UUID, str]:
    return dict(Team.objects.filter(pk__in=list(teams)).values_list("pk", "name"))


def register() -> None:
    register_group(Grant.Subject.TEAM, Group(TEAMS_OF, within, names))
