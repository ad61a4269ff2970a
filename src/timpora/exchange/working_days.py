"""The clock of a question: working days by the calendar in the rulebook."""

from datetime import date, timedelta

from timpora.compliance.rulebook import law_on
from timpora.core.rules.one_row import working_day_after


def holidays(day: date) -> tuple[date, ...]:
    return tuple(law_on(day).values.get("calendar.holidays", ()))  # type: ignore[arg-type]


def due_after(day: date, count: int) -> date:
    return working_day_after(day, count, holidays(day))


def days_between(begins_on: date, ends_on: date) -> int:
    """Working days after the first day up to and with the last."""
    free = holidays(ends_on)
    days = (begins_on + timedelta(days=n) for n in range(1, (ends_on - begins_on).days + 1))
    return sum(day.weekday() < 5 and day not in free for day in days)
