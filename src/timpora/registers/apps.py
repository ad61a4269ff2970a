"""The app registry's entry: what waits here, and who is known to be in an area."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "timpora.registers"

    def ready(self) -> None:
        from timpora.foundation.waiting import register
        from timpora.registers.area_section import present_in_area
        from timpora.registers.waiting import lifts_asked  # models are ready only now
        from timpora.territory import sections

        register(lifts_asked)
        sections.register(present_in_area)
