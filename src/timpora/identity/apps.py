"""The app registry's entry: what this room adds to the home page and to the page of a person."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "timpora.identity"

    def ready(self) -> None:
        from timpora.foundation import waiting as home
        from timpora.identity import sections, waiting
        from timpora.intake import answering
        from timpora.registers import sections as person_page

        home.register(waiting.find)
        answering.register(sections.match_address)
        person_page.register(sections.links)
