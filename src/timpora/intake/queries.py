"""Reads of reports and files: what a member finds in lists, and what became of a report."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet

from timpora.agencies import sharing
from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.figures import figure
from timpora.foundation.models import Account
from timpora.intake.actions import CLOSE
from timpora.intake.models import Batch, BatchRow, Report
from timpora.intake.problems import Problem, say, say_without_cell
from timpora.territory.codes import span
from timpora.territory.queries import zone_of

READABLE = "own_reports.months"
DAYS_A_MONTH = 365.25 / 12
JUST_SENT = timedelta(hours=1)  # a preview is read by who has it still in hand; saving it brings it back


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a report's story."""

    at: datetime
    text: str
    by: str
    url: str = ""


# Of rooms above: what they did with a report, as far as the member may read it there.
STORIES: list[Callable[[Report, Acting], Iterable[Step]]] = []


def readable(acting: Acting, at: datetime) -> QuerySet[Report]:
    """Reports as their senders may follow them: for some months. The section reads them as long as they are kept."""
    rows = Report.objects.visible_to(acting).select_related("source")
    if acting.may(CLOSE):
        return rows
    return rows.filter(source__received_at__gte=at - timedelta(days=round(figure(READABLE).value * DAYS_A_MONTH)))


def reports(
    acting: Acting, at: datetime, *, area: int | None = None, fate: str = "", since: date | None = None
) -> QuerySet[Report]:
    found = readable(acting, at).order_by("-number")
    if area:
        low, high = span(area)
        found = found.filter(area__gte=low, area__lte=high)
    if fate:
        found = found.filter(fate=fate)
    if since:
        found = found.filter(seen_at__gte=datetime.combine(since, time(), tzinfo=zone_of(area or acting.area or 0)))
    return found


def batches(acting: Acting) -> QuerySet[Batch]:
    return Batch.objects.visible_to(acting).order_by("-number")


def may_read_cells(batch: Batch, acting: Acting) -> bool:
    """What stood in rows goes back to who sent it, and to keyholders. Colleagues read where and why.

    Were it shown to them save for shielded rows, the gap would tell them that somebody in the file is protected.
    """
    return batch.account_id == acting.account or holds_key(batch, acting)


def holds_key(batch: Batch, acting: Acting) -> bool:
    return decide(acting.scopes, Batch.access.read, replace(facts_of(batch), is_protected=True)).is_allowed


def rejected_rows(batch: Batch, acting: Acting) -> QuerySet[BatchRow]:
    rows = BatchRow.objects.visible_to(acting).filter(batch=batch, state=BatchRow.State.REJECTED)
    return rows.order_by("row_no") if may_read_cells(batch, acting) else rows.none()


def problems_of(batch: Batch, acting: Acting, at: datetime) -> list[tuple[Problem, str]]:
    """The first problems of a file, each with its sentence; what stood in the cell only where it may be read."""
    kept = [Problem(**told) for told in batch.problems]
    if batch.state == Batch.State.PREVIEWED:
        just_sent = batch.account_id == acting.account and at - batch.created_at < JUST_SENT
        readable = kept if just_sent or holds_key(batch, acting) else []
    else:
        readable = told_in_rows(batch, {problem.row for problem in kept}, acting)
    in_full = {problem.without_cell(): problem for problem in readable}
    found = [(problem, in_full.get(problem.without_cell())) for problem in kept]
    return [(problem, say(full) if full else say_without_cell(problem)) for problem, full in found]


def told_in_rows(batch: Batch, numbers: Iterable[int], acting: Acting) -> list[Problem]:
    if not may_read_cells(batch, acting):
        return []
    rows = BatchRow.objects.visible_to(acting).filter(batch=batch, row_no__in=list(numbers))
    return [Problem(**told) for row in rows.values_list("problems", flat=True) for told in row]


def story(report: Report, acting: Acting, *, with_names: bool, at: datetime) -> list[Step]:
    """What became of it and who may see it, newest first. A sender reads what was done, not by whom."""
    lines = sharing.story(report, at)
    names = names_of({str(line.by) for line in lines if line.by}) if with_names else {}
    opened = [Step(line.at, line.text, names.get(str(line.by), "")) for line in lines]
    opened += [step for tell in STORIES for step in tell(report, acting)]
    return sorted(fates(report, with_names=with_names) + opened, key=lambda step: step.at, reverse=True)


def fates(report: Report, *, with_names: bool) -> list[Step]:
    """Oldest first."""
    names = names_of({entry["by"] for entry in report.history if entry["by"]}) if with_names else {}
    return [
        Step(datetime.fromisoformat(entry["at"]), str(Report.Fate(entry["fate"]).label), names.get(entry["by"], ""))
        for entry in report.history
    ]


def names_of(accounts: Iterable[str]) -> dict[str, str]:
    return {str(account.pk): account.name for account in Account.objects.filter(pk__in=accounts)}
