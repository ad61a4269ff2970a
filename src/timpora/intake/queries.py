"""Reads of reports and files: what a member finds in lists, and what became of a report."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet

from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.intake.models import Batch, Report
from timpora.territory.codes import span
from timpora.territory.queries import zone_of


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a report's story."""

    at: datetime
    text: str
    by: str


def reports(acting: Acting, *, area: int | None = None, fate: str = "", since: date | None = None) -> QuerySet[Report]:
    found = Report.objects.visible_to(acting).select_related("source").order_by("-number")
    if area:
        low, high = span(area)
        found = found.filter(area__gte=low, area__lte=high)
    if fate:
        found = found.filter(fate=fate)
    if since and acting.area is not None:
        found = found.filter(seen_at__gte=datetime.combine(since, time(), tzinfo=zone_of(area or acting.area)))
    return found


def batches(acting: Acting) -> QuerySet[Batch]:
    return Batch.objects.visible_to(acting).order_by("-number")


def story(report: Report, *, with_names: bool) -> list[Step]:
    """What became of it, newest first. A sender reads what was done, not by whom."""
    names = names_of({entry["by"] for entry in report.history if entry["by"]}) if with_names else {}
    steps = [
        Step(datetime.fromisoformat(entry["at"]), str(Report.Fate(entry["fate"]).label), names.get(entry["by"], ""))
        for entry in report.history
    ]
    return steps[::-1]


def names_of(accounts: Iterable[str]) -> dict[str, str]:
    return {str(account.pk): account.name for account in Account.objects.filter(pk__in=accounts)}
