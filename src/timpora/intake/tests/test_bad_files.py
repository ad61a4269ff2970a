"""Bad input is normal input: one clear sentence, nothing stored."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from timpora.intake.models import Batch
from timpora.intake.sheets import Unreadable, read_sheets
from timpora.intake.tests.factories import PERMIT_HEADERS, ROOSTER, as_csv, as_xlsx, brought_in, previewed


def archive(**entries: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in entries.items():
            packed.writestr(name.replace("__", "/"), body)
    return content.getvalue()


def spread_out() -> bytes:
    """A workbook with two cells in opposite corners."""
    whole = zipfile.ZipFile(io.BytesIO(as_xlsx(["Nama"])))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for entry in whole.infolist():
            body = whole.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
                body = body.replace(b"</sheetData>", corner)
            packed.writestr(entry, body)
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "kosong"),
        (b"  \r\n ", "kosong"),
        (b"MZ\x90\x00\x03", "program"),
        (b"%PDF-1.7", "PDF"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "gambar"),
        (b"{\\rtf1 Nama}", "Word"),
        (archive(word__document=b"x", **{"word__document.xml": b"<w/>"}), "Word"),
        (archive(**{"readme.txt": b"halo"}), "arsip"),
        (archive(**{"xl__big.xml": b"0" * 30_000_000}), "melebihi ukuran wajar"),
        (b"PK\x03\x04 lalu terpotong", "rusak"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "rusak"),
        (b"<html><table><tr><td>Nama</td></tr></table>", "HTML"),
        (b"\x00\x01\x02\x03", "bukan teks"),
        (spread_out(), "membentang"),
    ],
)
def test_what_came_is_named(content, says):
    with pytest.raises(Unreadable) as refusal:
        read_sheets(content)
    assert says in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (as_csv(["Catatan", "Jumlah"], ["x", "3"]), "Baris judul kolom tidak ditemukan"),
        (as_csv(["Nama", "Warna"], ["x", "merah"]), "Baris judul kolom tidak ditemukan"),
        (as_csv(["Nama", "Tgl Check In", "Nama Hotel"], ["Lee", "1/8/2026", "Melati"]), "“Penginapan”"),
        (b'"Nama;Berlaku s.d.\n' + b"x" * 200_000, "rusak"),
    ],
)
def test_a_file_of_something_else_is_refused_before_anything_is_kept(client, district, citra, content, says):
    client.force_login(citra)
    upload = SimpleUploadedFile("data.csv", content, "text/csv")
    answer = client.post("/berkas/baru/", {"kind": "permits", "file": upload})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Batch.objects.exists()


def test_two_sheets_with_data_are_not_read_by_half(district, citra):
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name in ("Januari", "Februari"):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, PERMIT_HEADERS)
            sheet.write_row(1, 0, ROOSTER)
    with pytest.raises(Unreadable, match="Januari, Februari"):
        previewed(citra, content.getvalue())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_text_of_every_office_is_read(district, citra, encoding, mark):
    row = ["1", "François Müller", *ROOSTER[2:]]
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, row, mark=mark, encoding=encoding))
    assert batch.rows.get().facts["name"] == "François Müller"


def test_nothing_to_read_is_counted_as_nothing(district, citra):
    batch = brought_in(citra, as_csv(PERMIT_HEADERS))
    assert (batch.read, batch.accepted, batch.duplicates, batch.rejected) == (0, 0, 0, 0)


def test_lines_that_are_no_data_are_left_out_and_said(district, citra):
    numbering = [str(n) for n in range(1, len(PERMIT_HEADERS) + 1)]
    batch = brought_in(citra, as_csv(["DAFTAR"], PERMIT_HEADERS, numbering, ROOSTER, [""] * 9, PERMIT_HEADERS))
    assert (batch.read, batch.accepted, batch.layout["skipped"]) == (1, 1, 2)


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Tgl. Lahir", "31/02/1988", "birth_impossible"),
        ("Tgl. Lahir", "3/4/79", "birth_year_two_digits"),
        ("Tgl. Lahir", "lama sekali", "birth_unreadable"),
        ("Berlaku s.d.", "2027", "date_not_whole"),
        ("L/P", "Q", "sex_unknown"),
        ("Kewarganegaraan", "Atlantis", "nationality_unknown"),
        ("No. Paspor", "1.23457E+08", "number_rounded"),
        ("Izin Tinggal", "SIM A", "permit_kind_unknown"),
        ("Kecamatan", "Simpang Emapt", "area_similar"),
        ("Kecamatan", "Qwxyz", "area_unknown"),
        ("Kecamatan", "63", "area_similar"),
        ("Nama Lengkap", "Lee " * 101, "text_too_long"),
    ],
)
def test_a_cell_that_cannot_be_taken_refuses_its_row(district, citra, column, cell, code):
    row = [cell if header == column else told for header, told in zip(PERMIT_HEADERS, ROOSTER, strict=True)]
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, row))
    problem = batch.rows.get().problems[0]
    assert (problem["code"], problem["column"], problem["row"]) == (code, column, 2)
    assert batch.rejected == 1


def test_a_row_without_anybody_or_anything_is_refused(district, citra):
    nobody = ["1", "-", "L", "Korea", "1979", "", "ITAS", "31/03/2027", ""]
    nothing = ["2", "Lee", "L", "Korea", "1979", "", "", "", ""]
    shifted = [*ROOSTER, "sisa"]
    batch = brought_in(citra, as_csv(PERMIT_HEADERS, nobody, nothing, shifted))
    codes = [row.problems[0]["code"] for row in batch.rows.order_by("row_no")]
    assert codes == ["person_missing", "about_missing", "too_many_cells"]


def test_a_null_byte_does_not_reach_the_database(district, citra):
    row = ["1", "Lee\x00Park", *ROOSTER[2:]]
    assert brought_in(citra, as_xlsx(PERMIT_HEADERS, ["1", "Lee", *ROOSTER[2:]])).accepted == 1
    padding = as_csv(["x" * 5000], PERMIT_HEADERS, row)  # behind the part in which a null byte means "no text"
    assert "\x00" not in brought_in(citra, padding).rows.get().told["Nama Lengkap"]
