"""What leaves the house or is read aloud names nobody: lines of the agenda, the line for a chat group, what waits."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.leaks.doors import door
from timpora.agencies.tests.cast import acting
from timpora.compliance.tests.factories import check_of, judge, permit, sighting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.waiting import waiting_for
from timpora.meetings import actions as meetings
from timpora.meetings.chat import line
from timpora.meetings.models import Meeting
from timpora.registers.tests.factories import person
from timpora.tasks import actions as tasks
from timpora.teams.actions import NewSeat
from timpora.teams.tests.team import make_team

pytestmark = pytest.mark.django_db
# Letters that no word of ours strings together, so that a hit is a name and not a coincidence.
words = st.text(alphabet="QXZVWJ", min_size=5, max_size=8)
names = st.lists(words, min_size=2, max_size=3).map(" ".join)
numbers = st.from_regex(r"[XZ][QW][0-9]{7}", fullmatch=True)


@pytest.fixture
def meeting(ayu, budi, kanim, disnaker) -> Meeting:
    team = make_team(budi, kanim, NewSeat(kanim, "Kepala Kantor"), NewSeat(disnaker, "Kepala Dinas"))
    by, now = acting(ayu), timezone.now()
    with acting_in_database(by):
        return meetings.call_meeting(
            team, theme="Rakor triwulan", place="Aula", starts_at=now + timedelta(days=9), by=by, at=now
        )


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=names, number=numbers)
def test_no_line_that_travels_names_anybody(ayu, budi, citra, dewa, disnaker, meeting, name: str, number: str):
    with transaction.atomic():
        agenda_and_lines_name_nobody(ayu, (ayu, budi, citra, dewa), disnaker, meeting, name, number)
        transaction.set_rollback(True)


def agenda_and_lines_name_nobody(ayu, members, disnaker, meeting: Meeting, name: str, number: str) -> None:
    by, now = acting(ayu), timezone.now()
    row = person(permit(name=name, passport=number), sighting())
    judge()
    check = check_of(row)
    with acting_in_database(by):
        task = tasks.draft(
            to_agency=disnaker, topic="tka", question="Apakah masih bekerja?", reason="Pemeriksaan.", check=check,
            due_on=date(2026, 8, 1), area=check.area, fields=("name", "passport"), by=by, at=now,
        )  # fmt: skip
        tasks.send(task, by=by, at=now)
        agenda = meetings.build_agenda(meeting, by=by, at=now)
    said = [row.words for row in agenda] + [line(meeting, "https://timpora.example/rapat/")]
    assert any(str(task.number) in text for text in said), "the line is there, by its number"
    for member in members:
        waiting = waiting_for(acting(member), now)
        said += [one.what for one in waiting]
        if not acting(member).may("person.read"):
            said += [one.who for one in waiting]
    told = [*name.split(), number]
    assert not [text for text in said for part in told if part.lower() in text.lower()]


def page_of(meeting: Meeting, tail: str = "") -> str:
    return f"/rapat/{meeting.pk}/{tail}"


NAME = "ZWARTJES QUIRIJN"
FIELDS = {
    "agenda": ("agenda/", {"kind": "subject", "words": "Membahas {}"}),
    "minutes": ("notula/", {"version": "{version}", "notulis": "Ayu Lestari", "minutes": "Hadir: {} dibahas."}),
    "follow_up": ("tindak-lanjut/", {"words": "Periksa {} segera", "position": "Kepala", "due_on": "2030-01-01"}),
    "follow_up_owner": ("tindak-lanjut/", {"words": "Periksa lagi", "position": "Penjamin {}", "due_on": "2030-01-01"}),
    "guest": ("undang/lain/", {"addressee": "Penjamin {}"}),
    "notulis": ("notula/", {"version": "{version}", "notulis": "{}", "minutes": "Pembahasan."}),
}


@pytest.mark.parametrize("field", FIELDS)
def test_a_meeting_takes_no_name_of_the_register_in_any_field(ayu, kanim, meeting, field: str):
    person(permit(name=NAME, passport="ZW1234567"))
    tail, form = FIELDS[field]
    for told in (NAME, "Quirijn Zwartjes", "paspor ZW1234567"):
        filled = {"{version}": str(meeting.version), "{}": told}
        sent = {key: filled.get(value, value.replace("{}", told)) for key, value in form.items()}
        answer = door(ayu).post(page_of(meeting, tail), sent | {"agency": str(kanim.pk)})
        assert answer.status_code == 422, told
        assert told not in door(ayu).get(page_of(meeting)).text


def test_a_visitors_line_is_no_licence_to_name_a_person(ayu, meeting):
    """Officials may be named; somebody on file does not become one by being written down as a visitor."""
    person(permit(name=NAME))
    client = door(ayu)
    visitor = {"name": NAME, "agency_name": "PT Rekaan", "capacity": "definitif"}
    client.post(page_of(meeting, "hadir/tamu/"), visitor)
    assert meeting.attendances.exists(), "a visitor of any name may come"
    words = {"kind": "subject", "words": f"Membahas {NAME}"}
    assert client.post(page_of(meeting, "agenda/"), words).status_code == 422


def test_who_may_not_see_a_person_learns_nothing_from_the_refusal(citra, jaka, meeting):
    """Naming somebody of the register is noticed only for those who could have copied it from there."""
    person(permit(name=NAME))
    for account in (citra, jaka):
        answer = door(account).post(page_of(meeting, "agenda/"), {"kind": "subject", "words": f"Membahas {NAME}"})
        assert answer.status_code in (403, 404)
