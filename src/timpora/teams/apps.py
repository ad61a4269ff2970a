"""The app registry's entry: the team on the page of its area, what waits, who belongs to a team."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "timpora.teams"

    def ready(self) -> None:
        from timpora.foundation import waiting
        from timpora.teams import belonging
        from timpora.teams.area_section import team_of_area
        from timpora.teams.waiting import decrees_to_renew
        from timpora.territory import sections

        sections.register(team_of_area)
        waiting.register(decrees_to_renew)
        belonging.register()
