"""Reports and files of this room, brought in through its own actions."""

import csv
import io
from datetime import UTC, date, datetime
from uuid import UUID

import xlsxwriter
from django.utils import timezone

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import TANAH_BUMBU, VILLAGE, acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account
from timpora.intake import files
from timpora.intake.actions import Seen, receive
from timpora.intake.models import Batch, Report

NOON = datetime(2026, 8, 12, 4, 0, tzinfo=UTC)  # 12.00 WITA
PERMIT_HEADERS = [
    "No",
    "Nama Lengkap",
    "L/P",
    "Kewarganegaraan",
    "Tgl. Lahir",
    "No. Paspor",
    "Izin Tinggal",
    "Berlaku s.d.",
    "Kecamatan",
]
ROOSTER = ["1", "Park Min-ho", "L", "Korea Selatan", "03/04/1979", "M12345678", "ITAS", "31/03/2027", "Simpang Empat"]
IMPOSSIBLE = ["2", "Anna Jansen", "P", "Belanda", "31/02/1988", "NX1234567", "ITAS", "31/03/2027", "Kusan Hilir"]
ELSEWHERE = ["3", "John Miller", "L", "USA", "1984", "", "ITK", "31/12/2026", "Kaliwates"]


def seen(**told) -> Seen:
    return Seen(**({"area": VILLAGE, "seen_at": NOON, "sight": Report.Sight.LIVES} | told))


def report(by: Account, *, key: UUID | None = None, at: datetime | None = None, **told) -> Report:
    """Received now where no moment is named: a sender reads a report for some months only."""
    member = acting(by)
    with acting_in_database(member):
        return receive(key=key or uuid7(), seen=seen(**told), by=member, at=at or timezone.now())


def as_csv(*rows: list[str], mark: str = ";", encoding: str = "utf-8") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=mark).writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(*rows: list[object], sheet: str = "Lembar1") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False}) as book:
        page, days = book.add_worksheet(sheet), book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for position, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(at, position, cell, days)
                elif isinstance(cell, int | float):
                    page.write_number(at, position, cell)
                else:
                    page.write_string(at, position, str(cell))
    return content.getvalue()


def previewed(
    by: Account, content: bytes, *, kind: str = "permits", as_of: date | None = None, name: str = "izin.csv"
) -> Batch:
    member = acting(by)
    agency = Agency.objects.get(pk=member.agency)
    with acting_in_database(member):
        return files.preview(
            kind=kind, name=name, content=content, agency=agency, area=TANAH_BUMBU, as_of=as_of, by=member, at=NOON
        )


def brought_in(by: Account, content: bytes, **how) -> Batch:
    batch = previewed(by, content, **how)
    member = acting(by)
    with acting_in_database(member):
        return files.accept(batch, by=member, at=NOON)
