"""The app registry's entry: what of this room waits on the home page, its job, and its part of an area's page."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "timpora.statistics"

    def ready(self) -> None:
        from timpora.foundation import waiting
        from timpora.statistics.area_section import totals_of_area
        from timpora.statistics.waiting import districts_without_word, own_month_without_word
        from timpora.territory import sections

        waiting.register(own_month_without_word)
        waiting.register(districts_without_word)
        sections.register(totals_of_area)
