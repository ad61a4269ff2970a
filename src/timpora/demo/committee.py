"""The team of each regency by its decree, with its seats and who holds them: also vacant, Plt. and Plh."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

import yaml

from timpora.agencies.models import Agency, Position
from timpora.demo.district import KOTABARU, SOUTH_KALIMANTAN, TANAH_BUMBU
from timpora.demo.institutions import acting, agency
from timpora.foundation.acting import Acting, acting_in_database
from timpora.teams.actions import NewSeat, change_holder, decree_team
from timpora.teams.models import Team

HELD_FOR = timedelta(days=500)
NAME = "Tim Pengawasan Orang Asing Kabupaten {}"
ISSUER = "Kepala Kantor Imigrasi Kelas II TPI Batulicin"


@dataclass(frozen=True, slots=True)
class Unsur:
    no: int
    kind: str
    place: str
    title: str
    role: str
    holder: str = ""
    rank: str = ""
    capacity: str = "definitif"

    def area(self, regency: int) -> int:
        return {"own": regency, "office": TANAH_BUMBU, "province": SOUTH_KALIMANTAN}[self.place]


@cache
def listed() -> tuple[Unsur, ...]:
    rows = yaml.safe_load(files("timpora.demo").joinpath("committee.yaml").read_text(encoding="utf-8"))
    return tuple(Unsur(no, *row) for no, row in enumerate(rows, start=1))


def seats_of(regency: int) -> list[tuple[Unsur, Agency]]:
    there = {(row.kind_id, row.area): row for row in Agency.objects.all()}
    return [(unsur, there[key]) for unsur in listed() if (key := (unsur.kind, unsur.area(regency))) in there]


def decree_teams(day: date, at: datetime) -> None:
    """One decree runs; the other one has ended and waits for its successor."""
    chief = acting("lukman")
    with acting_in_database(chief):
        decree(TANAH_BUMBU, "Tanah Bumbu", day - timedelta(days=200), day + timedelta(days=165), chief, day, at)
        decree(KOTABARU, "Kotabaru", day - timedelta(days=400), day - timedelta(days=36), chief, day, at)


def decree(regency: int, place: str, begun: date, ended: date, chief: Acting, day: date, at: datetime) -> None:
    seats = seats_of(regency)
    team = decree_team(
        name=NAME.format(place), level=Team.Level.KABUPATEN_KOTA, area=regency,
        secretariat=agency("kanim", TANAH_BUMBU),
        number=f"X.{regency // 10**6}/TIMPORA/{begun:%Y}", dated=begun, issuer=ISSUER, valid_from=begun,
        valid_until=ended, seats=[NewSeat(own, unsur.title, unsur.role) for unsur, own in seats], by=chief, at=at,
    )  # fmt: skip
    for unsur, own in seats:
        if unsur.holder:
            change_holder(
                Position.objects.get(agency=own, title=unsur.title), name=unsur.holder, begins_on=day - HELD_FOR,
                rank=unsur.rank, number=f"99{unsur.no:02d}0101 200001 {unsur.no % 2 + 1} {unsur.no:03d}",
                phone=f"0800-000-{unsur.no:04d}",
                capacity=unsur.capacity, by=chief, at=at, area=team.area,
            )  # fmt: skip
