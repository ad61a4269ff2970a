"""The app registry's entry: tells the home page what waits here."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "timpora.registers"

    def ready(self) -> None:
        from timpora.foundation.waiting import register
        from timpora.registers.waiting import lifts_asked  # models are ready only now

        register(lifts_asked)
