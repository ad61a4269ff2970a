"""Looks worth a question: the rules over one member's day, and over one person's day. Nothing is scored or ranked."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median
from uuid import UUID

from django.db.models import Sum
from django.utils import timezone

from timpora.accountability.looks import Desk, Look, desks, looks_of
from timpora.accountability.models import Tally, Unusual
from timpora.accountability.thresholds import Thresholds, thresholds
from timpora.compliance.rulebook import law_on
from timpora.core.matching import fold_name
from timpora.foundation.events import REFUSED
from timpora.foundation.models import Account, Event
from timpora.registers.models import CurrentPerson
from timpora.territory.codes import digits
from timpora.territory.queries import day_at, zone_of

SHOWN = 20  # events kept with a row; the list of looks shows them all
MOST_EVENTS = 5_000  # of one member's day that are read
SEARCHED = "registers.persons_searched"
DISTRICT = 10_000


@dataclass(frozen=True, slots=True)
class Day:
    """One member's legal day, as the member's own area counts it."""

    account: UUID
    day: date
    area: int
    agency: UUID | None
    looks: tuple[Look, ...]
    refused: tuple[Event, ...]
    figures: Thresholds

    @property
    def opened(self) -> list[Look]:
        """Looks at one person's file, as against lists."""
        return [look for look in self.looks if look.person is not None]


@dataclass(frozen=True, slots=True)
class Found:
    details: dict[str, object]
    events: Sequence[Look | Event]
    subject: UUID | None = None


Rule = Callable[[Day], Iterable[Found]]


def review(looks: Iterable[Look], events: Iterable[Event]) -> int:
    """Judge anew each member's day and each person's day that these events touch."""
    looks, figures = list(looks), thresholds()
    refused = [event for event in events if event.kind == REFUSED.code and event.account_id]
    changed = 0
    for account, day, desk in sorted(touched(looks, refused), key=repr):
        judged = day_of(account, day, desk, figures)
        for code, rule in RULES.items():
            changed += sum(keep(code, judged, found) for found in rule(judged))
    for person, (day, area) in persons_touched(looks).items():
        changed += several_agencies(person, day, area, figures)
    return changed


def touched(looks: Iterable[Look], refused: Iterable[Event]) -> set[tuple[UUID, date, Desk]]:
    acts = [(look.account, look.membership, look.at, look.area) for look in looks]
    acts += [(event.account_id, event.membership_id, event.at, event.area or 0) for event in refused]
    known = desks(membership for _, membership, _, _ in acts if membership)
    found = set()
    for account, membership, at, area in acts:
        desk = known.get(membership) if membership else None
        desk = desk or Desk(None, (area,))
        found.add((account, day_at(desk.areas[0], at), desk))
    return found


def persons_touched(looks: Iterable[Look]) -> dict[UUID, tuple[date, int]]:
    return {look.person: (day_at(look.area, look.at), look.area) for look in looks if look.person}


def bounds(area: int, day: date) -> tuple[datetime, datetime]:
    begins = datetime.combine(day, time(), zone_of(area))
    return begins, begins + timedelta(days=1)


def day_of(account: UUID, day: date, desk: Desk, figures: Thresholds) -> Day:
    since, until = bounds(desk.areas[0], day)
    events = list(
        Event.objects.filter(account_id=account, at__gte=since, at__lt=until).order_by("at", "id")[:MOST_EVENTS]
    )
    refused = tuple(event for event in events if event.kind == REFUSED.code)
    return Day(account, day, desk.areas[0], desk.agency, tuple(looks_of(events)), refused, figures)


def keep(code: str, day: Day, found: Found) -> int:
    """One row a member, day and rule: it grows while the day goes on, and a grown row asks again."""
    key = {"code": code, "account_id": day.account, "day": day.day, "subject_id": found.subject}
    return kept(key, found, area=found.events[0].area or day.area, agency=day.agency)


def kept(key: dict[str, object], found: Found, *, area: int, agency: UUID | None) -> int:
    row = Unusual.objects.filter(**key).first() or Unusual(**key, area=area, agency_id=agency)
    if row.details == found.details:
        return 0
    row.details, row.changed_at = found.details, timezone.now()
    row.events = [[event.at.isoformat(), str(event.id)] for event in found.events[:SHOWN]]
    row.save()
    return 1


# The rules on one member's day. Each yields at most one finding a day, `again` one for each person.


def no_reference(day: Day) -> Iterator[Found]:
    bare = [look for look in day.opened if not look.has_reference]
    if len(bare) >= day.figures["no_reference"]["looks"]:
        yield Found({"n": len(bare)}, bare)


def burst(day: Day) -> Iterator[Found]:
    figures = day.figures["burst"]
    window, most = timedelta(minutes=figures["minutes"]), []
    for last in range(len(day.opened)):
        within = [look for look in day.opened[: last + 1] if day.opened[last].at - look.at <= window]
        most = max(most, within, key=persons_in)
    if persons_in(most) >= figures["persons"]:
        yield Found({"n": persons_in(most), "minutes": figures["minutes"]}, most)


def persons_in(looks: Sequence[Look]) -> int:
    return len({look.person for look in looks})


def busy_day(day: Day) -> Iterator[Found]:
    figures, looks = day.figures["busy_day"], day.opened
    if len(looks) < figures["looks"]:
        return
    since = day.day - timedelta(days=figures["days"])
    earlier = Tally.objects.filter(account_id=day.account, day__gte=since, day__lt=day.day).exclude(kind=SEARCHED)
    totals = list(earlier.values("day").annotate(n=Sum("looks")).values_list("n", flat=True))
    usual = median(totals) if len(totals) >= 5 else None
    if usual is not None and len(looks) >= figures["times"] * usual:
        yield Found({"n": len(looks), "median": round(usual)}, looks)


def off_hours(day: Day) -> Iterator[Found]:
    """The whole of a weekend day or holiday, else the night by the clock of the member's area."""
    figures, zone = day.figures["off_hours"], zone_of(day.area)
    if day.day.weekday() >= 5 or day.day in holidays(day.day):
        late = list(day.looks)
    else:
        hour = {look.id: look.at.astimezone(zone).hour for look in day.looks}
        working = range(figures["until_hour"], figures["from_hour"])
        late = [look for look in day.looks if hour[look.id] not in working]
    if len(late) >= figures["looks"]:
        yield Found({"n": len(late)}, late)


def holidays(day: date) -> tuple[date, ...]:
    return tuple(law_on(day).values.get("calendar.holidays", ()))  # type: ignore[arg-type]


def namesake(day: Day) -> Iterator[Found]:
    """Persons whose whole folded name is that of a member. An equal name is no proof: the sentence says so."""
    asked = {look.person for look in day.opened}
    rows = CurrentPerson.objects.filter(person__in=asked, is_protected=False).values_list("person_id", "name")
    folded = {person: fold_name(name) for person, name in rows}
    long_enough = {p: words for p, words in folded.items() if len(words) >= day.figures["namesake"]["words"]}
    if not long_enough:
        return
    members = {fold_name(name) for name in Account.objects.values_list("name", flat=True)}
    alike = [look for look in day.opened if long_enough.get(look.person) in members]
    if alike:
        yield Found({"n": persons_in(alike)}, alike)


def outside_area(day: Day) -> Iterator[Found]:
    """Districts where the member did not look in the weeks before, once there is a habit to depart from."""
    figures = day.figures["outside_area"]
    since = day.day - timedelta(days=figures["days"])
    earlier = Tally.objects.filter(account_id=day.account, day__gte=since, day__lt=day.day)
    known: dict[int, int] = defaultdict(int)
    for area, looks in earlier.values_list("area", "looks"):
        known[area // DISTRICT] += looks
    new = [look for look in day.opened if digits(look.area) >= 6 and look.area // DISTRICT not in known]
    if sum(known.values()) >= figures["known"] and len(new) >= figures["looks"]:
        yield Found({"n": len(new)}, new)


def refused(day: Day) -> Iterator[Found]:
    figures = day.figures["refused"]
    window = timedelta(minutes=figures["minutes"])
    for first in range(len(day.refused) - figures["times"] + 1):
        series = [event for event in day.refused[first:] if event.at - day.refused[first].at <= window]
        if len(series) >= figures["times"]:
            yield Found({"n": len(series), "minutes": figures["minutes"]}, series)
            return


def again(day: Day) -> Iterator[Found]:
    """The same person on many days, with no work behind it."""
    figures = day.figures["again"]
    for person in {look.person for look in day.opened if not look.has_reference}:
        since, until = (
            bounds(day.area, day.day - timedelta(days=figures["within"] - 1))[0],
            bounds(day.area, day.day)[1],
        )
        events = Event.objects.filter(subject_id=person, account_id=day.account, at__gte=since, at__lt=until)
        bare = [look for look in looks_of(events.order_by("at", "id")[:MOST_EVENTS]) if not look.has_reference]
        days = {day_at(day.area, look.at) for look in bare}
        if len(days) >= figures["days"]:
            yield Found({"n": len(days), "within": figures["within"]}, bare, person)


RULES: dict[str, Rule] = {
    "no_reference": no_reference,
    "burst": burst,
    "busy_day": busy_day,
    "off_hours": off_hours,
    "namesake": namesake,
    "outside_area": outside_area,
    "refused": refused,
    "again": again,
}
SEVERAL = "several_agencies"


def several_agencies(person: UUID, day: date, area: int, figures: Thresholds) -> int:
    """One person, one day, many agencies: about no member, so the row names none."""
    since, until = bounds(area, day)
    events = Event.objects.filter(subject_id=person, at__gte=since, at__lt=until).order_by("at", "id")[:MOST_EVENTS]
    looks = looks_of(events)
    agencies = {look.agency for look in looks if look.agency}
    if len(agencies) < figures[SEVERAL]["agencies"]:
        return 0
    found = Found({"n": len(agencies)}, looks, person)
    return kept({"code": SEVERAL, "account_id": None, "day": day, "subject_id": person}, found, area=area, agency=None)
