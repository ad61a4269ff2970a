"""Until when somebody is a child."""

from datetime import date, timedelta

ADULT = 18  # UU 35/2014 Ps. 1 angka 1: anak ialah yang belum berusia 18 tahun


def birthday(year: int | None, month: int | None, day: int | None) -> date | None:
    """The day somebody is no child any more. What is not told is taken late: a doubt is for the child."""
    if year is None:
        return None
    if month is None:
        return date(year + ADULT, 12, 31)
    first = date(year + ADULT, month, 1)
    return first + timedelta(days=(day or 31) - 1)
