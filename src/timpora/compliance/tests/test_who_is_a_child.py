"""Eighteen years, counted late wherever the birth is not told whole."""

from datetime import date

import pytest

from timpora.compliance.children import birthday, is_child
from timpora.foundation.ids import uuid7


@pytest.mark.parametrize(
    ("told", "on"),
    [
        ((2010, 5, 3), date(2028, 5, 3)),
        ((2008, 2, 29), date(2026, 3, 1)),
        ((2010, 5, None), date(2028, 5, 31)),
        ((2010, None, None), date(2028, 12, 31)),
        ((None, None, None), None),
    ],
)
def test_the_day_somebody_grows_up(told, on):
    assert birthday(*told) == on


def test_only_who_accompanies_is_treated_as_a_child():
    one, other = uuid7(), uuid7()
    assert is_child(one, {one: None}, date(2026, 8, 12))
    assert is_child(one, {one: date(2026, 8, 13)}, date(2026, 8, 12))
    assert not is_child(one, {one: date(2026, 8, 12)}, date(2026, 8, 12))
    assert not is_child(other, {one: None}, date(2026, 8, 12))
