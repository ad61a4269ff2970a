"""Changing how often a team meets and how it names its meetings."""

from datetime import datetime

from django.db import transaction

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events
from timpora.meetings.models import Series
from timpora.meetings.person_words import refuse_person_data
from timpora.teams.models import Team


class SeriesChanged(Exception):
    """Somebody else changed it meanwhile; `current` is how it stands."""

    def __init__(self, current: Series) -> None:
        super().__init__(f"version {current.version} stands")
        self.current = current


@transaction.atomic
def set_series(team: Team, *, every_months: int, theme_pattern: str, version: int, by: Acting, at: datetime) -> Series:
    """`version` is the one the form was filled from, 0 where the team had no word of its own."""
    refuse_person_data(theme_pattern, area=team.area, acting=by)
    Team.objects.select_for_update().get(pk=team.pk)
    current = Series.objects.filter(team=team).first()
    if current is None:
        current = Series(team=team, area=team.area, version=0)
    if (current.every_months, current.theme_pattern) == (every_months, theme_pattern):
        return current
    if current.version != version:
        raise SeriesChanged(current)
    current.every_months, current.theme_pattern = every_months, theme_pattern
    current.version, current.changed_by, current.changed_at = version + 1, by.account, at
    current.save()
    emit(events.SERIES_CHANGED, subject=current, by=by)
    return current
