"""What else builds an agenda: questions, what expires, figures with small ones hidden; and the order people give."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from timpora.agencies.tests.cast import KUSAN_HILIR, SIMPANG_EMPAT, acting
from timpora.agreements.tests.pks import in_force
from timpora.exchange import questions
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Handling
from timpora.intake.tests.conftest import district
from timpora.meetings import actions, agenda
from timpora.meetings.models import AgendaLine, FollowUp, Material, Meeting
from timpora.meetings.tests.arranged import called, does
from timpora.meetings.tests.test_build_the_agenda import waits_for, words
from timpora.statistics.tests.factories import drawn, people
from timpora.teams.models import Decree

__all__ = ["district"]
PDF = b"%PDF-1.7 bahan"


@pytest.fixture
def coming(ayu, team) -> Meeting:
    return called(ayu, team, timezone.now().replace(microsecond=0) + timedelta(days=20), "Rakor")


def built(account, meeting) -> list[str]:
    does(account, actions.build_agenda, meeting, at=timezone.now())
    return words(meeting)


def test_questions_without_an_answer_come_by_agency_and_number(ayu, coming, disnaker):
    member = acting(ayu)
    with acting_in_database(member):
        told = {"agencies": [disnaker], "topic": "data", "words": "Berapa?", "working_days": 5}
        first, second = (questions.ask(key=uuid4(), **told, by=member, at=timezone.now())[0] for _ in range(2))
    assert built(ayu, coming) == [
        f"2 pertanyaan belum dijawab Disnaker Tanah Bumbu (no. {first.number}, {second.number})"
    ]
    with acting_in_database(member):
        questions.withdraw(first, "Sudah jelas", by=member, at=timezone.now())
    assert built(ayu, coming) == [f"1 pertanyaan belum dijawab Disnaker Tanah Bumbu (no. {second.number})"]


def test_agreements_and_decrees_that_end_soon_are_named(ayu, budi, coming, kanim, disnaker):
    ends = timezone.now().date() + timedelta(days=30)
    in_force(budi, (disnaker, kanim, "permit_lists"), title="Daftar izin", valid_until=ends)
    Decree.objects.update(valid_until=ends)
    found = built(ayu, coming)
    assert [line[:36] for line in found] == [
        "Perjanjian Kerja Sama (PKS) “Daftar ",
        "SK tim segera berakhir: Tim PORA Kab",
    ]
    Decree.objects.update(valid_until=timezone.now().date() - timedelta(days=1))
    assert any(line.startswith("Tim tanpa SK yang berlaku: Tim PORA") for line in built(ayu, coming))


def test_presence_by_kecamatan_hides_small_numbers(client, ayu, citra, district, coming):
    people(3, KUSAN_HILIR, "ITAS")
    people(12, SIMPANG_EMPAT, "ITAS")
    drawn()
    built(ayu, coming)
    line = coming.agenda.get(source="figures:presence")
    figures = dict(line.details)
    assert figures["Kec. Kusan Hilir"] == "kurang dari 10"
    assert "3" not in figures.values()
    client.force_login(citra)
    assert "kurang dari 10" in client.get(f"/rapat/{coming.pk}/").content.decode()


def test_a_room_above_adds_what_it_knows(monkeypatch, ayu, coming):
    monkeypatch.setattr(agenda, "SOURCES", [*agenda.SOURCES])
    agenda.register(
        lambda meeting, day, acting: [
            AgendaLine(meeting=meeting, area=meeting.area, kind="figures", source="figures:ships", words="2 kapal")
        ]
    )
    assert built(ayu, coming) == ["2 kapal"]


def open_follow_ups(meeting, agency, n: int) -> None:
    FollowUp.objects.bulk_create(
        FollowUp(
            number=20_000 + at, meeting=meeting, area=meeting.area, words=f"Tindak lanjut {at}", agency=agency,
            position="Kepala", due_on=date(2027, 1, 1),
        )
        for at in range(n)
    )  # fmt: skip


def test_many_follow_ups_stay_readable_and_cost_no_more_questions(
    client, ayu, team, coming, disnaker, django_assert_max_num_queries
):
    later = called(ayu, team, coming.starts_at + timedelta(days=90), "Rakor berikutnya")
    open_follow_ups(coming, disnaker, 2000)
    with django_assert_max_num_queries(60):
        found = built(ayu, later)
    assert len(found) == agenda.ONE_BY_ONE + 1
    assert found[-1].startswith("1970 tindak lanjut lain menunggu Disnaker Tanah Bumbu (no. 20030, ")
    client.force_login(ayu)
    page = client.get(f"/rapat/{later.pk}/").content.decode()
    assert page.count("<tr id=") == 50
    assert "1.000+" in page


def test_the_secretary_orders_and_building_again_keeps_it(client, ayu, meeting, kanim, disnaker):
    client.force_login(ayu)
    for line in ("Pertama", "Kedua", "Ketiga"):
        client.post(f"/rapat/{meeting.pk}/agenda/", {"kind": "subject", "words": line})
    last = meeting.agenda.get(words="Ketiga")
    url = f"/rapat/{meeting.pk}/agenda/{last.pk}/"
    client.post(url, {"act": "up"})
    assert words(meeting) == ["Pertama", "Ketiga", "Kedua"]
    client.post(url, {"act": "up"})
    client.post(url, {"act": "up"})
    assert words(meeting) == ["Ketiga", "Pertama", "Kedua"]
    waits_for(disnaker, kanim, 41, date(2026, 9, 1))
    client.post(f"/rapat/{meeting.pk}/agenda/perbarui/")
    assert words(meeting)[0] == "Ketiga"
    assert sorted(words(meeting))[0].startswith("1 hal menunggu")
    client.post(url, {"act": "down"})
    client.post(f"/rapat/{meeting.pk}/agenda/perbarui/")
    assert words(meeting).index("Ketiga") == 1


def paper(name: str = "selebaran.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


def test_a_leaflet_goes_with_its_line(client, ayu, citra, meeting):
    client.force_login(ayu)
    told = {"kind": "service", "words": "Sosialisasi APOA", "leaflet": paper()}
    client.post(f"/rapat/{meeting.pk}/agenda/", told)
    material = Material.objects.get()
    assert material.line.words == "Sosialisasi APOA"
    client.force_login(citra)
    assert f"/bahan/{material.pk}/" in client.get(f"/rapat/{meeting.pk}/").content.decode()
    answer = client.get(f"/rapat/{meeting.pk}/bahan/{material.pk}/")
    assert (answer.status_code, answer.content) == (200, PDF)


def test_material_goes_to_those_who_may(client, ayu, budi, citra, jaka, meeting):
    client.force_login(budi)
    for title, handling in (("Paparan umum", Handling.BIASA), ("Peta kerawanan", Handling.RAHASIA)):
        client.post(f"/rapat/{meeting.pk}/bahan/", {"title": title, "handling": handling, "file": paper()})
    secret = Material.objects.get(title="Peta kerawanan")
    shown = {}
    for account in (budi, ayu, citra):
        client.force_login(account)
        page = client.get(f"/rapat/{meeting.pk}/").content.decode()
        shown[account.sign_in] = ("Paparan umum" in page, "Peta kerawanan" in page)
        assert client.get(f"/rapat/{meeting.pk}/bahan/{secret.pk}/").status_code == (200 if account == budi else 404)
    assert shown == {"budi": (True, True), "ayu": (True, False), "citra": (True, False)}
    client.force_login(jaka)
    assert client.get(f"/rapat/{meeting.pk}/bahan/{secret.pk}/").status_code == 404
    client.force_login(budi)
    for _ in range(2):
        client.post(f"/rapat/{meeting.pk}/bahan/{secret.pk}/tarik/")
    assert client.get(f"/rapat/{meeting.pk}/bahan/{secret.pk}/").status_code == 404


def test_material_of_an_unknown_kind_loses_nothing_typed(client, ayu, meeting):
    client.force_login(ayu)
    odd = SimpleUploadedFile("virus.exe", b"MZ")
    answer = client.post(f"/rapat/{meeting.pk}/bahan/", {"title": "Paparan", "handling": 0, "file": odd})
    assert answer.status_code == 422
    assert "virus.exe" in answer.content.decode()
    assert 'value="Paparan"' in answer.content.decode()


def test_the_order_of_the_ceremony_begins_with_practice_and_is_written_anew(client, ayu, citra, meeting):
    client.force_login(ayu)
    assert "Menyanyikan lagu Indonesia Raya" in client.get(f"/rapat/{meeting.pk}/susunan-acara/").content.decode()
    told = {"programme": "Pembukaan\r\n\u200b\r\n  Doa \u00a0 bersama\r\n", "version": 1}
    client.post(f"/rapat/{meeting.pk}/susunan-acara/", told)
    meeting.refresh_from_db()
    assert meeting.programme == "Pembukaan\nDoa bersama"
    client.force_login(citra)
    page = client.get(f"/rapat/{meeting.pk}/").content.decode()
    assert "Doa bersama" in page
    assert "Indonesia Raya" not in page
    client.force_login(ayu)
    answer = client.post(f"/rapat/{meeting.pk}/susunan-acara/", {"programme": "Lain", "version": 1})
    assert answer.status_code == 409
    assert "Lain" in answer.content.decode()


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("“Paparan”\r\n kebijakan\u00a0visa", "“Paparan” kebijakan visa"),
        ("\u200ePaparan\u200b\ufeff kebijakan\tvisa\n", "Paparan kebijakan visa"),
        ("Pa\u00adparan kebijakan visa", "Paparan kebijakan visa"),
    ],
)
def test_what_is_pasted_becomes_one_line(client, ayu, meeting, pasted, kept):
    client.force_login(ayu)
    for _ in range(2):
        client.post(f"/rapat/{meeting.pk}/agenda/", {"kind": "briefing", "words": pasted})
    assert words(meeting) == [kept]
