"""What a shield hides is hidden in the request that sets it, before any step of the machine has run."""

import pytest
from django.utils import timezone

from tests.leaks.district import SECRET, District, told
from tests.leaks.doors import door
from tests.leaks.test_a_protected_person_is_not_there import shield, shielded
from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account
from timpora.foundation.waiting import waiting_for
from timpora.intake.models import BatchRow, Report
from timpora.intake.protecting import protect_report
from timpora.meetings.actions import build_agenda, close_meeting
from timpora.tasks import actions as tasks
from timpora.tasks.models import Task

pytestmark = pytest.mark.django_db
WORDS = "Zebulon bekerja di bengkel; mohon didampingi."


def given_back(account: Account, district: District) -> str:
    return door(account).get(f"/berkas/{district.batch.pk}/kembali.csv").content.decode("utf-8-sig")


def test_the_file_goes_back_to_its_sender_without_the_rows_that_name_them(district):
    ayu = district.members["ayu"]
    before = given_back(ayu, district)
    assert len(SECRET.findall(before)) > 1
    assert set(BatchRow.objects.values_list("state", flat=True)) == {"accepted", "rejected"}
    shield(district)
    after = given_back(ayu, district)
    assert not SECRET.search(after)
    assert "TANAKA HIROSHI" in after
    assert "JANSEN ANNA" in after
    assert SECRET.search(given_back(district.members["budi"], district))  # a keyholder


def agenda(district: District) -> str:
    """As somebody of the team reads it who sees neither requests nor findings."""
    page = door(district.members["kirana"]).get(f"/rapat/{district.meeting.pk}/").text
    return page[page.index('id="agenda"') :]


def test_a_saved_agenda_drops_their_numbers_and_keeps_the_others(district):
    ayu = acting(district.members["ayu"])
    with acting_in_database(ayu):
        other = tasks.draft(
            to_agency=district.helper, topic="adminduk", question="Berapa desa yang sudah mendata?", reason="Rakor.",
            due_on=timezone.now().date(), area=district.check.area, by=ayu, at=timezone.now(),
        )  # fmt: skip
        tasks.send(other, by=ayu, at=timezone.now())
    with acting_in_database(acting(district.members["budi"])):
        build_agenda(district.meeting, by=acting(district.members["budi"]), at=timezone.now())
    mine, found = district.task.number, district.finding.number
    both = f"2 hal menunggu Disdukcapil Tanah Bumbu (no. {mine}, {other.number})"
    assert both in agenda(district)
    assert f"1 temuan menunggu tindak lanjut (no. {found})" in agenda(district)
    shield(district)
    assert f"1 hal menunggu Disdukcapil Tanah Bumbu (no. {other.number})" in agenda(district)
    assert "temuan menunggu" not in agenda(district)
    numbers = [line.numbers for line in district.meeting.agenda.filter(kind="open_matters")]
    assert sorted(numbers) == [[], [other.number]]


def test_what_a_closed_meeting_decided_stands(district):
    budi = acting(district.members["budi"])
    with acting_in_database(budi):
        close_meeting(district.meeting, chair="Hadi Nugroho", notulis="Ayu", by=budi, at=timezone.now())
    before = list(district.meeting.agenda.order_by("pk").values_list("words", flat=True))
    shield(district)
    assert list(district.meeting.agenda.order_by("pk").values_list("words", flat=True)) == before


@pytest.fixture
def unsent(district) -> Task:
    """Ayu writes down what a report told, for the body that helps; it is not sent yet."""
    report = told(district.members["eka"], area=6310022003, words=WORDS)
    ayu = acting(district.members["ayu"])
    with acting_in_database(ayu):
        return tasks.draft(
            kind="referral", to_agency=district.helper, topic="tppo", question=WORDS, reason="",
            due_on=timezone.now().date(), area=report.area, report=report, by=ayu, at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("how", ["person", "report"])
def test_an_unsent_draft_about_their_report_is_read_by_its_writer_alone(district, unsent, how):
    ayu, hadi, budi = (district.members[name] for name in ("ayu", "hadi", "budi"))
    edit, doors = f"/tugas/{unsent.pk}/konsep/", ("/tugas/?tab=konsep", f"/tugas/{unsent.pk}/")
    assert all(WORDS[:20] in door(hadi).get(page).text for page in doors)
    if how == "person":
        Report.objects.filter(pk=unsent.report_id).update(mention_id=district.person.mentions.first().pk)
        shielded(district)
    else:
        report = Report.objects.get(pk=unsent.report_id)
        with acting_in_database(acting(district.members["eka"])):
            said = {"kind": "trafficking", "note": "", "said_by": "self"}
            protect_report(report, by=acting(district.members["eka"]), at=timezone.now(), **said)
    assert Report.objects.get(pk=unsent.report_id).is_protected
    for page in (*doors, edit, f"/tugas/{unsent.pk}/siapa/", "/cari/?q=Zebulon+bengkel", "/"):
        assert WORDS[:20] not in door(hadi).get(page).text, page
    assert not [line for line in waiting_for(acting(hadi), timezone.now()) if str(unsent.pk) in line.url]
    assert WORDS in door(ayu).get(edit).text
    assert WORDS[:20] in door(budi).get(doors[0]).text  # a keyholder
