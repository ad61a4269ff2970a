"""The app registry's entry: what of agreements waits on the home page."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "timpora.agreements"

    def ready(self) -> None:
        from timpora.agreements import jobs  # noqa: F401  (a clock that declares itself)
        from timpora.agreements.waiting import agreements_waiting
        from timpora.foundation import waiting

        waiting.register(agreements_waiting)
