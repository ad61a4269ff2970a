"""Open work of a member in what came in: reports they opened to read, files they looked at and did not save."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies.handover import Piece, Work
from timpora.agencies.models import Membership
from timpora.foundation.acting import Acting
from timpora.intake.actions import CLOSE
from timpora.intake.models import Batch, Report
from timpora.territory.codes import span


def reports_begun(acting: Acting, membership: Membership) -> Iterable[Piece]:
    """Marked as read by this member, and nothing came of it yet."""
    marked = {"fate": Report.Fate.READ.value, "by": str(membership.account_id)}
    rows = Report.objects.visible_to(acting, CLOSE).filter(history__contains=[marked])
    within = [report for report in read(rows) if covers(membership, report.area)]
    return report_pieces(within)


def reports_open(acting: Acting, records: Sequence[UUID]) -> Iterable[Piece]:
    return report_pieces(read(Report.objects.visible_to(acting).filter(pk__in=records)))


def read(reports: QuerySet[Report]) -> QuerySet[Report]:
    return reports.filter(fate=Report.Fate.READ).order_by("number")


def covers(membership: Membership, area: int) -> bool:
    return any(low <= area <= high for low, high in map(span, membership.areas))


def report_pieces(reports: Iterable[Report]) -> list[Piece]:
    words = _("Laporan %(number)d")
    return [Piece(row.pk, words % {"number": row.number}, reverse("report_page", args=[row.pk])) for row in reports]


def files_begun(acting: Acting, membership: Membership) -> Iterable[Piece]:
    rows = Batch.objects.visible_to(acting).filter(account_id=membership.account_id)
    return file_pieces(row for row in unsaved(rows) if covers(membership, row.area))


def files_open(acting: Acting, records: Sequence[UUID]) -> Iterable[Piece]:
    return file_pieces(unsaved(Batch.objects.visible_to(acting).filter(pk__in=records)))


def unsaved(batches: QuerySet[Batch]) -> QuerySet[Batch]:
    return batches.filter(state=Batch.State.PREVIEWED).order_by("number")


def file_pieces(batches: Iterable[Batch]) -> list[Piece]:
    words = _("Berkas %(number)d")
    return [Piece(row.pk, words % {"number": row.number}, reverse("batch_page", args=[row.pk])) for row in batches]


REPORTS = Work("intake.report", gettext_lazy("Laporan yang sudah dibaca"), reports_begun, reports_open)
FILES = Work("intake.batch", gettext_lazy("Berkas yang belum disimpan"), files_begun, files_open)
