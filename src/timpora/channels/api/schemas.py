"""What programs send and get. Descriptions are message ids: the page of the API shows them in the reader's language."""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field
from pydantic_core import PydanticCustomError

from timpora.intake.models import Report

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
AREA = r"^[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?$"
REFERENCE = r"^[a-z]{1,20}:.{1,80}$"
Sight = Literal["lives", "stays", "works", "visits", "passes", "left", "other"]
Fate = Literal["received", "read", "known", "new", "checking", "referred", "in_order", "done"]
assert set(Sight.__args__) == set(Report.Sight.values)  # noqa: S101 a schema is written out, and held to the model here
assert set(Fate.__args__) == set(Report.Fate.values)  # noqa: S101


def printable(text: str) -> str:
    if CONTROL.search(text):
        raise PydanticCustomError("control_character", "control characters are not text")
    return text.strip()


def sensible(moment: datetime) -> datetime:
    try:
        if EARLIEST <= moment.astimezone(UTC) <= LATEST:
            return moment
    except OverflowError:
        pass
    raise PydanticCustomError("moment_out_of_range", "expected a moment between 2000 and 2100")


Text = Annotated[str, AfterValidator(printable)]
Moment = Annotated[AwareDatetime, AfterValidator(sensible)]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class ReportIn(Strict):
    area: str = Field(pattern=AREA, description=_("Kode wilayah tempat terlihat, misalnya 63.10.02.2002."))
    seen_at: Moment = Field(
        description=_("Kapan terlihat: ISO 8601 dengan selisih zona, misalnya 2026-08-12T14:30:00+08:00.")
    )
    sight: Sight = Field(description=_("Apa yang terlihat."))
    place: Text = Field("", max_length=300, description=_("Di mana tepatnya, dengan kata sendiri."))
    people: int = Field(1, ge=1, le=9999, strict=True, description=_("Berapa orang."))
    words: Text = Field("", max_length=4000, description=_("Cerita dengan kata sendiri."))
    name: Text = Field("", max_length=200, description=_("Nama, seperti yang didengar."))
    nationality: Text = Field("", max_length=80, description=_("Kewarganegaraan, seperti yang didengar."))
    birth_year: Text = Field("", max_length=20, description=_("Tahun lahir, bila tahu."))
    employer: Text = Field("", max_length=200, description=_("Bekerja pada."))
    device_time: Moment | None = Field(
        None, description=_("Jam perangkat saat mengirim; selisihnya dengan jam server dicatat.")
    )


class Note(Schema):
    """Something the receiver noticed; the report is kept all the same."""

    code: Literal["seen_in_future", "seen_long_ago", "clock_off"]
    message: str


class Receipt(Schema):
    """Of a report that was received. Sent again under the same key, the same receipt comes back."""

    id: UUID
    number: int
    received_at: str
    notes: list[Note]


class FieldError(Schema):
    field: str
    code: str
    message: str


class ProblemOut(Schema):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str | None = None
    instance: str
    errors: list[FieldError] | None = None


class BatchItem(ReportIn):
    key: UUID = Field(description=_("Kunci laporan ini, dibuat oleh pengirim; sama seperti Idempotency-Key."))


class BatchIn(Strict):
    # Items are read one by one, so that one that does not fit leaves the others alone.
    reports: list[Any] = Field(
        min_length=1, max_length=1000, description=_("1 sampai 1.000 laporan, masing-masing dengan kuncinya.")
    )


class BatchResult(Schema):
    """Of one item, in the order sent: a receipt or a problem."""

    key: str | None
    status: int
    report: Receipt | None = None
    problem: ProblemOut | None = None


class BatchOut(Schema):
    received: int
    refused: int
    results: list[BatchResult]


class Told(Schema):
    """A step in the story of a report."""

    fate: Fate
    message: str
    at: str


class ReportOut(Schema):
    """An own report with what became of it."""

    id: UUID
    number: int
    area: str
    seen_at: str
    received_at: str
    fate: Fate
    fate_message: str
    history: list[Told]


class SharedOut(Schema):
    """One page of a category: exactly its columns, areas as dotted codes."""

    category: str
    purpose: str
    columns: list[str]
    rows: list[dict[str, str | int | None]]
    next: str | None


class StatusIn(Strict):
    document: Text = Field(min_length=1, max_length=60, description=_("Nomor paspor, NIORA, atau izin tinggal."))
    nationality: Text = Field(min_length=2, max_length=60, description=_("Kewarganegaraan: kode tiga huruf di paspor."))
    purpose: str = Field(
        max_length=20, pattern="^[a-z]+$", description=_("Keperluan: task, meeting, field, atau service.")
    )
    reference: Text = Field(
        max_length=101, pattern=REFERENCE, description=_("Pekerjaan terbuka yang dikerjakan, misalnya task:17.")
    )


class CheckedAs(Schema):
    agency: str
    duty: str


class StatusOut(Schema):
    """One of three answers. `call` says nothing about anybody: ask the duty desk before anything is done."""

    hit: bool
    answer: Literal["valid", "elsewhere", "call"]
    valid_until: date | None
    office: str
    call: str
    note: str
    reference: str
    asked_at: datetime
    checked_as: CheckedAs
