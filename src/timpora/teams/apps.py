"""The app registry's entry: the team on the page of its area."""

from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "timpora.teams"

    def ready(self) -> None:
        from timpora.teams.area_section import team_of_area
        from timpora.territory import sections

        sections.register(team_of_area)
