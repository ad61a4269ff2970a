"""People on file by kecamatan, through the registers' own step, and the sheets of the month that ended."""

from datetime import date, timedelta

from django.utils import timezone

from timpora.foundation.jobs import run
from timpora.registers.tests.factories import mention, person, source
from timpora.statistics import months
from timpora.statistics.steps import draw_sheets
from timpora.territory.codes import COUNTRY
from timpora.territory.queries import day_at


def people(n: int, area: int, kind: str = "ITAS", *, employer: str = "", begin: int = 0) -> list[object]:
    told = {"employer": employer} if employer else {}
    return [
        person(
            mention(
                source(content=f"{area} {kind} {begin + at}"), area=area, name=f"ORANG {chr(65 + at)} {kind}",
                permit_kind=kind, passport=f"X{area % 10**7}{begin + at}", **told,
            )
        )
        for at in range(n)
    ]  # fmt: skip


def last_month() -> date:
    return months.before(months.first(day_at(COUNTRY, timezone.now())))


def in_last_month():
    """A moment of it, at noon."""
    return timezone.now().replace(hour=4, minute=0) - timedelta(days=timezone.now().day + 3)


def drawn() -> date:
    run(draw_sheets)
    return last_month()
