"""Files that come in: looked at first, then saved as a whole, and taken back as a whole."""

import hashlib
from dataclasses import replace
from datetime import date, datetime, time
from itertools import batched
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.agreements.queries import Ground
from timpora.core.access import Facts, decide, reach
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import StoredFile
from timpora.foundation.numbers import next_number
from timpora.intake import events, workbooks
from timpora.intake.grounds import ground_of, missing_words, within
from timpora.intake.models import Batch, BatchRow
from timpora.intake.naming import words_of_row
from timpora.intake.reading import Reading, Row, read_file
from timpora.intake.sheets import MAX_ROWS, too_many
from timpora.registers.actions import mark_stale_of_source
from timpora.sources.actions import open_source, withdraw
from timpora.sources.models import Source
from timpora.territory.queries import day_at, zone_of

SEND, UNDO = "batch.send", "batch.undo"
PROBLEMS_KEPT = 200
CHUNK = 2000


class NotAllowed(Exception):
    """This member may not do that with this file; the text is the sentence."""


def read_for(
    kind: str,
    content: bytes,
    *,
    agency: Agency,
    area: int,
    as_of: date | None,
    by: Acting,
    most_rows: int | None = MAX_ROWS,
) -> Reading:
    """The file as this member may send it, with the rows marked that the agency already told. Raises Unreadable."""
    facts = Facts(records=frozenset(), area=area, agency=agency.pk, account=by.account)
    if not decide(by.scopes, SEND, facts).is_allowed:
        raise NotAllowed(
            _("Anda tidak dapat mengirim berkas untuk %(agency)s di wilayah ini.") % {"agency": agency.short_name}
        )
    ground = ground_today(kind, agency, area)
    if as_of and as_of > day_at(area, timezone.now()):
        raise NotAllowed(
            _("Keadaan data per %(came)s belum terjadi. Tulis hari ketika daftar diambil.")
            % {"came": as_of.strftime("%d/%m/%Y")}
        )
    reading = read_file(
        kind, content, ranges=within(reach(by.scopes, SEND), ground), zone=zone_of(area), as_of=as_of,
        most_rows=most_rows,
    )  # fmt: skip
    if most_rows and len(reading.rows) > most_rows:
        raise too_many()
    known = known_rows(agency, [row.hash for row in reading.accepted])
    return replace(
        reading,
        rows=[
            replace(row, is_duplicate=row.is_duplicate or (row.hash in known and not row.is_rejected))
            for row in reading.rows
        ],
    )


def known_rows(agency: Agency, hashes: list[str]) -> set[str]:
    found: set[str] = set()
    with connection.cursor() as cursor:
        for chunk in batched(hashes, CHUNK, strict=False):
            cursor.execute("select intake_known_rows(%s, %s)", [agency.pk, list(chunk)])
            found.update(digest for (digest,) in cursor.fetchall())
    return found


@transaction.atomic
def preview(
    *, kind: str, name: str, content: bytes, agency: Agency, area: int, as_of: date | None, by: Acting, at: datetime,
    most_rows: int | None = MAX_ROWS,
) -> Batch:  # fmt: skip
    """Keep the file and what would become of its rows. Nothing in it is used before it is accepted."""
    reading = read_for(kind, content, agency=agency, area=area, as_of=as_of, by=by, most_rows=most_rows)
    batch = Batch(
        number=next_number("batch"),
        kind=Batch.Kind(kind),
        agency_id=agency.pk,
        account_id=by.account,
        area=area,
        file=store(content, name, reading.format, agency.pk, area, by),
        content_hash=hashlib.sha256(content).hexdigest(),
        as_of=as_of,
        created_at=at,
    )
    tell(batch, reading)
    rest_on_ground(batch, agency)
    batch.problems = [problem.as_data() for problem in reading.problems[:PROBLEMS_KEPT]]
    batch.save(force_insert=True)
    emit(events.BATCH_PREVIEWED, subject=batch, by=by, count=len(reading.rows))
    return batch


def ground_today(kind: str, agency: Agency, area: int) -> Ground:
    ground = ground_of(kind, agency, area, day_at(area, timezone.now()))
    if ground is None:
        raise NotAllowed(missing_words(kind, agency, area))
    return ground


def rest_on_ground(batch: Batch, agency: Agency) -> None:
    """Write on the batch why it may come in."""
    ground = ground_today(batch.kind, agency, batch.area)
    batch.ground, batch.ground_code, batch.ground_clause = ground.kind, ground.code, ground.clause


def tell(batch: Batch, reading: Reading) -> None:
    """Write on the batch what the reading understood."""
    heads = zip(reading.heading.headers, reading.heading.columns, strict=True)
    batch.columns = [{"header": header, "column": column} for header, column in heads]
    batch.layout = {
        "sheet": reading.sheet,
        "header_row": reading.heading.row,
        "format": reading.format,
        "skipped": reading.skipped,
    }
    batch.read = len(reading.rows)
    batch.rejected, batch.duplicates = len(reading.rejected), len(reading.duplicates)
    batch.accepted = batch.read - batch.rejected - batch.duplicates


@transaction.atomic
def accept(batch: Batch, *, by: Acting, at: datetime, most_rows: int | None = MAX_ROWS) -> Batch:
    """Save the rows of a previewed file. Saving twice changes nothing; rows told meanwhile count as known."""
    batch = Batch.objects.select_for_update(of=("self",)).select_related("file").get(pk=batch.pk)
    if batch.state != Batch.State.PREVIEWED:
        return batch
    agency = Agency.objects.get(pk=batch.agency_id)
    one_at_a_time(agency)
    reading = read_for(
        batch.kind,
        files.read(batch.file),
        agency=agency,
        area=batch.area,
        as_of=batch.as_of,
        by=by,
        most_rows=most_rows,
    )
    tell(batch, reading)
    rest_on_ground(batch, agency)
    batch.source = open_source(
        channel=Source.Channel.FILE, by=by, agency=agency, area=batch.area, told_at=told_at(batch, at), received_at=at,
        content_hash=batch.content_hash, as_of=batch.as_of,
    )  # fmt: skip
    # From here on what stood in a cell is read from the rows, which can be shielded.
    batch.problems = [problem.without_cell().as_data() for problem in reading.problems[:PROBLEMS_KEPT]]
    batch.state, batch.accepted_at = Batch.State.ACCEPTED, at
    batch.save()
    for rows in batched(reading.rows, CHUNK, strict=False):
        BatchRow.objects.bulk_create([row_of(batch, row) for row in rows])
    emit(events.BATCHES_ACCEPTED, subject=batch, by=by, count=batch.accepted)
    return batch


def one_at_a_time(agency: Agency) -> None:
    """Two members saving the same file at once: the second one finds the rows of the first."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"intake of {agency.pk}"])


def told_at(batch: Batch, at: datetime) -> datetime:
    """A register known true on a day tells the end of that day, but never the future."""
    if batch.as_of is None:
        return at
    return min(at, datetime.combine(batch.as_of, time(23, 59, 59), tzinfo=zone_of(batch.area)))


def row_of(batch: Batch, row: Row) -> BatchRow:
    states = BatchRow.State
    kept = BatchRow(
        batch=batch,
        agency_id=batch.agency_id,
        account_id=batch.account_id,
        area=row.area or batch.area,
        row_no=row.number,
        told=row.told,
        facts=row.facts,
        content_hash=row.hash,
        state=states.REJECTED if row.is_rejected else states.DUPLICATE if row.is_duplicate else states.ACCEPTED,
        problems=[problem.as_data() for problem in row.problems],
    )
    names_people = batch.kind != Batch.Kind.ARRIVALS
    if names_people and kept.state != states.DUPLICATE:  # which is shielded as the row that it repeats
        kept.told_keys = sorted(words_of_row(kept, batch.columns).keys())
    return kept


def store(content: bytes, name: str, format: str, agency: UUID, area: int, by: Acting) -> StoredFile:
    """A file belongs to the agency that told it, also where a desk sends it for that agency."""
    media_type = workbooks.MEDIA_TYPES[format]
    return files.store(content, name=name, media_type=media_type, area=area, by=replace(by, agency=agency))


@transaction.atomic
def undo(batch: Batch, *, because: str, by: Acting, at: datetime) -> Batch:
    """Take a whole file back, with its reason; the persons it spoke of are pictured anew. Twice is as once."""
    because = because.strip()
    if not because:
        raise ValueError("undoing a batch needs its reason in words")
    facts = Facts(records=frozenset(), area=batch.area, agency=batch.agency_id, account=batch.account_id)
    if not decide(by.scopes, UNDO, facts).is_allowed:
        raise NotAllowed(_("Anda tidak dapat membatalkan berkas ini."))
    batch = Batch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
    if batch.state == Batch.State.UNDONE:
        return batch
    batch.state, batch.undone_at, batch.undone_by, batch.undone_because = Batch.State.UNDONE, at, by.account, because
    batch.save(update_fields=["state", "undone_at", "undone_by", "undone_because"])
    if batch.source is not None:
        withdraw(batch.source, because=because, by=by, at=at)
        mark_stale_of_source(batch.source, at=at)
    emit(events.BATCHES_UNDONE, subject=batch, by=by, count=batch.accepted)
    return batch
