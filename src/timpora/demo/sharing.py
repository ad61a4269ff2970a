"""Who may see what, to be met: a circle, a report shared with it, one narrowed, and an agency kept out."""

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from timpora.agencies import circles, sharing
from timpora.agencies.acting import resolve
from timpora.agencies.models import Agency, Circle
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account, Grant, Handling
from timpora.intake.models import Report

OWN = UUID("4a1f4c5e-8d0b-4f6a-9c53-2f3f6f1d7a10")
PURPOSE = "Pendataan pekerja proyek"
REASON = "Menyangkut anak yang menyertai orang tuanya"


def share_some(section: Account, partner: UUID | None, at: datetime) -> None:
    """Twice is once."""
    by = resolve(section)
    key = uuid5(OWN, "circle")
    if Circle.objects.filter(pk=key).exists():
        return
    with acting_in_database(by):
        told = {"purpose": PURPOSE, "ends_at": at + timedelta(days=60), "by": by, "at": at}
        circle = circles.make(key=key, agencies=Agency.objects.filter(pk=partner), **told)
    by = resolve(section)
    with acting_in_database(by):
        open_reports = Report.objects.visible_to(by).filter(handling=Handling.BIASA, is_protected=False)
        first, second = open_reports.order_by("number")[:2]
        told = {"purpose": "field_check", "until": at + timedelta(days=30), "by": by, "at": at}
        sharing.share(first, Grant.Subject.CIRCLE, circle.pk, **told)
        sharing.handle(second, Handling.TERBATAS, reason=REASON, version=second.version, by=by, at=at)
