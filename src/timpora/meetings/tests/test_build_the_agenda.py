"""The agenda builds itself from what is open, by number only; the secretary adds and leaves out."""

from datetime import date

import pytest

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import TANAH_BUMBU, agency
from timpora.meetings import actions
from timpora.meetings.models import AgendaLine, FollowUp
from timpora.meetings.tests.arranged import FIRST, NOW, SECOND, called, does
from timpora.tasks.models import Task


def waits_for(asked: Agency, sender: Agency, number: int, due_on: date) -> Task:
    return Task.objects.create(
        number=number,
        area=TANAH_BUMBU,
        from_agency=sender,
        to_agency=asked,
        topic="tka",
        question="Data RPTKA",
        reason="-",
        due_on=due_on,
        made_by=sender.pk,
        made_at=NOW,
        sent_at=NOW,
        state=Task.State.SENT,
    )


@pytest.fixture
def inspectors(db) -> Agency:
    return agency("pengawas_ketenagakerjaan", "Pengawas Ketenagakerjaan", 6300000000)


def words(meeting) -> list[str]:
    return list(meeting.agenda.filter(left_out_at=None).order_by("order").values_list("words", flat=True))


def test_open_matters_come_as_one_line_an_agency_by_number(ayu, team, kanim, inspectors):
    for number, due_on in ((41, date(2026, 7, 1)), (44, date(2026, 9, 1)), (52, date(2026, 9, 1))):
        waits_for(inspectors, kanim, number, due_on)
    meeting = called(ayu, team)
    assert words(meeting) == ["3 hal menunggu Pengawas Ketenagakerjaan (no. 41, 44, 52), 1 lewat batas waktu"]
    assert meeting.agenda.get().numbers == [41, 44, 52]


def test_the_last_meetings_follow_ups_come_first(ayu, team, kanim, disnaker, inspectors):
    waits_for(inspectors, kanim, 41, date(2026, 9, 1))
    first = called(ayu, team)
    does(
        ayu,
        actions.decide_follow_up,
        first,
        words="Menyusun jadwal operasi gabungan",
        agency=disnaker,
        position="Kepala Bidang",
        due_on=date(2026, 9, 1),
        at=FIRST,
    )
    does(ayu, actions.close_meeting, first, chair="Raka Wiratama", notulis="Ayu", at=FIRST)
    second = called(ayu, team, SECOND)
    number = FollowUp.objects.get().number
    does(ayu, actions.build_agenda, second, at=SECOND)
    assert words(second) == [
        f"No. {number} — Menyusun jadwal operasi gabungan "
        "(Disnaker Tanah Bumbu, Kepala Bidang; batas 1 Sep 2026, lewat batas waktu)",
        "1 hal menunggu Pengawas Ketenagakerjaan (no. 41), 1 lewat batas waktu",
    ]


def test_building_again_changes_nothing_and_follows_what_ended(ayu, meeting, kanim, inspectors):
    task = waits_for(inspectors, kanim, 41, date(2026, 9, 1))
    for _ in range(2):
        does(ayu, actions.build_agenda, meeting)
    assert words(meeting) == ["1 hal menunggu Pengawas Ketenagakerjaan (no. 41)"]
    Task.objects.filter(pk=task.pk).update(state=Task.State.SETTLED)
    does(ayu, actions.build_agenda, meeting)
    assert words(meeting) == []
    Task.objects.filter(pk=task.pk).update(state=Task.State.SENT)
    does(ayu, actions.build_agenda, meeting)
    assert len(words(meeting)) == 1


def test_what_the_secretary_leaves_out_stays_out(client, ayu, meeting, kanim, inspectors):
    waits_for(inspectors, kanim, 41, date(2026, 9, 1))
    client.force_login(ayu)
    client.post(f"/rapat/{meeting.pk}/agenda/perbarui/")
    line = meeting.agenda.get()
    client.post(f"/rapat/{meeting.pk}/agenda/{line.pk}/")
    client.post(f"/rapat/{meeting.pk}/agenda/perbarui/")
    assert words(meeting) == []
    assert "1 pokok dikeluarkan" in client.get(f"/rapat/{meeting.pk}/").content.decode()
    client.post(f"/rapat/{meeting.pk}/agenda/{line.pk}/", {"act": "take_in"})
    assert len(words(meeting)) == 1


def test_the_secretary_adds_a_line_once(client, ayu, meeting):
    client.force_login(ayu)
    for _ in range(2):
        client.post(f"/rapat/{meeting.pk}/agenda/", {"kind": "briefing", "words": "Paparan kebijakan visa"})
    assert words(meeting) == ["Paparan kebijakan visa"]
    answer = client.post(f"/rapat/{meeting.pk}/agenda/", {"kind": "follow_up", "words": "Bukan pilihan"})
    assert answer.status_code == 422
    assert "Bukan pilihan" in answer.content.decode()
    assert AgendaLine.objects.count() == 1
