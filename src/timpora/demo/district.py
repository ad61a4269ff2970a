"""Where the invented people live and work: real codes of areas, invented firms and lodgings."""

from collections.abc import Mapping
from dataclasses import dataclass

from timpora.territory import official
from timpora.territory.codes import digits

REGENCIES = ("63.10", "63.02")
TANAH_BUMBU, KOTABARU, SOUTH_KALIMANTAN = 63_10_00_0000, 63_02_00_0000, 63_00_00_0000
BATU_LICIN, KUSAN_HILIR, SATUI, SIMPANG_EMPAT, MANTEWE = (63_10_00_0000 + n * 10_000 for n in (1, 2, 4, 6, 8))
PULAU_LAUT_BARAT, SEBUKU, PULAU_LAUT_UTARA = (63_02_00_0000 + n * 10_000 for n in (2, 5, 6))
KELUMPANG_SELATAN, KELUMPANG_HULU, PAMUKAN_UTARA = (63_02_00_0000 + n * 10_000 for n in (7, 8, 13))
PULAU_LAUT_TENGAH, KELUMPANG_HILIR, SIGAM = (63_02_00_0000 + n * 10_000 for n in (16, 17, 22))

# Those who do not live at the three firms, in turn: where more stand, more live. In every other kecamatan lives nobody.
ELSEWHERE = (
    PULAU_LAUT_UTARA, SIMPANG_EMPAT, SIGAM, SEBUKU, BATU_LICIN, PULAU_LAUT_UTARA, KELUMPANG_HULU, SATUI, SIGAM,
    PULAU_LAUT_BARAT, PULAU_LAUT_UTARA, KUSAN_HILIR, SEBUKU, KELUMPANG_SELATAN, PAMUKAN_UTARA,
)  # fmt: skip
PORTS = (SATUI, PULAU_LAUT_UTARA, PULAU_LAUT_BARAT, PULAU_LAUT_UTARA)
TOWNS = (BATU_LICIN, PULAU_LAUT_UTARA, SIMPANG_EMPAT, PULAU_LAUT_UTARA)


@dataclass(frozen=True, slots=True)
class Firm:
    name: str
    district: int
    rptka_no: str


FIRMS = (
    Firm("PT Rekaan Bara Mantewe", MANTEWE, "X-B.3/004417/PK/2026"),
    Firm("PT Contoh Semen Pulau Tengah", PULAU_LAUT_TENGAH, "X-B.3/005260/PK/2026"),
    Firm("PT Andaian Mineral Hilir", KELUMPANG_HILIR, "X-B.3/005973/PK/2026"),
)
SMALL_FIRMS = ("CV Umpama Niaga Laut", "PT Misal Samudra Abadi", "PT Rekaan Kayu Lestari", "CV Contoh Teknik Dermaga")
LODGINGS = {
    SIMPANG_EMPAT: "Hotel Umpama Batulicin",
    PULAU_LAUT_UTARA: "Penginapan Misal Siring",
}


def villages() -> Mapping[int, list[tuple[int, str]]]:
    """District -> its villages as (code, name), from the official list."""
    found: dict[int, list[tuple[int, str]]] = {}
    for row in official.rows(REGENCIES):
        if digits(row.code) == 10 and row.parent is not None:
            found.setdefault(row.parent, []).append((row.code, row.name))
    return {district: sorted(below) for district, below in found.items()}


def names() -> Mapping[int, str]:
    """Every area of the two regencies by its name."""
    return {row.code: row.name for row in official.rows(REGENCIES)}
