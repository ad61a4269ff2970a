"""One chunk of persons: what sources tell of them, and the current rows that rebuilding would write from it."""

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from typing import Any

from bench.generate.copying import Rows, number_as_id
from bench.generate.world import REGENCY, Body, World, content_hash
from timpora.core.matching import MODEL_VERSION, Birth, Identity, fold_name
from timpora.identity.models import Judgement, Screening
from timpora.registers import models as registers
from timpora.registers.person_keys import keys_of
from timpora.sources.models import Source

SIZE = 5000
MOST = 16  # mentions of one person
PERSON, MENTION, SOURCE, CLAIM, JUDGEMENT, PROTECTION = 16, 17, 18, 19, 20, 21
PASSPORT, PERMIT_NO, PERMIT, CROSSING, HOME, PRESENCE, WORK, ACTIVITY = range(8)  # claims of one mention
LODGED = (1, 2, 3, 4, 5, 5, 6, 7, 12)  # nights told of one person: five on average
SYLLABLES = ("ba", "ce", "da", "fi", "go", "ha", "ji", "ka", "lu", "me", "no", "pa", "ri", "sa", "to", "va", "wu", "ya",
             "zen", "lan", "mir", "dor", "tas", "vel", "kor", "bin", "sur", "hol")  # fmt: skip
NATIONS = ("CHN", "CHN", "CHN", "IND", "IND", "KOR", "JPN", "AUS", "MYS", "PHL", "RUS", "GBR", "NLD", "USA")
KINDS = (("ITAS", "E23"), ("ITAS", "E23"), ("ITAS", "E31A"), ("ITK", "C1"), ("VOA", "B1"), ("ITAP", "E31B"))
FIRST, LAST = 1500, 4000  # words: the common ones are very common, as in life
SHARES = {size: list(accumulate(1 / (rank + 12) for rank in range(size))) for size in (FIRST, LAST)}


def word(number: int) -> str:
    made = ""
    number += len(SYLLABLES)  # two syllables at least
    while number:
        number, place = divmod(number, len(SYLLABLES))
        made += SYLLABLES[place]
    return made.capitalize()


WORDS = {size: [word(number * 7 + size) for number in range(size)] for size in (FIRST, LAST)}


def drawn(size: int, chance: Random) -> str:
    shares = SHARES[size]
    return WORDS[size][bisect_right(shares, chance.random() * shares[-1])]


def moment(day: date, hour: int) -> datetime:
    """Of the same day in every zone of the country."""
    return datetime.combine(day, time(hour), UTC)


@dataclass(slots=True)
class Tables:
    persons: Rows = field(default_factory=lambda: Rows(registers.Person, "id area is_protected created_at"))
    sources: Rows = field(
        default_factory=lambda: Rows(
            Source,
            "id installation_id channel agency_id agency_name account_id area told_at received_at as_of content_hash",
        )
    )
    mentions: Rows = field(
        default_factory=lambda: Rows(
            registers.Mention,
            "id source_id row_no kind area agency_id told_at name sex nationality birth_year birth_month"
            " birth_day person_id is_protected",
        )
    )
    numbers: Rows = field(
        default_factory=lambda: Rows(
            registers.Identifier, "id mention_id area is_protected kind number key country valid_until"
        )
    )
    permits: Rows = field(
        default_factory=lambda: Rows(
            registers.PermitClaim, "id mention_id area is_protected kind index_code issued_on ends_on as_of"
        )
    )
    crossings: Rows = field(
        default_factory=lambda: Rows(registers.CrossingClaim, "id mention_id area is_protected entered_on departed_on")
    )
    homes: Rows = field(
        default_factory=lambda: Rows(registers.ResidenceClaim, "id mention_id area is_protected address")
    )
    presences: Rows = field(
        default_factory=lambda: Rows(
            registers.PresenceClaim,
            "id mention_id area is_protected place seen_on checked_in_at checked_out_at reported_at",
        )
    )
    works: Rows = field(
        default_factory=lambda: Rows(
            registers.WorkClaim, "id mention_id area is_protected employer_id position work_area ends_on"
        )
    )
    activities: Rows = field(
        default_factory=lambda: Rows(registers.ActivityClaim, "id mention_id area is_protected code words seen_on")
    )
    currents: Rows = field(
        default_factory=lambda: Rows(
            registers.CurrentPerson,
            "person_id area is_protected name sort_key names sex nationality birth_year birth_month"
            " birth_day passport niora employer is_present mentions_count rebuilt_at",
        )
    )
    stays: Rows = field(
        default_factory=lambda: Rows(
            registers.CurrentStay,
            "person_id area is_protected permit_kind permit_index permit_issued_on permit_ends_on"
            " permit_source_as_of entered_on departed_on last_seen_on checked_in_at lodging_reported_at address_area"
            " employer_id work_area work_permit_ends_on activity origins version rebuilt_at",
        )
    )
    keys: Rows = field(default_factory=lambda: Rows(registers.PersonKey, "key person_id area is_protected"))
    shields: Rows = field(
        default_factory=lambda: Rows(registers.Protection, "id person_id area is_protected kind set_at set_by")
    )
    screenings: Rows = field(
        default_factory=lambda: Rows(Screening, "mention_id area is_protected model_version at candidates waits")
    )
    judgements: Rows = field(
        default_factory=lambda: Rows(
            Judgement, "id mention_id person_id area is_protected answer account_id at model_version"
        )
    )

    def all(self) -> list[Rows]:
        return [getattr(self, name) for name in self.__slots__]


@dataclass(slots=True)
class Deliveries:
    """Sources of one chunk, one for each agency and kind, with their last row numbers."""

    chunk: int
    tables: Tables
    told_at: datetime
    rows: dict[tuple[str, str, int], list[Any]] = field(default_factory=dict)

    def row(self, body: Body, kind: str, account: str, regency: int, as_of: date | None = None) -> tuple[str, int]:
        key = (body.id, kind, regency)
        known = self.rows.get(key)
        if known is None:
            source = number_as_id(SOURCE, self.chunk * SIZE * 2 + len(self.rows))
            known = self.rows[key] = [source, 0]
            self.tables.sources.add(
                source, body.id, "file", body.id, body.name, account, regency * REGENCY, self.told_at, self.told_at,
                as_of, content_hash(source),
            )  # fmt: skip
        known[1] += 1
        return known[0], known[1]


@dataclass(slots=True)
class One:
    """A person while being told of."""

    id: str
    number: int
    area: int
    protected: bool
    name: str
    sex: str
    nationality: str
    born: date
    passport: str
    permit_no: str
    mentions: int = 0
    last: tuple[date, datetime, int] = (date.min, datetime.min.replace(tzinfo=UTC), 0)


def origin(mention: str, source: str, body: Body, told_at: datetime, claim: str | None) -> dict[str, Any]:
    return {"claim": claim, "mention": mention, "source": source, "agency": body.name, "told_at": told_at.isoformat()}


class Chunk:
    """Tells of SIZE persons. The order is that of life: nights, work, the permit file; then reports."""

    def __init__(self, world: World, number: int, seed: int) -> None:
        self.world, self.number, self.today = world, number, world.today
        self.chance = Random(seed * 1_000_003 + number)
        self.tables = Tables()
        self.as_of = world.today - timedelta(days=8)
        self.told_at = moment(self.as_of + timedelta(days=1), 3)
        self.deliveries = Deliveries(number, self.tables, self.told_at)
        self.people: list[One] = []
        self.reported: list[tuple[One, tuple[Any, ...]]] = []

    def tell(self) -> None:
        homes = self.chance.choices(self.world.villages, cum_weights=self.world.weights, k=SIZE)
        for place, home in enumerate(homes):
            self.one(self.number * SIZE + place, home)

    def mention(self, one: One, kind: str, area: int, body: Body, told_at: datetime, as_of: date | None = None):
        """Ids of a new mention and its source; the first is known new, the others were linked by rule."""
        mention = number_as_id(MENTION, one.number * MOST + one.mentions)
        account = self.world.sections[body.id][0]
        source, row_no = self.deliveries.row(body, kind, account, area // REGENCY, as_of)
        self.keep(one, mention, source, row_no, kind, area, body, told_at)
        return mention, source

    def keep(
        self, one: One, mention: str, source: str, row_no: int, kind: str, area: int, body: Body, told_at: datetime
    ):
        tables, told = self.tables, (area, one.protected)
        tables.mentions.add(
            mention, source, row_no, kind, area, body.id, told_at, one.name, one.sex, one.nationality, one.born.year,
            one.born.month, one.born.day, one.id, one.protected,
        )  # fmt: skip
        tables.screenings.add(mention, *told, MODEL_VERSION, told_at, 0, False)
        answer = "same" if one.mentions else "new"
        judgement = number_as_id(JUDGEMENT, one.number * MOST + one.mentions)
        tables.judgements.add(judgement, mention, one.id, *told, answer, None, told_at, MODEL_VERSION)
        one.mentions += 1

    def claim(self, one: One, noun: int) -> str:
        return number_as_id(CLAIM, (one.number * MOST + one.mentions - 1) * 8 + noun)

    def one(self, number: int, home: int) -> None:
        chance, today = self.chance, self.today
        nation = chance.choice(NATIONS)
        words = [drawn(FIRST, chance), drawn(LAST, chance)] + ([drawn(LAST, chance)] if chance.random() < 0.25 else [])
        born = date(1955, 1, 1) + timedelta(days=chance.randrange(50 * 365))
        one = One(number_as_id(PERSON, number), number, home, number % 500 == 7, " ".join(words), chance.choice("MF"),
                  nation, born, f"X{nation[0]}{number:07d}", f"2C{number:08d}")  # fmt: skip
        self.people.append(one)
        departed = chance.random() < 0.3
        entered_on = today - timedelta(days=chance.randint(60, 800))
        left_on = None
        until = today - timedelta(days=12)
        if departed:
            left_on = until = entered_on + timedelta(days=chance.randint(10, (until - entered_on).days))
        stay: dict[str, Any] = {"activity": ""}
        origins: dict[str, Any] = {}
        self.permit(one, home, entered_on, left_on, stay, origins)
        if number % 5 < 2:
            self.work(one, home, stay, origins)
        self.nights(one, home, entered_on, until, stay, origins)
        if not departed and number % 7 < 2:
            self.seen(one, home, stay, origins)
        self.current(one, stay, origins)

    def permit(self, one: One, home: int, entered_on: date, left_on: date | None, stay: dict, origins: dict) -> None:
        chance, tables, flag = self.chance, self.tables, one.protected
        kind, index = chance.choice(KINDS)
        issued_on, ends_on = entered_on + timedelta(days=5), self.today + timedelta(days=chance.randint(-30, 400))
        body = self.world.kanim_of[home // REGENCY]
        mention, source = self.mention(one, "permits", home, body, self.told_at, self.as_of)
        said = lambda claim=None: origin(mention, source, body, self.told_at, claim)  # noqa: E731
        passport, permit, crossing = (self.claim(one, noun) for noun in (PASSPORT, PERMIT, CROSSING))
        valid_until = issued_on + timedelta(days=3000)
        tables.numbers.add(
            passport, mention, home, flag, "passport", one.passport, one.passport, one.nationality, valid_until
        )
        tables.numbers.add(
            self.claim(one, PERMIT_NO), mention, home, flag, "permit_no", one.permit_no, one.permit_no, "", None
        )
        tables.permits.add(permit, mention, home, flag, kind, index, issued_on, ends_on, self.as_of)
        tables.crossings.add(crossing, mention, home, flag, entered_on, left_on)
        stay |= {"permit_kind": kind, "permit_index": index, "permit_issued_on": issued_on, "permit_ends_on": ends_on,
                 "permit_source_as_of": self.as_of, "entered_on": entered_on, "departed_on": left_on}  # fmt: skip
        whole = said(permit)
        origins |= dict.fromkeys(("permit_kind", "permit_index", "permit_issued_on", "permit_ends_on",
                                  "permit_source_as_of"), whole)  # fmt: skip
        origins |= dict.fromkeys(("entered_on", "departed_on") if left_on else ("entered_on",), said(crossing))
        origins |= dict.fromkeys(("name", "sex", "nationality", "birth"), said()) | {"passport": said(passport)}
        if one.number % 3:
            claim = self.claim(one, HOME)
            tables.homes.add(claim, mention, home, flag, f"Jalan Rekaan {one.number % 90 + 1}")
            stay["address_area"], origins["address_area"] = home, said(claim)
            one.last = (self.as_of, self.told_at, home)

    def work(self, one: One, home: int, stay: dict, origins: dict) -> None:
        body = self.world.bodies["disnaker", home - home % REGENCY]
        told_on = self.today - timedelta(days=self.chance.randint(20, 300))
        mention, source = self.mention(one, "workers", home, body, moment(told_on, 2))
        firm, name = self.world.firm(home, one.number)
        claim, ends_on = self.claim(one, WORK), self.today + timedelta(days=self.chance.randint(-60, 360))
        self.tables.works.add(claim, mention, home, one.protected, firm, "Tenaga Ahli", home, ends_on)
        stay |= {"employer_id": firm, "employer": name, "work_area": home, "work_permit_ends_on": ends_on}
        facts = ("employer", "employer_id", "work_area", "work_permit_ends_on")
        origins |= dict.fromkeys(facts, origin(mention, source, body, moment(told_on, 2), claim))
        one.last = max(one.last, (told_on, moment(told_on, 2), home))

    def nights(self, one: One, home: int, entered_on: date, until: date, stay: dict, origins: dict) -> None:
        count = self.chance.choice(LODGED)
        step = max(2, (until - entered_on).days // (count + 1))
        for place in range(count):
            day = entered_on + timedelta(days=place * step)
            if day + timedelta(days=1) >= until:
                break
            area = home if self.chance.random() < 0.7 else self.world.neighbour(home, self.chance)
            self.night(one, area, day, stay, origins)

    def night(self, one: One, area: int, day: date, stay: dict, origins: dict) -> None:
        body, told_at = self.world.kanim_of[area // REGENCY], moment(day + timedelta(days=1), 3)
        mention, source = self.mention(one, "lodging", area, body, told_at)
        claim, came, told = self.claim(one, PRESENCE), moment(day, 9), moment(day, 12)
        place = f"Penginapan Rekaan {area % 97}"
        out = moment(day + timedelta(days=1), 4)
        self.tables.presences.add(claim, mention, area, one.protected, place, None, came, out, told)
        if one.number % 3 == one.mentions % 3:
            number = self.claim(one, PASSPORT)
            self.tables.numbers.add(
                number, mention, area, one.protected, "passport", one.passport, one.passport, "", None
            )
        said = origin(mention, source, body, told_at, claim)
        stay |= {"checked_in_at": came, "lodging_reported_at": told, "last_seen_on": day}
        origins |= {"checked_in_at": said, "lodging_reported_at": said, "last_seen_on": said | {"area": area}}
        one.last = max(one.last, (day + timedelta(days=1), told_at, area))
        if not one.number % 3:
            stay["address_area"], origins["address_area"] = area, said

    def seen(self, one: One, home: int, stay: dict, origins: dict) -> None:
        """Told by somebody of the village in the last days; the report itself is made with the other work."""
        account, body = self.world.reporter(home)
        day = self.today - timedelta(days=self.chance.randint(1, 6))
        told_at, mention = moment(day, 4), number_as_id(MENTION, one.number * MOST + one.mentions)
        source = number_as_id(SOURCE + 16, one.number)
        self.tables.sources.add(source, body.id, "form", body.id, body.name, account, home, told_at, told_at, None,
                                content_hash(source))  # fmt: skip
        self.keep(one, mention, source, 0, "report", home, body, told_at)
        presence, activity = self.claim(one, PRESENCE), self.claim(one, ACTIVITY)
        self.tables.presences.add(presence, mention, home, one.protected, "", day, None, None, None)
        self.tables.activities.add(activity, mention, home, one.protected, "stays", "", day)
        said = origin(mention, source, body, told_at, presence)
        stay |= {"last_seen_on": day, "activity": "stays", "report": (source, mention, day, account, body)}
        origins |= {"last_seen_on": said | {"area": home}, "activity": said | {"claim": activity}}
        one.last = max(one.last, (day, told_at, home))
        if not one.number % 3:
            stay["address_area"], origins["address_area"] = home, said

    def current(self, one: One, stay: dict, origins: dict) -> None:
        tables, flag = self.tables, one.protected
        area = one.area = one.last[2] or one.area
        folded = " ".join(fold_name(one.name))
        tables.persons.add(one.id, area, flag, self.told_at)
        tables.currents.add(
            one.id, area, flag, one.name, folded, "{" + f'"{one.name}"' + "}", one.sex, one.nationality, one.born.year,
            one.born.month, one.born.day, one.passport, "", stay.get("employer", ""), not stay["departed_on"],
            one.mentions, self.told_at,
        )  # fmt: skip
        facts = (
            "permit_kind", "permit_index", "permit_issued_on", "permit_ends_on", "permit_source_as_of", "entered_on",
            "departed_on", "last_seen_on", "checked_in_at", "lodging_reported_at", "address_area", "employer_id",
            "work_area", "work_permit_ends_on", "activity",
        )  # fmt: skip
        told = [stay.get(fact) for fact in facts]
        tables.stays.add(one.id, area, flag, *told, json.dumps(origins), 1, self.told_at)
        if stay.get("report"):
            self.reported.append((one, stay["report"]))
        identity = Identity(
            names=(one.name,), sex=one.sex, nationality=one.nationality,
            birth=Birth(one.born.year, one.born.month, one.born.day),
            numbers=frozenset({("passport", one.passport, one.nationality), ("permit_no", one.permit_no, None)}),
            lapsed=frozenset(),
        )  # fmt: skip
        for key in keys_of(identity):
            tables.keys.add(key, one.id, area, flag)
        if flag:
            office = self.world.sections[self.world.kanim_of[area // REGENCY].id]
            tables.shields.add(
                number_as_id(PROTECTION, one.number), one.id, area, True, "witness", self.told_at, office[0]
            )
