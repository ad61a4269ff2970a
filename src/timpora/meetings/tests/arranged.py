"""A team that meets, for the tests of this room."""

from datetime import UTC, datetime
from typing import Any

import pytest

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account
from timpora.meetings import actions
from timpora.meetings.models import Meeting, Paragraph
from timpora.teams.actions import NewSeat
from timpora.teams.models import Seat, Team
from timpora.teams.tests.team import hold, make_team

NOW = datetime(2026, 8, 3, 2, tzinfo=UTC)
FIRST = datetime(2026, 8, 12, 1, tzinfo=UTC)  # 09.00 WITA
SECOND = datetime(2026, 11, 4, 1, tzinfo=UTC)


@pytest.fixture
def team(budi: Account, kanim: Agency, disnaker: Agency) -> Team:
    team = make_team(
        budi,
        kanim,
        NewSeat(kanim, "Kepala Kantor", Seat.Role.KETUA),
        NewSeat(disnaker, "Kepala Dinas"),
        NewSeat(kanim, "Kepala Seksi", Seat.Role.SEKRETARIS),
    )
    hold(team.seats.get(order=1), "Raka Wiratama", budi, capacity="plt", number="198001012005011001")
    hold(team.seats.get(order=2), "Maya Kartika", budi, phone="0812-0000-2222")
    return team


def does(account: Account, act: Any, *args: Any, **kwargs: Any) -> Any:
    """Run an action as this member, in the database too."""
    member = acting(account)
    with acting_in_database(member):
        return act(*args, by=member, at=kwargs.pop("at", NOW), **kwargs)


def called(
    account: Account, team: Team, starts_at: datetime = FIRST, theme: str = "Rapat koordinasi triwulan III"
) -> Meeting:
    return does(account, actions.call_meeting, team, theme=theme, place="Aula Kantor Imigrasi", starts_at=starts_at)


@pytest.fixture
def meeting(ayu: Account, team: Team) -> Meeting:
    return called(ayu, team)


@pytest.fixture
def invited(ayu: Account, meeting: Meeting) -> Meeting:
    does(ayu, actions.invite, meeting)
    meeting.refresh_from_db()
    return meeting


def wrote(account: Account, meeting: Meeting, text: str, **more: Any) -> Paragraph:
    """A paragraph of the notula, by this member."""
    return does(account, actions.write_paragraph, meeting, text=text, key=uuid7(), **more).paragraph
