"""The team of an area, on the area's page; a regency or kecamatan without one says so."""

from django.http import HttpRequest
from django.utils import timezone

from timpora.teams.models import Team
from timpora.teams.queries import decree_on
from timpora.territory.models import Area
from timpora.territory.queries import day_at
from timpora.territory.sections import Section

WITH_TEAMS = (2, 4, 6)


def team_of_area(request: HttpRequest, area: Area) -> Section | None:
    if not request.acting.may("team.read") or area.level not in WITH_TEAMS:  # type: ignore[attr-defined]
        return None
    day = day_at(area.code, timezone.now())
    teams = Team.objects.visible_to(request.acting).filter(area=area.code).prefetch_related("decrees")  # type: ignore[attr-defined]
    rows = [(team, decree_on(team.decrees.all(), day)) for team in teams]
    return {"template": "teams/area_section.html", "context": {"rows": rows}}
