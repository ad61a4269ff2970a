"""The room's entry: what waits for whom, and its part of the team page."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "timpora.meetings"

    def ready(self) -> None:
        from timpora.agencies import handover
        from timpora.exchange import references
        from timpora.foundation import waiting
        from timpora.meetings.as_reference import MEETING
        from timpora.meetings.handover import WORK
        from timpora.meetings.purpose import meeting_named
        from timpora.meetings.sections import meetings_of_area, meetings_of_team
        from timpora.meetings.what_waits import matters
        from timpora.registers import purposes
        from timpora.teams import sections
        from timpora.territory import sections as area_page

        waiting.register(matters)
        references.register("meeting", MEETING)
        purposes.register("meeting", meeting_named)
        sections.register(meetings_of_team)
        area_page.register(meetings_of_area)
        handover.register(WORK)
