"""The app registry's entry: what waits for a member."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "timpora.exchange"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _

        from timpora.agencies import audience
        from timpora.exchange.waiting import exchange_waiting
        from timpora.foundation import waiting

        waiting.register(exchange_waiting)
        audience.REASONS |= {"bulletin": _("dituju buletin ini")}
