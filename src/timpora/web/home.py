"""What the home page lays out: what waits, in order of harm, and a sender's own last reports with their fate."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import batas, sejak, tanggal_pendek
from timpora.foundation.waiting import Waiting, waiting_for
from timpora.intake.models import Report
from timpora.territory.queries import area_name, day_at, zone_of

OWN_SHOWN = 5
COUNTRY = 0


@dataclass(frozen=True, slots=True)
class Line:
    waiting: Waiting
    since: str
    count: str  # nothing where the sentence says it already


@dataclass(frozen=True, slots=True)
class OwnReport:
    report: Report
    where: str
    zone: str


def lines_for(acting: Acting, at: datetime) -> list[Line]:
    return [Line(line, since_words(line.since, acting, at), count_words(line)) for line in waiting_for(acting, at)]


def count_words(line: Waiting) -> str:
    words = batas(line.count)
    return "" if line.count < 2 or words in f"{line.what} {line.who}".split() else words


def since_words(since: date | datetime | None, acting: Acting, at: datetime) -> str:
    """How long it has been waiting; a day still to come is named instead."""
    if since is None:
        return ""
    here = acting.area or COUNTRY
    today = day_at(here, at)
    day = day_at(here, since) if isinstance(since, datetime) else since
    if day > today:
        return _("pada %(day)s") % {"day": tanggal_pendek(day)}
    if day == today and not isinstance(since, datetime):
        return _("hari ini")
    age = sejak(since, at) if isinstance(since, datetime) else sejak(day, at)
    return _("sejak %(age)s lalu") % {"age": age}


def only_sends(acting: Acting) -> bool:
    """A member who sends and does not browse: the report button is what the page is for."""
    duty = DUTIES.get(acting.duty)
    return duty is not None and "report.send" in duty.on_account


def own_reports(acting: Acting) -> list[OwnReport]:
    if not acting.may("report.send"):
        return []
    rows = Report.objects.visible_to(acting).filter(account_id=acting.account).order_by("-number")[:OWN_SHOWN]
    return [OwnReport(row, row.place or area_name(row.area), zone_of(row.area).key) for row in rows]
