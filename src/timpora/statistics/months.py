"""Months as their first day, and how they are written."""

from datetime import date

from babel.dates import format_date
from django.utils.translation import get_language


def first(day: date) -> date:
    return day.replace(day=1)


def before(month: date, n: int = 1) -> date:
    months = month.year * 12 + month.month - 1 - n
    return date(months // 12, months % 12 + 1, 1)


def said(month: date, form: str = "LLLL y") -> str:
    """Oktober 2026."""
    return str(format_date(month, form, locale="en_GB" if (get_language() or "id").startswith("en") else "id_ID"))


def read(text: str) -> date | None:
    """2026-10 as in an address."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
