"""Drawing mentions and claims out of what was told."""

from collections.abc import Iterable, Mapping

from django.db.models import Exists, OuterRef
from django.utils import timezone

from timpora.core.matching import nationality_code, parse_birth
from timpora.core.matching.absent import is_absent
from timpora.intake.models import Batch, BatchRow, Report
from timpora.intake.naming import readable
from timpora.registers.claims import Told, write_many
from timpora.registers.protection import shield_mentions
from timpora.territory.queries import day_at

CHUNK = 1000


def draw_claims() -> int:
    """One chunk of what waits: reports first, since somebody may be looking at the place."""
    return draw_reports() or draw_rows()


def draw_reports() -> int:
    waiting = Report.objects.filter(drawn_at=None).select_for_update(skip_locked=True, of=("self",))
    reports = list(waiting.select_related("source").order_by("number")[:CHUNK])
    now = timezone.now()
    for report in reports:
        report.drawn_at = now
        facts = facts_of(report)
        if "name" in facts:  # without a name there is nobody to compare: the report stays words for a reader
            told = Told(
                row_no=0, kind="report", area=report.area, told_at=report.seen_at, facts=facts, handling=report.handling
            )
            report.mention_id = write_many(report.source, [told])[0].pk
    Report.objects.bulk_update(reports, ["drawn_at", "mention_id"])
    keep_shielded(reports)
    return len(reports)


def keep_shielded(told: Iterable[Report | BatchRow]) -> None:
    """What names somebody protected was shielded before its mention was drawn."""
    if shielded := [row.mention_id for row in told if row.is_protected and row.mention_id]:
        shield_mentions(shielded, True)


def facts_of(report: Report) -> Mapping[str, object]:
    """What can be compared. What cannot be read stays in the report, as told."""
    facts = {
        "name": "" if is_absent(report.name_told) else report.name_told,
        "nationality": readable(nationality_code, report.nationality_told),
        "birth": readable(parse_birth, report.birth_year_told),
        "employer": "" if is_absent(report.employer_told) else report.employer_told,
        "place": report.place[:200],
        "area": report.area,
        "seen_on": day_at(report.area, report.seen_at),
        "sight": report.sight,
        "activity": report.words,
    }
    return {name: value for name, value in facts.items() if value}


def draw_rows() -> int:
    """Rows of the oldest accepted file. Its row is locked: undoing waits, or comes before."""
    undrawn = BatchRow.objects.filter(batch=OuterRef("pk"), state=BatchRow.State.ACCEPTED, drawn_at=None)
    of_people = Batch.objects.exclude(kind=Batch.Kind.ARRIVALS)  # totals are drawn by the room of totals
    waiting = of_people.filter(Exists(undrawn), state=Batch.State.ACCEPTED).order_by("number")
    batch = waiting.select_for_update(skip_locked=True, of=("self",)).select_related("source").first()
    if batch is None or batch.source is None:
        return 0
    rows = list(batch.rows.filter(state=BatchRow.State.ACCEPTED, drawn_at=None).order_by("row_no")[:CHUNK])
    told = [Told(row.row_no, batch.kind, row.area, batch.source.told_at, row.facts) for row in rows]
    now = timezone.now()
    for row, mention in zip(rows, write_many(batch.source, told), strict=True):
        row.mention_id, row.drawn_at = mention.pk, now
    BatchRow.objects.bulk_update(rows, ["mention_id", "drawn_at"], batch_size=CHUNK)
    keep_shielded(rows)
    return len(rows)
