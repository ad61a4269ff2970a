"""Stays that the rules can judge, told by sources as they come in."""

from datetime import UTC, date, datetime, timedelta

from timpora.compliance.models import Check, Verdict
from timpora.compliance.steps import evaluate
from timpora.foundation.jobs import run
from timpora.registers.models import Person
from timpora.registers.tests.factories import AREA, PARK, mention, person, source

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)  # noon in Tanah Bumbu
TODAY = date(2026, 8, 12)
ENDED = date(2026, 6, 30)
COPY, SEEN = date(2026, 8, 1), date(2026, 8, 5)
WHO = {
    "name": "PARK MIN SEO",
    "nationality": "KOR",
    "birth": PARK["birth"],
    "passport": "M12345678",
    "passport_country": "KOR",
}


def permit(
    kanim=None,
    *,
    ends_on: date = ENDED,
    as_of: date = COPY,
    area: int = AREA,
    content: str = "permit",
    at: datetime = NOON,
    **more,
):
    told = {"permit_kind": "ITAS", "permit_ends_on": ends_on} | WHO | more
    return mention(source(kanim, as_of=as_of, content=content, at=at, area=area), "permits", area=area, **told)


def sighting(on: date = SEEN, *, area: int = AREA, content: str = "seen", at: datetime = NOON):
    return mention(
        source(content=content, at=at, area=area),
        "sightings",
        area=area,
        name="Park Min Seo",
        seen_on=on,
        place="Pasar Pagatan",
    )


def seen_after_the_end(kanim=None, *, area: int = AREA, at: datetime = NOON, **more) -> Person:
    """Seen after the permit ended, with a copy of the permit newer than its end: a certain question."""
    row = person(permit(kanim, area=area, **more), sighting(area=area))
    judge(at)
    return row


def judge(at: datetime = NOON) -> int:
    return run(lambda: evaluate(at))


def live(row: Person, rule: str) -> Verdict:
    return Verdict.objects.get(person=row, rule=rule, superseded_at=None)


def check_of(row: Person, rule: str = "STAY-01") -> Check:
    return Check.objects.filter(person=row, rule=rule).latest("opened_at")


def days_later(days: int, at: datetime = NOON) -> datetime:
    return at + timedelta(days=days)
