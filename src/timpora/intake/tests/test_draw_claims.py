"""What was told becomes mentions and claims, once, in chunks, and not after it was undone."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from timpora.agencies.tests.cast import acting
from timpora.foundation.acting import acting_in_database
from timpora.intake import files, steps
from timpora.intake.steps import draw_claims
from timpora.intake.tests.factories import NOON, PERMIT_HEADERS, ROOSTER, as_csv, brought_in, report
from timpora.registers.models import Mention, PresenceClaim

pytestmark = pytest.mark.usefixtures("district")


def drawn() -> int:
    total = 0
    while done := draw_claims():
        total += done
    return total


def test_a_named_person_in_a_report_becomes_a_mention(dewa):
    told = report(dewa, name="Park Min-ho", nationality="Korea", birth_year="1979", place="rumah kos")
    assert drawn() == 1
    told.refresh_from_db()
    mention = Mention.objects.get(pk=told.mention_id)
    assert (mention.name, mention.nationality, mention.birth_year, mention.source_id) == (
        "Park Min-ho",
        "KOR",
        1979,
        told.source_id,
    )
    assert PresenceClaim.objects.get(mention=mention).seen_on == date(2026, 8, 12)
    assert drawn() == 0


@pytest.mark.parametrize("name", ["", "tidak tahu"])
def test_a_report_without_a_name_stays_words(dewa, name):
    told = report(dewa, name=name, nationality="Korea")
    assert drawn() == 1
    told.refresh_from_db()
    assert told.drawn_at is not None
    assert not Mention.objects.exists()


def test_what_cannot_be_read_stays_in_the_report_alone(dewa):
    report(dewa, name="Lee", nationality="entah mana", birth_year="sekitar 40 tahun")
    drawn()
    mention = Mention.objects.get()
    assert (mention.nationality, mention.birth_year) == ("", None)


def test_accepted_rows_become_mentions_and_others_do_not(citra):
    refused = ["2", "Lee", "Q", *ROOSTER[3:]]
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER, ROOSTER, refused))
    assert drawn() == 1
    mention = Mention.objects.get()
    assert (mention.source_id, mention.row_no, mention.kind) == (batch.source_id, 2, "permits")
    assert batch.rows.get(state="accepted").mention_id == mention.pk
    assert {i.kind: i.number for i in mention.identifiers.all()} == {"passport": "M12345678"}
    assert mention.permitclaims.get().ends_on == date(2027, 3, 31)


def test_many_rows_are_drawn_in_chunks(citra, monkeypatch):
    monkeypatch.setattr(steps, "CHUNK", 2)
    rows = [
        [str(n), f"Orang Rekaan {n}", "L", "Korea", "1980", f"M1{n}345{n}", "ITAS", "31/03/2027", ""] for n in range(5)
    ]
    brought_in(citra, as_csv(PERMIT_HEADERS, *rows))
    assert [draw_claims() for _ in range(4)] == [2, 2, 1, 0]


def test_nothing_is_drawn_out_of_an_undone_file(citra):
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER))
    member = acting(citra)
    with acting_in_database(member):
        files.undo(batch, because="bulan yang salah", by=member, at=NOON)
    assert drawn() == 0
    assert not Mention.objects.exists()


def test_a_night_at_an_inn_keeps_the_hour_of_the_place(citra):
    headers = ["Nama Hotel", "Nama Tamu", "Tgl Check In", "Tgl Check Out"]
    batch = brought_in(
        citra,
        as_csv(headers, ["Wisma Melati", "Lee", "01/08/2026 21:30", ""], ["Wisma Melati", "Kim", "1 Agustus 2026", ""]),
        kind="lodging",
    )
    assert batch.accepted == 2
    drawn()
    there = ZoneInfo("Asia/Makassar")
    moments = list(PresenceClaim.objects.order_by("mention__row_no").values_list("checked_in_at", flat=True))
    # Where only the day is known the last moment is taken: a late report must be certain.
    assert moments == [datetime(2026, 8, 1, 21, 30, tzinfo=there), datetime(2026, 8, 1, 23, 59, 59, tzinfo=there)]


@pytest.mark.parametrize(
    ("kind", "headers", "row"),
    [
        (
            "workers",
            ["Nama TKA", "Nama Perusahaan", "Jabatan", "Lokasi Kerja"],
            ["Lee", "PT Rekaan Jaya", "Teknisi", "Kec. Satui"],
        ),
        ("residents", ["Nama", "NIK", "Alamat", "Kec."], ["Lee", "6310011203790001", "Jl. Kenanga 3", "Satui"]),
        ("sightings", ["Nama", "Tanggal", "Keberadaan", "Kegiatan"], ["Lee", "1/8/2026", "Bekerja", "memasang mesin"]),
    ],
)
def test_every_kind_of_file_is_drawn(citra, fitri, kind, headers, row):
    sender = fitri if kind == "residents" else citra
    assert brought_in(sender, as_csv(headers, row), kind=kind).accepted == 1
    assert drawn() == 1
    assert Mention.objects.get().kind == kind


def test_the_page_of_a_report_leads_to_the_person_it_names(client, dewa, ayu):
    told = report(dewa, name="Park Min-ho")
    drawn()
    client.force_login(ayu)
    page = client.get(reverse("report_page", args=[told.pk]))
    assert page.status_code == 200
