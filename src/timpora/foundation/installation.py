"""This installation: its one row, as the pages and the doors ask for it."""

from timpora.foundation.models import Installation


def current() -> Installation | None:
    """None before `init` or `demo` made it."""
    return Installation.objects.first()


def is_demo() -> bool:
    """Only the demo's invented accounts, whose password is printed, are excused from what a real office must do."""
    installation = current()
    return installation is not None and installation.is_demo
