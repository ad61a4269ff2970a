"""Meetings on the pages of their team and of their area."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from timpora.foundation.acting import Acting
from timpora.meetings import series
from timpora.meetings.models import Meeting
from timpora.teams.models import Team
from timpora.territory.models import Area
from timpora.territory.queries import zone_of

SHOWN = 5


def meetings_of_team(team: Team, acting: Acting) -> dict[str, Any] | None:
    if not acting.may("meeting.read"):
        return None
    meetings = Meeting.objects.visible_to(acting).filter(team=team).order_by("-starts_at")[:SHOWN]
    may_hold = Team.objects.visible_to(acting, "meeting.hold").filter(pk=team.pk).exists()
    rhythm = series.rhythm_of(team, timezone.now())
    context = {"team": team, "meetings": meetings, "zone": zone_of(team.area), "may_hold": may_hold, "rhythm": rhythm}
    return {"template": "meetings/team_section.html", "context": context}


def meetings_of_area(request: HttpRequest, area: Area) -> dict[str, Any] | None:
    acting: Acting = request.acting  # type: ignore[attr-defined]
    if not acting.may("meeting.read"):
        return None
    meetings = Meeting.objects.visible_to(acting).filter(area=area.code).order_by("-starts_at")[:SHOWN]
    context = {"meetings": meetings, "zone": zone_of(area.code), "may_hold": False}
    return {"template": "meetings/team_section.html", "context": context}
