"""What villages, kecamatan and agencies saw and reported, each under its own key, so that telling again is safe."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from uuid import NAMESPACE_URL, uuid5

import yaml

from timpora.demo.institutions import acting
from timpora.demo.population import Population
from timpora.foundation.acting import acting_in_database
from timpora.intake.actions import Seen, receive
from timpora.intake.models import Report
from timpora.sources.models import Source
from timpora.territory.codes import to_integer
from timpora.territory.queries import day_at, zone_of

BEFORE_TELLING = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Told:
    sender: str
    area: str
    days_ago: int
    sight: str
    words: str
    place: str
    people: int = 1
    name: str = ""
    nationality: str = ""
    birth_year: str = ""
    channel: str = Source.Channel.FORM
    informant: str = ""
    is_concern: bool = False


@cache
def listed() -> tuple[Told, ...]:
    rows = yaml.safe_load(files("timpora.demo").joinpath("told.yaml").read_text(encoding="utf-8"))
    return tuple(Told(**row) for row in rows)


def concern() -> Told:
    """What is no matter of immigration, and goes to the body competent for it."""
    return next(told for told in listed() if told.is_concern)


def send_reports(people: Population, now: datetime) -> list[Report]:
    one, other = [person for person in people.present if person.role == "employee" and not person.story][:2]
    heard = {"one": one.name.split()[0], "other": other.name, "other_year": other.birth.year}
    return [send(told, no, heard, now) for no, told in enumerate(listed(), start=1)]


def in_daytime(area: int, days_ago: int, no: int, now: datetime) -> datetime:
    """People report between nine and five, by the clock of the place."""
    day = day_at(area, now) - timedelta(days=days_ago)
    return datetime.combine(day, time(9 + no % 8, no * 7 % 60), tzinfo=zone_of(area))


def send(told: Told, no: int, heard: dict[str, object], now: datetime) -> Report:
    by, area = acting(told.sender), to_integer(told.area)
    at = in_daytime(area, told.days_ago, no, now)
    seen = Seen(
        area=area, seen_at=at - BEFORE_TELLING, sight=told.sight, place=told.place, people=told.people,
        words=told.words, name=told.name.format(**heard), nationality=told.nationality,
        birth_year=told.birth_year.format(**heard), informant=told.informant,
    )  # fmt: skip
    key = uuid5(NAMESPACE_URL, f"timpora demo report {no}")
    with acting_in_database(by):
        return receive(key=key, seen=seen, by=by, at=at, channel=told.channel)
