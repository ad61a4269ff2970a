"""Every test of this room stands in Tanah Bumbu and Kotabaru."""

import pytest

from timpora.agencies.tests.cast import VILLAGE
from timpora.territory.codes import dotted, parent
from timpora.territory.models import Area
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture
def district(db) -> Area:
    """The official areas, and among them the village of the cast, whatever it is called."""
    regency = tanah_bumbu()
    Area.objects.get_or_create(
        code=VILLAGE,
        defaults={
            "dotted": dotted(VILLAGE), "name": "Pagatan Hulu", "kind": Area.Kind.DESA, "level": 10,
            "parent_id": parent(VILLAGE), "high": VILLAGE, "time_zone": regency.time_zone, "decree": regency.decree,
        },
    )  # fmt: skip
    return regency
