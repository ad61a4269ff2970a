"""The day of a place is the day on its own clock."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.territory.official import shipped
from timpora.territory.zones import ZONES, day_at, zone_name, zone_of

JAKARTA, PONTIANAK, PALANGKARAYA, BANJARMASIN, JAYAPURA = 31, 61, 62, 63, 91
PROVINCE = 10**8


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        # 15:59 UTC is the last minute of the day in WITA, still 22:59 in WIB and already 00:59 in WIT.
        (datetime(2026, 8, 12, 15, 59, tzinfo=UTC), {JAKARTA: 12, PONTIANAK: 12, BANJARMASIN: 12, JAYAPURA: 13}),
        (datetime(2026, 8, 12, 16, 0, tzinfo=UTC), {JAKARTA: 12, PALANGKARAYA: 12, BANJARMASIN: 13, JAYAPURA: 13}),
        (datetime(2026, 8, 12, 17, 0, tzinfo=UTC), {JAKARTA: 13, PONTIANAK: 13, BANJARMASIN: 13, JAYAPURA: 13}),
        (datetime(2026, 8, 12, 15, 0, tzinfo=UTC), {JAKARTA: 12, BANJARMASIN: 12, JAYAPURA: 13}),
    ],
)
def test_the_day_begins_at_midnight_of_the_place(moment, expected):
    for province, day in expected.items():
        assert day_at(province * PROVINCE, moment) == date(2026, 8, day)


def test_a_village_keeps_the_time_of_its_province():
    village = 6310052001
    assert zone_of(village).key == "Asia/Makassar"
    assert day_at(village, datetime(2026, 3, 31, 16, 30, tzinfo=UTC)) == date(2026, 4, 1)


@given(st.datetimes(timezones=st.just(UTC)), st.integers(min_value=-12, max_value=14))
def test_the_offset_in_which_a_moment_is_told_does_not_matter(moment, hours):
    if not 2 < moment.year < 9998:
        return
    told_elsewhere = moment.astimezone(timezone(timedelta(hours=hours)))
    assert day_at(6310000000, moment) == day_at(6310000000, told_elsewhere)


def test_a_moment_without_an_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        day_at(6310000000, datetime(2026, 8, 12, 12, 0))


def test_an_unknown_province_is_refused():
    with pytest.raises(ValueError, match="no province has the code 99"):
        zone_name(99 * PROVINCE)


def test_every_province_has_one_zone():
    provinces = {int(code) for code in shipped() if "." not in code}
    assert provinces == set(ZONES)
