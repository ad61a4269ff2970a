"""From the bytes of a file to the cells of its one sheet; what cannot be read is refused in one sentence."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any

import python_calamine
from django.utils.translation import gettext as _

MAX_BYTES = 50 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELLS = 12_000_000
MAX_UNPACKED = 1024 * 1024 * 1024
MAX_RATIO = 150  # a workbook of plain text packs some twentyfold
LONGEST_SHEET = 1_100_000
MOST_COLUMNS = 16_384  # as many as a workbook has
BESIDE = 1_000  # rows of a file that are no data: headings, blank ones
LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+\Z")
WIDE_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})\d+"')
ROW_NUMBER = re.compile(rb'<row r="(\d+)"')
# First bytes of what people send instead of a table.
NOT_TABLES = {
    b"%PDF": "pdf",
    b"MZ": "program",
    b"\x7fELF": "program",
    b"\xff\xd8\xff": "picture",
    b"\x89PNG": "picture",
    b"GIF8": "picture",
    b"RIFF": "picture",
    b"{\\rtf": "word",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
}
OLE = b"\xd0\xcf\x11\xe0"


class Unreadable(Exception):
    """The file as a whole cannot be taken; the text is the sentence for its sender."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """Cells by row, as the file holds them; the first row is row 1 of the sheet."""

    name: str
    format: str  # csv or xlsx: how a file with the same layout is written back
    rows: list[list[Any]]


def read_sheets(content: bytes, most_rows: int | None = None) -> list[Sheet]:
    """The visible sheets that hold anything. Raises Unreadable; where there are far too many rows, before they are
    all in memory."""
    if not content.strip():
        raise Unreadable(_("Berkas ini kosong. Kirim tabel CSV, XLSX, XLS, atau ODS."))
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("Berkas ini lebih besar dari 50 MB. Bagi menjadi beberapa berkas, lalu kirim satu per satu.")
        )
    what = next((kind for start, kind in NOT_TABLES.items() if content.startswith(start)), "")
    if what:
        raise came(what)
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        check_archive(content)
        return workbook(content)
    if content.startswith(OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise came("password")
        return workbook(content)
    return [Sheet("", "csv", csv_rows(decoded(content), most_rows))]


def too_many() -> Unreadable:
    return Unreadable(
        _("Berkas ini berisi lebih dari 200.000 baris. Bagi menjadi beberapa berkas, lalu kirim satu per satu.")
    )


def came(what: str) -> Unreadable:
    names = {
        "pdf": _("dokumen PDF"),
        "program": _("program komputer"),
        "picture": _("gambar"),
        "word": _("dokumen Word"),
        "archive": _("arsip (ZIP atau sejenisnya)"),
        "page": _("halaman web (HTML atau XML)"),
        "password": _("buku kerja yang dikunci kata sandi"),
        "binary": _("berkas yang bukan teks dan bukan buku kerja"),
        "damaged": _("buku kerja yang rusak atau terpotong"),
        "bomb": _("berkas mampat yang isinya jauh melebihi ukuran wajar"),
    }
    sentence = _("Yang dikirim adalah %(what)s. Yang dapat dibaca: tabel CSV, XLSX, XLS, atau ODS tanpa kata sandi.")
    return Unreadable(sentence % {"what": names[what]})


def check_archive(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            packed = sum(entry.compress_size for entry in entries) or 1
            unpacked = sum(entry.file_size for entry in entries)
            if unpacked > MAX_UNPACKED or (unpacked > 1024 * 1024 and unpacked / packed > MAX_RATIO):
                raise came("bomb")
            if "word/document.xml" in names:
                raise came("word")
            if not any(name.startswith("xl/") or name == "content.xml" for name in names):
                raise came("archive")
            for entry in entries:
                if re.match(r"xl/worksheets/[^/]+\.xml$", entry.filename):
                    check_spread(archive.read(entry))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, OSError) as error:
        raise came("damaged") from error


def check_spread(xml: bytes) -> None:
    """Two cells in opposite corners would become a table of billions of cells in memory."""
    rows = max(map(int, ROW_NUMBER.findall(xml)), default=0)
    widest = max(WIDE_COLUMN.findall(xml), key=lambda letters: (len(letters), letters), default=b"Z")
    width = 0
    for letter in widest:
        width = width * 26 + letter - 64
    if rows * width > MAX_CELLS:
        raise too_wide(rows, width)


def too_wide(rows: int, width: int) -> Unreadable:
    return Unreadable(
        _("Lembar ini membentang %(rows)s baris × %(width)s kolom. Hapus sel di luar tabel, lalu kirim ulang.")
        % {"rows": rows, "width": width}
    )


def workbook(content: bytes) -> list[Sheet]:
    try:
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            visible = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == python_calamine.SheetVisibleEnum.Visible
                and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            ]
            sheets = [
                Sheet(name, "xlsx", book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in visible
            ]
    except python_calamine.PasswordError as error:
        raise came("password") from error
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        raise came("damaged") from error
    return [sheet for sheet in sheets if sheet.rows]


def decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\x00" in content[:4096]:
        raise came("binary")
    else:
        encodings = ("utf-8-sig", "windows-1252")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if re.match(r"\s*<(?:!doctype|html|\?xml|table)", text, re.IGNORECASE):
            raise came("page")
        return text
    raise came("binary")


def csv_rows(text: str, most_rows: int | None = None) -> list[list[str]]:
    # Line by line: a StringIO would hold the whole text once more, at four bytes a letter.
    reader = csv.reader((line[0] for line in LINE.finditer(text)), delimiter=delimiter_of(text))
    most = LONGEST_SHEET if most_rows is None else most_rows + BESIDE
    try:
        rows = list(islice(reader, most + 1))
    except csv.Error as error:
        raise came("damaged") from error
    if len(rows) > most and most_rows is not None:
        raise too_many()
    if (width := max(map(len, rows), default=0)) > MOST_COLUMNS:
        raise too_wide(len(rows), width)
    return rows[:most]


def delimiter_of(text: str) -> str:
    """The mark that splits the first lines into the most columns alike."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    counts = {mark: sorted(line.count(mark) for line in lines) for mark in (";", "\t", ",")}
    return max(
        counts, key=lambda mark: (counts[mark][len(lines) // 2] if lines else 0, counts[mark][-1] if lines else 0)
    )


def text_of(cell: Any) -> str:
    """A cell as its sender reads it. A database text cannot hold NUL, so it is shown as the mark for what is lost."""
    if isinstance(cell, str):
        return cell.replace("\x00", "\ufffd")
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "Ya" if cell else "Tidak"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d/%m/%Y %H:%M}" if cell.time() != time() else f"{cell:%d/%m/%Y}"
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    if isinstance(cell, time | timedelta):
        return str(cell)
    return str(cell)
