"""Reports as records that are shared, narrowed and kept from an agency."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext_lazy as _

from timpora.agencies.queries import members_over
from timpora.agencies.sharing import Shareable
from timpora.intake.actions import CLOSE
from timpora.intake.models import Report


def originator(report: Report) -> UUID:
    return report.agency_id


def needed(report: Report, at: datetime) -> Iterable[UUID]:
    """The offices that read reports of this area: a report nobody reads helps nobody."""
    return {member.agency_id for member in members_over(CLOSE, report.area, at)}


def companions(report: Report) -> list[tuple[str, UUID, str]]:
    """Where it came from, which stays masked, and the picture of the place."""
    photo = [("foundation.storedfile", report.photo_id, "file.read")] if report.photo_id else []
    return [("sources.source", report.source_id, "report.read"), *photo]


def carry_level(report: Report) -> None:
    """What the report tells of a person, and who told the member."""
    with connection.cursor() as cursor:
        cursor.execute("select intake_follow_handling(%s)", [report.pk])


REPORT = Shareable(
    Report, _("Laporan %(n)s"), "report_page", CLOSE, originator, needed, companions=companions, carry_level=carry_level
)
