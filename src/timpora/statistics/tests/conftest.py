"""Every test of this room stands in Tanah Bumbu and Kotabaru; Joko reports for the camat of Kusan Hilir."""

import pytest

from timpora.agencies.tests.cast import KUSAN_HILIR, TANAH_BUMBU, agency, member
from timpora.foundation.models import Account
from timpora.intake.tests.conftest import district

__all__ = ["district"]


@pytest.fixture
def joko(district) -> Account:
    office = agency("kecamatan", "Kec. Kusan Hilir", KUSAN_HILIR)
    return member("joko", "Joko Susanto", "operator_camat", office, KUSAN_HILIR)


@pytest.fixture
def hendra(district) -> Account:
    return member("hendra", "Hendra Wiguna", "kesbangpol", agency("kesbangpol", "Kesbangpol Tanah Bumbu"), TANAH_BUMBU)


@pytest.fixture
def nadia(district) -> Account:
    office = agency("kanwil", "Kanwil Ditjen Imigrasi", 6300000000, is_vertical=True)
    return member("nadia", "Nadia Rahmawati", "kanwil", office, 6300000000)
