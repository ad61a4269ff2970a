"""A child who accompanies a parent is asked nothing apart; the answers of the rules stand with the parent."""

from collections.abc import Iterable
from datetime import date, timedelta
from uuid import UUID

from timpora.registers.models import CurrentPerson

ADULT = 18  # UU 35/2014 Ps. 1 angka 1: anak ialah yang belum berusia 18 tahun


def grown_up_on(persons: Iterable[UUID]) -> dict[UUID, date | None]:
    """Of those who accompany somebody: the day they are no child any more, None while the birth is not known."""
    rows = CurrentPerson.objects.filter(person__in=list(persons), person__follows__isnull=False)
    born = rows.values_list("person_id", "birth_year", "birth_month", "birth_day")
    return {person: birthday(year, month, day) for person, year, month, day in born}


def birthday(year: int | None, month: int | None, day: int | None) -> date | None:
    """What is not told is taken late: a doubt is for the child."""
    if year is None:
        return None
    if month is None:
        return date(year + ADULT, 12, 31)
    first = date(year + ADULT, month, 1)
    return first + timedelta(days=(day or 31) - 1)


def is_child(person: UUID, grown_up: dict[UUID, date | None], day: date) -> bool:
    return person in grown_up and ((on := grown_up[person]) is None or day < on)
