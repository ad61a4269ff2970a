"""Which duty fits which kind of agency and which level of area, and which duties a member may give on."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from timpora.agencies.duties import DUTIES, Duty
from timpora.core.access import Scope
from timpora.foundation.acting import Acting
from timpora.territory.codes import digits, span

EDIT = "member.edit"
KEYS = {EDIT, "protection.lift"}
SIGN_IN = re.compile(r"^[a-z0-9][a-z0-9._-]{2,79}\Z")
COUNTRY, PROVINCE, REGENCY, DISTRICT, VILLAGE = 0, 2, 4, 6, 10
LEVEL_NAMES = {
    COUNTRY: _("pusat"),
    PROVINCE: _("provinsi"),
    REGENCY: _("kabupaten/kota"),
    DISTRICT: _("kecamatan"),
    VILLAGE: _("desa/kelurahan"),
}
VILLAGES = ("desa", "kelurahan")
ABOVE_OFFICES = ("kanwil", "ditjenim")


@dataclass(frozen=True, slots=True)
class Fit:
    """No kinds: any kind of agency that has no duty of its own."""

    levels: tuple[int, ...]
    kinds: tuple[str, ...] = ()


FITS = {
    "pelaksana": Fit((REGENCY, DISTRICT), ("kanim",)),
    "kasi": Fit((REGENCY, DISTRICT), ("kanim",)),
    "kakanim": Fit((REGENCY, DISTRICT), ("kanim",)),
    "layanan": Fit((REGENCY, DISTRICT), ("kanim",)),
    "kesbangpol": Fit((REGENCY, PROVINCE), ("kesbangpol",)),
    "instansi": Fit((REGENCY, DISTRICT, VILLAGE, PROVINCE)),
    "operator_camat": Fit((DISTRICT,), ("kecamatan",)),
    "kasi_trantib": Fit((DISTRICT,), ("kecamatan",)),
    "kades": Fit((VILLAGE,), VILLAGES),
    # One officer often serves several villages, or a whole kecamatan.
    "bhabinkamtibmas": Fit((VILLAGE, DISTRICT), ("polsek", "polres")),
    "babinsa": Fit((VILLAGE, DISTRICT), ("koramil", "kodim")),
    "pimpasa": Fit((VILLAGE, DISTRICT), ("kanim",)),
    "kanwil": Fit((PROVINCE, COUNTRY), ABOVE_OFFICES),
    "inspektur": Fit((PROVINCE,), ABOVE_OFFICES),
}
# Police and army have their officers in the villages, and an ordinary seat in the team as well.
ALSO_ORDINARY = {"polsek", "polres", "koramil", "kodim"}
KINDS_WITH_OWN_DUTY = {kind for fit in FITS.values() for kind in fit.kinds} - ALSO_ORDINARY
# Where an agency of a kind stands; kinds that are not named here stand in a regency or in one of its districts.
STANDS_IN = dict.fromkeys(VILLAGES, (VILLAGE,)) | dict.fromkeys(ABOVE_OFFICES, (PROVINCE,)) | {"kecamatan": (DISTRICT,)}
STANDS_IN |= dict.fromkeys(("polsek", "koramil"), (DISTRICT,))
ELSEWHERE = (REGENCY, DISTRICT, PROVINCE)


def levels_of_kind(kind: str) -> tuple[int, ...]:
    return STANDS_IN.get(kind, ELSEWHERE)


def suits_kind(duty: str, kind: str) -> bool:
    fit = FITS[duty]
    return kind in fit.kinds if fit.kinds else kind not in KINDS_WITH_OWN_DUTY


def ranges(acting: Acting) -> list[tuple[int, int]]:
    """Where the member keeps memberships: whole areas, each with its subtree."""
    return sorted({(s.low, s.high) for s in acting.scopes if is_whole(s) and s.low is not None and s.high is not None})


def is_whole(scope: Scope) -> bool:
    return EDIT in scope.verbs and not scope.records and scope.agency is None and scope.account is None


def is_within(area: int, reach: list[tuple[int, int]]) -> bool:
    first, last = span(area)
    return any(low <= first and last <= high for low, high in reach)


def widest(reach: list[tuple[int, int]]) -> int:
    """The level of the largest area in reach; deeper than a village if there is none."""
    return min((digits(low) for low, _high in reach), default=VILLAGE + 1)


def holds_all_of(acting: Acting, duty: Duty) -> bool:
    """Nobody passes on what he does not hold himself."""
    return duty.verbs <= acting.verbs


def duties_to_give(acting: Acting) -> list[Duty]:
    """Duties that hold keys or make members come from the command line alone: nobody makes a second keyholder up."""
    level = widest(ranges(acting))
    ordinary = [duty for duty in DUTIES.values() if not duty.verbs & KEYS]
    return [d for d in ordinary if holds_all_of(acting, d) and max(FITS[d.code].levels) >= level]
