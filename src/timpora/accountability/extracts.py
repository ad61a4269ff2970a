"""A list of looks as CSV: rows within the reach of who asked, and no cell that a spreadsheet would run."""

import csv
import io

from timpora.accountability.forms import OversightFilter
from timpora.accountability.models import Extract
from timpora.accountability.queries import Question, found
from timpora.accountability.rows import Row, rows_of
from timpora.agencies.acting import resolve
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.territory.queries import zone_of

MOST = 20_000
AT_ONCE = 2_000
RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "waktu", "peristiwa", "anggota", "peristiwa_kode", "menyangkut", "acuan", "keperluan", "rujukan", "wilayah",
    "jumlah",
)  # fmt: skip


def acting_of(extract: Extract) -> Acting:
    acting = resolve(Account.objects.get(pk=extract.account_id), extract.membership_id)
    return acting if acting.membership == extract.membership_id else Acting(account=extract.account_id)


def as_csv(asked: dict[str, str], acting: Acting) -> tuple[str, int]:
    form = OversightFilter(asked)
    rows = found(form.question if form.is_valid() else Question(), acting)[:MOST]
    text, written = io.StringIO(newline=""), 0
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    while chunk := list(rows[written : written + AT_ONCE]):
        for row in rows_of(chunk):
            writer.writerow([plain(cell) for cell in cells(row)])
        written += len(chunk)
    return text.getvalue(), written


def cells(row: Row) -> tuple[str, ...]:
    event = row.event
    clock = event.at.astimezone(zone_of(event.area or 0)).isoformat(timespec="seconds")
    return (
        clock, row.what, row.who, event.kind, row.about, row.reference, row.purpose, row.detail, row.where,
        str(event.count),
    )  # fmt: skip


def plain(cell: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula."""
    return f"'{cell}" if cell.startswith(RUN_AS_FORMULA) else cell
