"""Every test of this room stands in Tanah Bumbu, where one stay waits for a human answer."""

import pytest

from timpora.compliance.models import Check
from timpora.compliance.tests.factories import check_of, seen_after_the_end
from timpora.territory.tests.factories import tanah_bumbu


@pytest.fixture(autouse=True)
def district(db) -> None:
    tanah_bumbu()


@pytest.fixture
def check(kanim) -> Check:
    """A certain question about one person: seen after the permit ended."""
    return check_of(seen_after_the_end(kanim))
