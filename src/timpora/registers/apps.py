"""The app registry's entry: what waits here, and who is known to be in an area."""

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    name = "timpora.registers"

    def ready(self) -> None:
        from timpora.foundation.waiting import register
        from timpora.registers import waiting  # models are ready only now
        from timpora.registers.area_section import present_in_area
        from timpora.territory import sections

        for finder in (
            waiting.lifts_asked, waiting.opened_in_haste, waiting.urgent_to_close, waiting.urgent_found_wrong
        ):  # fmt: skip
            register(finder)
        sections.register(present_in_area)
