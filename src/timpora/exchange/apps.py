"""The app registry's entry: what waits for a member."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "timpora.exchange"

    def ready(self) -> None:
        from timpora.exchange.waiting import exchange_waiting
        from timpora.foundation import waiting

        waiting.register(exchange_waiting)
