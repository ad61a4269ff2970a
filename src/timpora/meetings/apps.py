"""The room's entry: what waits for whom, and its part of the team page."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "timpora.meetings"

    def ready(self) -> None:
        from timpora.foundation import waiting
        from timpora.meetings.sections import meetings_of_area, meetings_of_team
        from timpora.meetings.what_waits import matters
        from timpora.teams import sections
        from timpora.territory import sections as area_page

        waiting.register(matters)
        sections.register(meetings_of_team)
        area_page.register(meetings_of_area)
