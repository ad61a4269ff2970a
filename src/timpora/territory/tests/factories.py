"""Areas for tests, from the official list through the real loader, in a fraction of a second."""

from timpora.territory.load import load_territory
from timpora.territory.models import Area

TANAH_BUMBU, KOTABARU = 63_10_00_0000, 63_02_00_0000


def tanah_bumbu() -> Area:
    """Kalimantan Selatan, Tanah Bumbu and Kotabaru with all their kecamatan and villages, and their office."""
    load_territory(within=("63.10", "63.02"))
    return Area.objects.get(pk=TANAH_BUMBU)
