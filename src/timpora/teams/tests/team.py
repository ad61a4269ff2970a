"""A team as most regencies have it, for the tests of this room and of rooms above."""

from datetime import UTC, date, datetime

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.acting import acting_in_database
from timpora.teams.actions import NewSeat, change_holder, decree_team
from timpora.teams.models import Team

NOW = datetime(2026, 8, 3, 2, tzinfo=UTC)
SINCE = date(2026, 1, 5)


def make_team(
    by, secretariat, *seats: NewSeat, name: str = "Tim PORA Kabupaten Tanah Bumbu", area: int = TANAH_BUMBU, **more
) -> Team:
    member = acting(by)
    words = {
        "level": Team.Level.KABUPATEN_KOTA,
        "number": "SK-12/2026",
        "dated": SINCE,
        "issuer": "Kepala Kantor Imigrasi",
        "valid_from": SINCE,
        "areas": [area],
    } | more
    with acting_in_database(member):
        return decree_team(name=name, area=area, secretariat=secretariat, seats=seats, by=member, at=NOW, **words)


def hold(seat, name: str, by, **more):
    member = acting(by)
    with acting_in_database(member):
        return change_holder(seat.position, name=name, by=member, at=NOW, **({"begins_on": SINCE} | more))
