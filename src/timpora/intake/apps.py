"""The app registry's entry: what of this room waits on the home page."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "timpora.intake"

    def ready(self) -> None:
        from timpora.foundation import waiting
        from timpora.intake.waiting import unread_reports, unsaved_files

        waiting.register(unread_reports)
        waiting.register(unsaved_files)
