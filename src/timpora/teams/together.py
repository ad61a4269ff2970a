"""One decree makes the teams of many kecamatan: what will be made, and making it in one act."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from timpora.agencies.actions import register_agency
from timpora.agencies.models import Agency
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.teams.actions import HeldAlready, NewSeat, add_seat, change_holder, decree_team
from timpora.teams.models import Seat, Team
from timpora.teams.officers import Officer, Problem, folded
from timpora.territory.models import Area

SECRETARIAT = "secretariat"
# The usual seats of a kecamatan's team. The camat runs its days; the chair is the immigration office's by law.
USUAL: dict[str, tuple[str, str, str]] = {
    "ketua": (SECRETARIAT, "Kepala Kantor Imigrasi", Seat.Role.KETUA),
    "koordinator": ("kecamatan", "Camat", Seat.Role.KOORDINATOR),
    "sekretaris": (SECRETARIAT, "Kepala Seksi Inteldakim", Seat.Role.SEKRETARIS),
    "danramil": ("koramil", "Danramil", Seat.Role.ANGGOTA),
    "kapolsek": ("polsek", "Kapolsek", Seat.Role.ANGGOTA),
    "trantib": ("kecamatan", "Kasi Trantib", Seat.Role.ANGGOTA),
}
NAMES = {
    "kecamatan": ("{kind} {name}", "Kec. {name}"),
    "polsek": ("Kepolisian Sektor {name}", "Polsek {name}"),
    "koramil": ("Komando Rayon Militer {name}", "Koramil {name}"),
}


@dataclass(frozen=True, slots=True)
class Planned:
    """The team of one kecamatan as it will be."""

    district: Area
    name: str
    team: Team | None  # there is one already: the decree becomes its newer one
    officers: list[Officer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Paper:
    """The decree itself."""

    number: str
    dated: date
    issuer: str
    valid_from: date
    valid_until: date | None
    secretariat: Agency


class HoldersDiffer(ValueError):
    """Some officers cannot begin on the decree's day; nothing was made."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("holders differ")
        self.problems = problems


def existing_teams(districts: Collection[int], by: Acting) -> dict[int, Team]:
    teams = Team.objects.visible_to(by).filter(area__in=districts, level=Team.Level.KECAMATAN, kind=Team.Kind.WILAYAH)
    return {team.area: team for team in teams.order_by("-id")}


def plan(districts: Sequence[Area], officers: Sequence[Officer], by: Acting) -> list[Planned]:
    there = existing_teams([district.code for district in districts], by)
    planned = []
    for district in districts:
        team = there.get(district.code)
        name = team.name if team else f"Tim PORA {district}"
        planned.append(Planned(district, name, team, [row for row in officers if row.area == district.code]))
    return planned


@transaction.atomic
def make_together(
    planned: Sequence[Planned], paper: Paper, usual: Sequence[str], *, by: Acting, at: datetime
) -> list[Team]:
    """All teams or none. Sent again it changes nothing."""
    problems: list[Problem] = []
    teams = [make_one(row, paper, usual, problems, by, at) for row in planned]
    if problems:
        raise HoldersDiffer(problems)
    return teams


def make_one(
    row: Planned, paper: Paper, usual: Sequence[str], problems: list[Problem], by: Acting, at: datetime
) -> Team:
    seats = [
        NewSeat(agency_for(kind, row.district, paper, by), title, role)
        for kind, title, role in (USUAL[key] for key in usual)
    ]
    team = decree_team(
        name=row.name, level=Team.Level.KECAMATAN, area=row.district.code, secretariat=paper.secretariat,
        number=paper.number, dated=paper.dated, issuer=paper.issuer, valid_from=paper.valid_from,
        valid_until=paper.valid_until, areas=[row.district.code], seats=seats, by=by, at=at,
    )  # fmt: skip
    for officer in row.officers:
        problem = seat_officer(team, officer, row.district, paper, by, at)
        if problem:
            problems.append(problem)
    return team


def seat_officer(
    team: Team, officer: Officer, district: Area, paper: Paper, by: Acting, at: datetime
) -> Problem | None:
    seat = add_seat(
        team, agency=agency_for(officer.kind, district, paper, by), title=seat_title(officer.title),
        begins_on=paper.valid_from, by=by, at=at,
    )  # fmt: skip
    held = seat.position.holdings.filter(ends_on=None, name=officer.name, capacity=officer.capacity)
    if held.exists():
        return None
    try:
        change_holder(
            seat.position, name=officer.name, number=officer.number, phone=officer.phone, capacity=officer.capacity,
            begins_on=paper.valid_from, by=by, at=at, area=team.area,
        )  # fmt: skip
    except HeldAlready as held_already:
        words = _(
            "Jabatan “%(title)s” sudah dipegang orang lain sejak %(day)s. Catat pergantiannya pada halaman timnya."
        )
        told = words % {"title": officer.title, "day": tanggal_pendek(held_already.since)}
        return Problem(officer.line, f"{officer.name}; {officer.title}", told)
    return None


def seat_title(title: str) -> str:
    """Such as: "Camat Kusan Hilir" sits on the usual seat "Camat"."""
    usual = [known for _kind, known, _role in USUAL.values()]
    return next((known for known in usual if folded(title).startswith(folded(known))), title)


def agency_for(kind: str, district: Area, paper: Paper, by: Acting) -> Agency:
    if kind == SECRETARIAT:
        return paper.secretariat
    known = Agency.objects.filter(kind=kind, area=district.code, valid_until=None).order_by("id").first()
    if known is not None:
        return known
    name, short = (words.format(kind=district.get_kind_display(), name=district.name) for words in NAMES[kind])
    return register_agency(kind=kind, name=name, short_name=short, area=district.code, by=by)
