"""Where people live and who serves there: villages with weights, agencies, members. The same for the same seed."""

import hashlib
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from random import Random

from bench.generate.copying import Rows, number_as_id
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency, Membership
from timpora.foundation.models import Account, Grant
from timpora.registers.companies import folded_company
from timpora.registers.models import Company
from timpora.territory.codes import COUNTRY, span
from timpora.territory.models import Area, Office, OfficeWorkArea

REGENCY, DISTRICT = 10**6, 10**4
AGENCY, MEMBER, MEMBERSHIP, GRANT, COMPANY = 1, 2, 3, 4, 5
FIRMS = ("Nusa Tambang Rekaan", "Bahari Olahan Rekaan", "Cipta Wisata Rekaan")
# Where most of them are: the regency's name begins so, its share is multiplied.
BUSY = {
    "Badung": 60,
    "Jakarta Selatan": 50,
    "Batam": 35,
    "Morowali": 30,
    "Bekasi": 20,
    "Jakarta Pusat": 25,
    "Surabaya": 12,
}


@dataclass(frozen=True, slots=True)
class Body:
    """An agency as sources name it."""

    id: str
    kind: str
    name: str
    area: int


@dataclass(slots=True)
class World:
    members: int
    today: date
    villages: list[int] = field(default_factory=list)
    weights: list[float] = field(default_factory=list)
    bodies: dict[tuple[str, int], Body] = field(default_factory=dict)
    kanim_of: dict[int, Body] = field(default_factory=dict)
    kanim_areas: dict[str, list[int]] = field(default_factory=dict)
    people: list[tuple[str, Body, str, list[int]]] = field(default_factory=list)  # (account, agency, duty, areas)
    heads: dict[int, tuple[str, Body]] = field(default_factory=dict)
    operators: dict[int, tuple[str, Body]] = field(default_factory=dict)
    sections: dict[str, list[str]] = field(default_factory=dict)  # agency -> its accounts

    def body(self, kind: str, name: str, area: int) -> Body:
        key = (kind, area)
        if key not in self.bodies:
            self.bodies[key] = Body(number_as_id(AGENCY, len(self.bodies)), kind, name, area)
        return self.bodies[key]

    def join(self, body: Body, duty: str, areas: list[int]) -> str:
        account = number_as_id(MEMBER, len(self.people))
        self.people.append((account, body, duty, areas))
        self.sections.setdefault(body.id, []).append(account)
        return account

    def neighbour(self, village: int, chance: Random) -> int:
        """Another village of the same regency, or the same one."""
        other = self.villages[(bisect_left(self.villages, village) + chance.randrange(40)) % len(self.villages)]
        return other if other // REGENCY == village // REGENCY else village

    def reporter(self, village: int) -> tuple[str, Body]:
        return self.heads.get(village) or self.operators[village - village % DISTRICT]

    def firm(self, village: int, number: int) -> tuple[str, str]:
        regency = village // REGENCY
        return number_as_id(COMPANY, regency * 4 + number % len(FIRMS)), FIRMS[number % len(FIRMS)]


def build(seed: int, members: int, today: date) -> World:
    world, chance = World(members, today), Random(seed)
    areas = list(Area.objects.filter(valid_until=None).order_by("code").values_list("code", "level", "name"))
    busy = {code // REGENCY: weight for code, level, name in areas if level == 4
            for part, weight in BUSY.items() if name.startswith(part)}  # fmt: skip
    shares = {code // REGENCY: chance.lognormvariate(0, 1.2) * busy.get(code // REGENCY, 1)
              for code, level, _ in areas if level == 4}  # fmt: skip
    world.villages = [code for code, level, _ in areas if level == 10]
    world.weights = list(accumulate(shares[c // REGENCY] * chance.lognormvariate(0, 1.5) for c in world.villages))
    offices(world, [(code, name) for code, level, name in areas if level == 4])
    for code, level, name in areas:
        if level == 4:
            for kind in ("disnaker", "kesbangpol"):
                body = world.body(kind, f"{kind.title()} {name}", code)
                for _ in range(2):
                    world.join(body, "kesbangpol" if kind == "kesbangpol" else "instansi", [code])
        elif level == 6:
            body = world.body("kecamatan", f"Kecamatan {name}", code)
            world.operators[code] = world.join(body, "operator_camat", [code]), body
    heads(world, {code: name for code, level, name in areas if level == 10}, chance)
    return world


def offices(world: World, regencies: list[tuple[int, str]]) -> None:
    """Each office with the regencies it serves; one without an office is served by the first of its province."""
    served: dict[str, list[int]] = {}
    rows = OfficeWorkArea.objects.filter(office__kind=Office.Kind.KANIM, valid_until=None).order_by("office", "area")
    for office, area in rows.values_list("office__name", "area_id"):
        served.setdefault(office, []).append(area - area % REGENCY)
    taken: set[int] = set()
    for office, found in served.items():
        mine = [area for area in dict.fromkeys(found) if area not in taken and area % (100 * REGENCY)]
        if mine:
            taken.update(mine)
            world.kanim_areas[world.body("kanim", office, mine[0]).id] = mine
    for area, name in regencies:
        if area not in taken:
            world.kanim_areas[world.body("kanim", f"Kantor Imigrasi {name}", area).id] = [area]
    by_id = {body.id: body for body in world.bodies.values()}
    for office, mine in world.kanim_areas.items():
        world.kanim_of |= {area // REGENCY: by_id[office] for area in mine}
        for duty in ("kakanim", "kasi", "kasi", *["pelaksana"] * 6):
            world.join(by_id[office], duty, mine)
    ministry = world.body("ditjenim", "Direktorat Jenderal Imigrasi", COUNTRY)
    world.join(ministry, "pelaksana", [COUNTRY])
    world.join(ministry, "inspektur", [COUNTRY])
    for province in sorted({area - area % (100 * REGENCY) for area, _ in regencies}):
        body = world.body("kanwil", f"Kantor Wilayah {province // (100 * REGENCY)}", province)
        world.join(body, "kanwil", [province])
    # Two desks with the same 50 rows as a district of the country: for the ratio between narrow and wide.
    world.join(ministry, "pelaksana", [])


def heads(world: World, names: dict[int, str], chance: Random) -> None:
    left = max(0, world.members - len(world.people))
    for code in sorted(chance.sample(world.villages, min(left, len(world.villages)))):
        body = world.body("desa", f"Pemerintah Desa {names[code]}", code)
        world.heads[code] = world.join(body, "kades", [code]), body


def rows_of(world: World, password: str) -> Iterator[Rows]:
    at = datetime.combine(world.today - timedelta(days=900), datetime.min.time(), UTC)
    agencies = Rows(Agency, "id kind_id name short_name area")
    for body in world.bodies.values():
        agencies.add(body.id, body.kind, body.name, body.name[:80], body.area)
    accounts = Rows(Account, "id password sign_in name created_at")
    memberships = Rows(Membership, "id account_id agency_id duty areas begins_at")
    grants = Rows(
        Grant,
        "id subject_kind subject_id membership_id verbs area_low area_high only purpose because_kind because_id"
        " begins_at",
    )
    busiest = busiest_district(world)
    count = 0
    for number, (account, body, duty, areas) in enumerate(world.people):
        areas = areas or [busiest]
        membership = number_as_id(MEMBERSHIP, number)
        accounts.add(account, password, f"ukur.{number}", f"Anggota Ukur {number}", at)
        memberships.add(membership, account, body.id, duty, str(areas), at)
        for only, verbs in DUTIES[duty].grants():
            for area in areas:
                low, high = span(area)
                words = "{" + ",".join(sorted(verbs)) + "}"
                grants.add(number_as_id(GRANT, count), "account", account, membership, words, low, high, only, "duty",
                           "membership", membership, at)  # fmt: skip
                count += 1
    companies = Rows(Company, "id name folded area")
    for regency in sorted({village // REGENCY for village in world.villages}):
        for place, name in enumerate(FIRMS):
            companies.add(number_as_id(COMPANY, regency * 4 + place), name, folded_company(name), regency * REGENCY)
    yield from (agencies, accounts, memberships, grants, companies)


def busiest_district(world: World) -> int:
    sums: dict[int, float] = {}
    before = 0.0
    for village, weight in zip(world.villages, world.weights, strict=True):
        district = village - village % DISTRICT
        sums[district] = sums.get(district, 0) + weight - before
        before = weight
    return max(sums, key=lambda district: sums[district])


def content_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
