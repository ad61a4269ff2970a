"""The three legal times of Indonesia: every province lies wholly in one of them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from timpora.territory.codes import COUNTRY

WIB, WIB_KALIMANTAN, WITA, WIT = "Asia/Jakarta", "Asia/Pontianak", "Asia/Makassar", "Asia/Jayapura"
# Keppres 41/1987, with the provinces made since. Nusa Tenggara, Bali and the rest of Kalimantan keep WITA.
WIB_PROVINCES = (*range(11, 20), 21, *range(31, 37))
WITA_PROVINCES = (*range(51, 54), 63, 64, 65, *range(71, 77))
WIT_PROVINCES = (81, 82, *range(91, 97))
ZONES: dict[int, str] = (
    dict.fromkeys(WIB_PROVINCES, WIB)
    | dict.fromkeys((61, 62), WIB_KALIMANTAN)
    | dict.fromkeys(WITA_PROVINCES, WITA)
    | dict.fromkeys(WIT_PROVINCES, WIT)
)


def zone_name(area: int) -> str:
    """The country as a whole counts its days in Jakarta. Raises ValueError for a province that does not exist."""
    if area == COUNTRY:
        return WIB
    zone = ZONES.get(area // 10**8)
    if zone is None:
        raise ValueError(f"no province has the code {area // 10**8:02d} (area {area})")
    return zone


def zone_of(area: int) -> ZoneInfo:
    return ZoneInfo(zone_name(area))


def day_at(area: int, moment: datetime) -> date:
    """The legal day at a place. A moment without an offset is refused: nobody knows which day it was."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs an offset to become a day")
    return moment.astimezone(zone_of(area)).date()
