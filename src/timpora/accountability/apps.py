"""The app registry's entry: what waits here."""

from django.apps import AppConfig


class AccountabilityConfig(AppConfig):
    name = "timpora.accountability"

    def ready(self) -> None:
        from timpora.accountability.waiting import oversight_waits  # models are ready only now
        from timpora.foundation import waiting

        waiting.register(oversight_waits)
