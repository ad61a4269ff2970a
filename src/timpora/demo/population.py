"""Some two thousand invented persons of two regencies: pure, the same for the same seed and day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from timpora.core.matching import Birth
from timpora.demo.district import ELSEWHERE, FIRMS, PORTS, SMALL_FIRMS, TOWNS, Firm, villages
from timpora.demo.names import invented_name

SEED = 6310
ON_FILE = 2000
MIXED = ["CHN", "CHN", "IND", "IND", "PHL", "MYS", "KOR", "GBR", "AUS", "MMR", "RUS"]
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Group:
    """So many persons who are here for the same reason. `women` is their share."""

    role: str
    count: int
    permit_kind: str
    permit_index: str
    nationalities: tuple[str, ...]
    districts: tuple[int, ...]
    women: float = 0.09
    firm: Firm | None = None
    positions: tuple[str, ...] = ()


SITE = (
    "Teknisi Mesin",
    "Teknisi Listrik",
    "Operator Alat Berat",
    "Juru Las",
    "Pengawas Shift",
    "Ahli Geologi",
    "Penerjemah",
    "Ahli Keselamatan Kerja",
)
OFFICE = ("Manajer Keuangan", "Penasihat Teknik", "Manajer Pemasaran", "Ahli Budi Daya", "Direktur")
SITE_PEOPLE = ("CHN", "CHN", "CHN", "CHN", "CHN", "CHN", "KOR", "IND", "PHL")
WESTERN = ("AUS", "GBR", "DEU", "NLD", "RUS", "KOR", "MYS")

# Those present. The copy of a permit file knows of no more than this about why somebody is here.
GROUPS = (
    *(
        Group("worker", count, "ITAS", "E23", SITE_PEOPLE, (firm.district,), 0.08, firm, SITE)
        for firm, count in zip(FIRMS, (82, 312, 312), strict=True)
    ),
    *(
        Group("site_visitor", count, "ITK", "C20", SITE_PEOPLE, (firm.district,), 0.08, firm)
        for firm, count in zip(FIRMS, (5, 22, 23), strict=True)
    ),
    Group("employee", 62, "ITAS", "E23", tuple(MIXED), ELSEWHERE, 0.1, positions=OFFICE),
    Group(
        "crew",
        40,
        "ITAS",
        "",
        ("PHL", "MMR", "CHN", "IND", "RUS"),
        PORTS,
        0.0,
        positions=("Nakhoda", "Mualim", "Masinis", "Juru Mudi"),
    ),
    Group("spouse", 20, "ITAS", "E31A", tuple(MIXED), ELSEWHERE, 0.85),
    Group("student", 4, "ITAS", "E30A", ("MYS", "PHL", "MMR", "KOR"), TOWNS, 0.5),
    Group("settled", 19, "ITAP", "E31B", tuple(MIXED), ELSEWHERE, 0.25),
    Group("tourist", 18, "VOA", "B1", WESTERN, TOWNS, 0.4),
    Group("family_visitor", 8, "ITK", "C1", tuple(MIXED), ELSEWHERE, 0.5),
    Group("short_visitor", 12, "BVK", "A1", ("MYS", "PHL", "MMR"), TOWNS, 0.2),
    Group("in_transition", 6, "ITP", "", tuple(MIXED), ELSEWHERE, 0.3),
)
DAYS_OF_STAY = {"BVK": 30, "VOA": 30, "ITK": 60, "ITP": 60, "ITAS": 365, "ITAP": 5 * 365}

# What the demo tells of; everybody else is in order. All but the unlisted are workers of the firms.
STORIES = {
    "seen_after_end": 5,  # the permit ended, a newer copy knows it, and somebody saw the person afterwards
    "copy_is_old": 8,  # the same, but our copy of the permit is older than its end
    "late_registry": 4,
    "doubtful": 13,  # other offices write the person differently
    "shielded": 2,
    "unlisted": 7,  # told by others only
}


@dataclass(frozen=True, slots=True)
class Invented:
    no: int
    name: str
    sex: str
    nationality: str
    birth: Birth
    passport: str
    passport_valid_until: date
    niora: str
    permit_no: str
    role: str
    permit_kind: str
    permit_index: str
    is_perairan: bool
    issued_on: date
    ends_on: date
    entered_on: date
    departed_on: date | None
    extension_filed_on: date | None
    employer: str
    position: str
    rptka_no: str
    village: int
    story: str = ""

    @property
    def is_present(self) -> bool:
        return self.departed_on is None


@dataclass(frozen=True, slots=True)
class Population:
    day: date
    persons: tuple[Invented, ...]

    @property
    def present(self) -> list[Invented]:
        return [person for person in self.persons if person.is_present]

    def of_story(self, *stories: str) -> list[Invented]:
        return [person for person in self.persons if person.story in stories]

    @property
    def listed(self) -> list[Invented]:
        """Those whom the permit file of the office knows."""
        return [person for person in self.persons if person.story != "unlisted"]


def populate(day: date, *, factor: float = 1.0, seed: int = SEED) -> Population:
    """The people of a district as they stand on a day; `factor` makes everything smaller alike."""
    maker = Maker(day, seed)
    present = [maker.person(group) for group in GROUPS for _ in range(scaled(group.count, factor))]
    workers = [at for at, person in enumerate(present) if person["role"] == "worker" and person["birth"].is_whole]
    maker.chance.shuffle(workers)
    for story, count in STORIES.items():
        if story != "unlisted":
            for _ in range(scaled(count, factor)):
                present[workers.pop()] |= maker.told_by(story)
    unlisted = [
        maker.person(group) | {"story": "unlisted"} for group in unlisted_groups(scaled(STORIES["unlisted"], factor))
    ]
    gone = [
        maker.departed(maker.person(group))
        for group in departed_groups(scaled(ON_FILE, factor) - len(present) - len(unlisted))
    ]
    everybody = present + unlisted + gone
    return Population(day, tuple(Invented(no=no, **person) for no, person in enumerate(everybody, start=1)))


def scaled(count: int, factor: float) -> int:
    return max(1, round(count * factor))


def unlisted_groups(count: int) -> list[Group]:
    tourists = next(group for group in GROUPS if group.role == "tourist")
    return [GROUPS[place % 3] if place % 3 else tourists for place in range(count)]


def departed_groups(count: int) -> list[Group]:
    """Who left was here for the same reasons as who stayed."""
    pattern = [group for group in GROUPS for _ in range(group.count)]
    return [pattern[place * 389 % len(pattern)] for place in range(max(count, 0))]


class Maker:
    """Hands out names and numbers, each only once."""

    def __init__(self, day: date, seed: int) -> None:
        self.day = day
        self.chance = Random(seed)  # noqa: S311  (reproducible on purpose)
        self.villages = villages()
        self.names: set[frozenset[str]] = set()
        self.made = 0

    def person(self, group: Group) -> dict[str, Any]:
        self.made += 1
        nationality = self.chance.choice(group.nationalities)
        sex = "F" if self.chance.random() < group.women else "M"
        issued_on, ends_on, entered_on = self.permit(group.permit_kind)
        firm = group.firm
        return {
            "name": self.name(nationality, sex),
            "sex": sex,
            "nationality": nationality,
            "birth": self.birth(),
            "passport": self.passport(nationality),
            "passport_valid_until": self.day + timedelta(days=self.chance.randint(400, 2800)),
            "niora": f"X{self.chance.randint(0, 999):03d}{self.made:05d}N",
            "permit_no": f"X2C{issued_on:%y}JE{self.chance.randint(10, 99)}{self.made:05d}",
            "role": group.role,
            "permit_kind": group.permit_kind,
            "permit_index": group.permit_index,
            "is_perairan": group.role == "crew",
            "issued_on": issued_on,
            "ends_on": ends_on,
            "entered_on": entered_on,
            "departed_on": None,
            "extension_filed_on": self.extension(group.permit_kind, ends_on),
            "employer": firm.name if firm else self.chance.choice(SMALL_FIRMS) if group.positions else "",
            "position": self.chance.choice(group.positions) if group.positions else "",
            "rptka_no": firm.rptka_no if firm and group.role == "worker" else "",
            "village": self.village(group),
        }

    def name(self, nationality: str, sex: str) -> str:
        """The same words in another order are the same name to an office."""
        while True:
            name = " ".join(invented_name(nationality, sex, self.chance).split())
            words = frozenset(word for word in name.upper().split() if len(word) > 2)
            if words not in self.names and (len(words) > 1 or self.chance.random() < 0.3):
                self.names.add(words)
                return name

    def birth(self) -> Birth:
        """One in fifty passports does not say the day, or even the month."""
        born = date(1962, 1, 1) + timedelta(days=self.chance.randrange(42 * 365))
        part = self.chance.random()
        if part < 0.01:
            return Birth(born.year)
        return Birth(born.year, born.month) if part < 0.02 else Birth(born.year, born.month, born.day)

    def passport(self, nationality: str) -> str:
        """No state issues numbers that begin so."""
        return f"X{nationality[0]}{self.made:04d}{self.chance.randint(100, 999)}"

    def permit(self, kind: str) -> tuple[date, date, date]:
        """Issued, ends, entered: runs on the day, and entry was within thirty days before."""
        length = DAYS_OF_STAY[kind]
        issued_on = self.day - timedelta(days=self.chance.randint(12, max(length - 4, 13)))
        return issued_on, issued_on + timedelta(days=length), issued_on - timedelta(days=self.chance.randint(1, 25))

    def extension(self, kind: str, ends_on: date) -> date | None:
        """Nearly everybody whose permit ends soon has asked for the next one."""
        is_soon = ends_on - self.day < timedelta(days=14)
        if kind in ("BVK", "ITP") or not is_soon or self.chance.random() < 0.2:
            return None
        return self.day - timedelta(days=self.chance.randint(1, 6) + 6)

    def village(self, group: Group) -> int:
        """Workers of a firm live in a few villages around it."""
        district = group.districts[self.made % len(group.districts)]
        below = self.villages[district]
        return self.chance.choice(below[:4] if group.firm else below)[0]

    def departed(self, person: dict[str, Any]) -> dict[str, Any]:
        left_on = self.day - timedelta(days=self.chance.randint(30, 900))
        length = timedelta(days=DAYS_OF_STAY[person["permit_kind"]])
        issued_on = left_on - length * self.chance.uniform(0.3, 0.97)
        return person | {
            "departed_on": left_on,
            "issued_on": issued_on,
            "ends_on": issued_on + length,
            "entered_on": issued_on - timedelta(days=self.chance.randint(1, 25)),
            "extension_filed_on": None,
            "permit_no": f"X2C{issued_on:%y}{person['permit_no'][5:]}",
        }

    def told_by(self, story: str) -> dict[str, Any]:
        """What is different about somebody of whom the demo tells."""
        ended = {"seen_after_end": (20, 70), "copy_is_old": (2, 4)}.get(story)
        ends_on = self.day - timedelta(days=self.chance.randint(*ended)) if ended else None
        if story == "late_registry":
            ends_on = self.day + timedelta(days=self.chance.randint(120, 220))
        if ends_on is None:
            return {"story": story}
        issued_on = ends_on - YEAR
        entered_on = issued_on - timedelta(days=self.chance.randint(1, 25))
        return {
            "story": story,
            "ends_on": ends_on,
            "issued_on": issued_on,
            "entered_on": entered_on,
            "extension_filed_on": None,
        }
