"""A file comes in: looked at first, saved as a whole, counted so that it adds up, taken back as a whole."""

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event
from timpora.foundation.waiting import waiting_for
from timpora.intake import files
from timpora.intake.models import Batch, BatchRow
from timpora.intake.tests.factories import (
    ELSEWHERE,
    IMPOSSIBLE,
    NOON,
    PERMIT_HEADERS,
    ROOSTER,
    as_csv,
    as_xlsx,
    brought_in,
    previewed,
)
from timpora.intake.workbooks import rejects_of
from timpora.territory.codes import to_integer
from timpora.territory.queries import villages_of

SIMPANG_EMPAT, KUSAN_HILIR = to_integer("63.10.06"), to_integer("63.10.02")
pytestmark = pytest.mark.usefixtures("district")
THREE = as_csv(PERMIT_HEADERS, ROOSTER, IMPOSSIBLE, ELSEWHERE)


def counts(batch: Batch) -> tuple[int, int, int, int]:
    return batch.read, batch.accepted, batch.duplicates, batch.rejected


def page_of(batch: Batch, name: str = "batch_page") -> str:
    return reverse(name, args=[batch.pk])


def test_looking_stores_no_row(client, citra):
    client.force_login(citra)
    upload = SimpleUploadedFile("izin.csv", THREE, "text/csv")
    answer = client.post("/berkas/baru/", {"kind": "permits", "file": upload, "as_of": "2026-08-01"}, follow=True)
    page = answer.content.decode()
    batch = Batch.objects.get()
    assert counts(batch) == (3, 1, 0, 2)
    assert batch.state == Batch.State.PREVIEWED
    assert not BatchRow.objects.exists()
    assert (
        "Tanggal lahir 31/02/1988 tidak ada di kalender. Perbaiki di kolom Tgl. Lahir, lalu kirim ulang baris 3."
        in page
    )
    assert page.index("Yang perlu diperbaiki") < page.index("Kolom yang dipahami")


def test_saving_writes_every_row_with_its_state(client, citra):
    batch = previewed(citra, THREE, as_of=date(2026, 8, 1))
    client.force_login(citra)
    client.post(page_of(batch, "batch_accept"))
    client.post(page_of(batch, "batch_accept"))
    batch.refresh_from_db()
    assert batch.state == Batch.State.ACCEPTED
    assert [(r.row_no, r.state) for r in batch.rows.order_by("row_no")] == [
        (2, "accepted"),
        (3, "rejected"),
        (4, "rejected"),
    ]
    row = batch.rows.get(row_no=2)
    assert row.facts == {
        "name": "Park Min-ho", "sex": "M", "nationality": "KOR", "birth": "1979-04-03", "passport": "M12345678",
        "permit_kind": "ITAS", "permit_ends_on": "2027-03-31", "area": SIMPANG_EMPAT,
    }  # fmt: skip
    assert row.told["Nama Lengkap"] == "Park Min-ho"
    assert row.area == SIMPANG_EMPAT
    assert batch.source.told_at == datetime(2026, 8, 1, 15, 59, 59, tzinfo=UTC)  # the end of that day, WITA
    event = Event.objects.get(kind="batches.accepted")
    assert (event.count, event.subject_id) == (1, batch.pk)


def test_an_area_outside_the_reach_is_refused_by_name(citra):
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, [*ROOSTER[:8], "Pulau Laut Utara"]))  # of Kotabaru
    (problem,) = batch.rows.get().problems
    assert problem["code"] == "area_outside"
    assert "Kotabaru" in problem["hint"]


def test_the_same_file_twice_is_all_known(citra):
    whole = as_csv(PERMIT_HEADERS, ROOSTER, [*ROOSTER[:1], "Kim Ji-woo", *ROOSTER[2:5], "M87654321", *ROOSTER[6:]])
    assert counts(brought_in(citra, whole)) == (2, 2, 0, 0)
    assert counts(brought_in(citra, whole)) == (2, 0, 2, 0)


def test_a_row_twice_in_one_file_is_taken_once(citra):
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER, ["2", *ROOSTER[1:]]))
    assert counts(batch) == (2, 1, 1, 0)


def test_the_same_row_as_of_a_later_day_is_news(citra):
    whole = as_csv(PERMIT_HEADERS, ROOSTER)
    brought_in(citra, whole, as_of=date(2026, 7, 1))
    assert counts(brought_in(citra, whole, as_of=date(2026, 8, 1))) == (1, 1, 0, 0)


def test_another_agencys_rows_are_no_duplicates(citra, ayu):
    whole = as_csv(PERMIT_HEADERS, ROOSTER)
    brought_in(citra, whole)
    assert counts(brought_in(ayu, whole)) == (1, 1, 0, 0)


def test_a_shielded_row_is_known_like_any_other(citra):
    whole = as_csv(PERMIT_HEADERS, ROOSTER)
    brought_in(citra, whole)
    BatchRow.objects.update(is_protected=True)
    assert counts(brought_in(citra, whole)) == (1, 0, 1, 0)


def test_rows_told_between_looking_and_saving_are_known(citra):
    whole = as_csv(PERMIT_HEADERS, ROOSTER)
    early = previewed(citra, whole)
    brought_in(citra, whole)
    member = acting(citra)
    with acting_in_database(member):
        assert counts(files.accept(early, by=member, at=NOON)) == (1, 0, 1, 0)


def test_undoing_takes_the_whole_file_back(client, citra):
    whole = as_csv(PERMIT_HEADERS, ROOSTER)
    batch = brought_in(citra, whole)
    client.force_login(citra)
    answer = client.post(page_of(batch, "batch_undo"), {"reason": "terkirim untuk bulan yang salah"}, follow=True)
    assert "Dibatalkan" in answer.content.decode()
    batch.refresh_from_db()
    assert batch.state == Batch.State.UNDONE
    assert batch.source.withdrawn_because == "terkirim untuk bulan yang salah"
    assert Event.objects.get(kind="batches.undone").count == 1
    assert counts(brought_in(citra, whole)) == (1, 1, 0, 0)  # what was undone is not known any more


def test_undoing_asks_for_the_reason(client, citra):
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, ROOSTER))
    client.force_login(citra)
    assert client.post(page_of(batch, "batch_undo"), {"reason": "salah"}).status_code == 422
    batch.refresh_from_db()
    assert batch.state == Batch.State.ACCEPTED


def test_refused_rows_come_back_in_the_same_layout_and_mended_go_through(client, citra):
    batch = brought_in(citra, THREE)
    client.force_login(citra)
    answer = client.get(page_of(batch, "batch_rejects"))
    assert "ditolak" in answer["Content-Disposition"]
    text = answer.content.decode("utf-8-sig")
    header, *rows = text.splitlines()
    assert header == ";".join(f'"{h}"' for h in [*PERMIT_HEADERS, "Alasan penolakan"])
    assert len(rows) == 2
    assert "tidak ada di kalender" in rows[0]
    mended = text.replace("31/02/1988", "28/02/1988").encode()
    assert counts(brought_in(citra, mended)) == (2, 1, 0, 1)


def test_a_workbook_comes_back_as_a_workbook(citra):
    rows = [
        PERMIT_HEADERS,
        [*ROOSTER[:4], date(1979, 4, 3), *ROOSTER[5:7], date(2027, 3, 31), "Simpang Empat"],
        IMPOSSIBLE,
    ]
    batch = brought_in(citra, as_xlsx(["Daftar orang asing"], [], *rows), name="izin.xlsx")
    assert counts(batch) == (2, 1, 0, 1)
    assert batch.rows.get(state="accepted").facts["birth"] == "1979-04-03"
    assert batch.rows.get(state="accepted").row_no == 4
    assert rejects_of(batch, batch.rows.filter(state="rejected"))[0].startswith(b"PK")


@pytest.mark.parametrize("name", ["jaka", "dewa"])
def test_another_offices_file_is_not_there(client, request, citra, name):
    batch = brought_in(citra, THREE)
    client.force_login(request.getfixturevalue(name))
    expected = 404 if name == "jaka" else 403
    for address in ("batch_page", "batch_rejects"):
        assert client.get(page_of(batch, address)).status_code == expected
    for address in ("batch_accept", "batch_undo"):
        assert client.post(page_of(batch, address), {"reason": "tidak ada alasan"}).status_code == expected


def test_the_section_sees_the_files_of_its_area_and_others_only_their_own(client, ayu, citra, jaka):
    batch = brought_in(citra, THREE)
    own = brought_in(ayu, as_csv(PERMIT_HEADERS, ROOSTER))

    def listed(member) -> list[int]:
        client.force_login(member)
        return [b.number for b in client.get("/berkas/").context["page"]]

    assert listed(ayu) == [own.number, batch.number]
    assert listed(citra) == [batch.number]
    assert listed(jaka) == []


def test_a_file_looked_at_and_not_saved_waits_for_its_sender(ayu, citra):
    previewed(citra, THREE)
    assert [line.act for line in waiting_for(acting(citra), NOON)] == ["Periksa dan simpan"]
    assert not [line for line in waiting_for(acting(ayu), NOON) if line.act == "Periksa dan simpan"]


def test_places_below_a_kecamatan_and_codes_are_found(fitri):
    headers = ["Nama", "Alamat", "Kecamatan", "Desa/Kelurahan"]
    by_code = as_csv(["Nama", "Alamat", "Kode Wilayah"], ["Lee", "Jl. Kenanga", "63.10.02"])
    assert brought_in(fitri, by_code, kind="residents").rows.get().area == KUSAN_HILIR
    village = villages_of(KUSAN_HILIR).first()
    told = brought_in(
        fitri, as_csv(headers, ["Kim", "Jl. Melati 2", "Kec. Kusan Hilir", village.name]), kind="residents"
    )
    assert told.rows.get().area == village.pk


def test_without_a_place_the_row_is_of_the_files_area(citra):
    batch = brought_in(citra, as_csv(PERMIT_HEADERS[:8], ROOSTER[:8]))
    row = batch.rows.get()
    assert row.area == TANAH_BUMBU
    assert "area" not in row.facts
