"""Files that go out: the refused rows in the layout they came in, and the empty template. A cell is always text."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from timpora.core.matching.absent import bare
from timpora.intake.layouts import columns, layout
from timpora.intake.models import Batch, BatchRow
from timpora.intake.problems import Problem, say_in_indonesian

REASON = "Alasan penolakan"
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def escaped(text: str) -> str:
    """A spreadsheet would run what begins like a formula; an apostrophe in front keeps it text, there and back."""
    return f"'{text}" if text.lstrip("'").startswith(STARTS_A_FORMULA) else text


def unescaped(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].lstrip("'").startswith(STARTS_A_FORMULA) else text


def rejects(headers: Sequence[str], rows: Iterable[tuple[dict[str, str], str]], format: str) -> bytes:
    """`rows`: what was told by header, and why it was refused. A reason from an earlier round is replaced."""
    kept = [header for header in headers if bare(header) != bare(REASON)]
    table = [[*kept, REASON], *([*(told.get(header, "") for header in kept), why] for told, why in rows)]
    return as_csv(table) if format == "csv" else as_workbook(table)


def rejects_of(batch: Batch, rows: Iterable[BatchRow]) -> tuple[bytes, str, str]:
    """Content, name and media type of the refused rows that the reader may see."""
    format = batch.layout["format"]
    told = ((row.told, " ".join(refusals(row))) for row in rows)
    content = rejects([column["header"] for column in batch.columns], told, format)
    return content, f"{PurePath(batch.file.name).stem[:180]} - ditolak.{format}", MEDIA_TYPES[format]


def refusals(row: BatchRow) -> list[str]:
    problems = (Problem(**told) for told in row.problems)
    return [say_in_indonesian(problem) for problem in problems if not problem.is_note]


def template(kind: str) -> bytes:
    return as_workbook([[columns()[name].label for name in layout(kind).columns]])


def as_csv(table: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerows([escaped(cell) for cell in row] for row in table)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(table: Sequence[Sequence[str]]) -> bytes:
    import xlsxwriter  # a third of a second that only those who write a workbook should wait

    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet = book.add_worksheet("Data")
        bold, as_text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        sheet.set_column(0, max(len(table[0]) - 1, 0), 20, as_text)
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(table):
            for position, cell in enumerate(row):
                sheet.write_string(at, position, escaped(cell), bold if at == 0 else as_text)
    return content.getvalue()
