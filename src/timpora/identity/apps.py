"""The app registry's entry: what this room adds to the home page and to the page of a person."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "timpora.identity"

    def ready(self) -> None:
        from timpora.agencies import handover
        from timpora.foundation import waiting as home
        from timpora.identity import purpose, sections, waiting
        from timpora.identity.handover import WORK
        from timpora.intake import answering
        from timpora.registers import purposes
        from timpora.registers import sections as person_page

        home.register(waiting.find)
        answering.register(sections.match_address)
        person_page.register(sections.links)
        purposes.register("match", purpose.mention_named)
        handover.register(WORK)
