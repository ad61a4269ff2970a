"""The rows of a file as they go back to who sent it. Only the own words, how we read them, and yes or no."""

from pathlib import PurePath

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import override

from timpora.foundation.acting import Acting
from timpora.intake.layouts import columns
from timpora.intake.models import Batch, BatchRow
from timpora.intake.problems import Problem, say
from timpora.intake.workbooks import MEDIA_TYPES, as_csv, as_workbook


def rows_of(batch: Batch, acting: Acting) -> list[BatchRow]:
    return list(BatchRow.objects.visible_to(acting).filter(batch=batch).order_by("row_no"))


def recognised(batch: Batch) -> set[object]:
    """Rows of the own agency whose person is on file. Nothing else about that person comes with it."""
    with connection.cursor() as cursor:
        cursor.execute("select * from statistics_recognised(%s)", [batch.pk])
        return {row for (row,) in cursor.fetchall()}


def workbook(batch: Batch, rows: list[BatchRow], format: str) -> tuple[bytes, str, str]:
    """Content, name and media type. The words are those of the office, so Indonesian."""
    with override("id"):
        table = table_of(batch, rows, recognised(batch))
    content = as_csv(table) if format == "csv" else as_workbook(table)
    return content, f"{PurePath(batch.file.name).stem[:180]} - rapi.{format}", MEDIA_TYPES[format]


def table_of(batch: Batch, rows: list[BatchRow], known: set[object]) -> list[list[str]]:
    headers = [column["header"] for column in batch.columns]
    read = [column["column"] for column in batch.columns if column["column"]]
    # A place told in several columns is read as one code.
    facts = list(dict.fromkeys([*(name for name in read if name not in ("regency", "district", "village")), "area"]))
    made = [_("%(column)s (dibaca)") % {"column": columns()[name].label} for name in facts]
    names_people = batch.kind != Batch.Kind.ARRIVALS
    head = [*headers, *made, _("Keadaan baris"), _("Catatan"), *([_("Dikenali")] if names_people else [])]
    return [head, *(line(row, headers, facts, known, names_people) for row in rows)]


def line(row: BatchRow, headers: list[str], facts: list[str], known: set[object], names_people: bool) -> list[str]:
    states = {
        BatchRow.State.ACCEPTED: _("diterima"),
        BatchRow.State.DUPLICATE: _("sudah ada"),
        BatchRow.State.REJECTED: _("ditolak"),
    }
    notes = " ".join(say(Problem(**told)) for told in row.problems)
    cells = [row.told.get(header, "") for header in headers]
    cells += [written(row.facts.get(name)) for name in facts]
    cells += [states[BatchRow.State(row.state)], notes]
    return [*cells, _("ya") if row.pk in known else _("belum")] if names_people else cells


def written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("ya") if value else _("tidak")
    return str(value)
