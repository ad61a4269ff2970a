"""Declaring NIHIL for an area and a month: said once, by whoever is answerable there, or noted for them."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from timpora.core.access import Facts, decide
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.intake.actions import CLOSE, SEND
from timpora.intake.models import Report
from timpora.statistics import events, months
from timpora.statistics.models import Nil
from timpora.territory.codes import digits, span
from timpora.territory.queries import DISTRICT, day_at, zone_of

BACK = 12  # months


class Refused(Exception):
    """NIHIL cannot be declared so; the text is the sentence."""


def declare(area: int, month: date, *, by: Acting, at: datetime) -> Nil:
    """Said again it stays as it was."""
    check(area, month, by, at)
    told = {"area": area, "month": month, "agency_id": by.agency}
    known = Nil.objects.filter(**told).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            row = Nil.objects.create(**told, account_id=by.account, is_oral=is_oral(by), declared_at=at)
            emit(events.NIL_DECLARED, subject=row, by=by)
            return row
    except IntegrityError as error:  # said in the same moment on another connection, or by a colleague out of sight
        raise Refused(_("NIHIL untuk bulan ini sudah dinyatakan oleh instansi Anda.")) from error


def is_oral(by: Acting) -> bool:
    """The section does not live there: what it notes was told to it."""
    return by.may(CLOSE)


def check(area: int, month: date, by: Acting, at: datetime) -> None:
    facts = Facts(records=frozenset(), area=area, agency=by.agency, account=by.account)
    if digits(area) < DISTRICT or not decide(by.scopes, SEND, facts).is_allowed:
        raise Refused(_("NIHIL dinyatakan untuk satu kecamatan, desa, atau kelurahan di wilayah tugas Anda."))
    this = months.first(day_at(area, at))
    if month >= this:
        raise Refused(_("Bulan ini belum berakhir. Nyatakan NIHIL setelah bulan itu selesai."))
    if month < months.before(this, BACK):
        raise Refused(_("Bulan itu lebih dari 12 bulan yang lalu. Pilih bulan yang lebih baru."))
    if reports_of(area, month, by):
        raise Refused(_("Untuk bulan itu sudah ada laporan orang asing dari wilayah ini, jadi bukan NIHIL."))


def reports_of(area: int, month: date, by: Acting) -> bool:
    """Whether a report of this month and area is in the sight of who declares."""
    return Report.objects.visible_to(by).filter(month_in(area, month)).exists()


def month_in(area: int, month: date) -> Q:
    """Reports of what was seen in an area in a month, by the clock there."""
    low, high = span(area)
    after = months.before(month, -1)
    begins, ends = (datetime(day.year, day.month, 1, tzinfo=zone_of(area)) for day in (month, after))
    return Q(area__gte=low, area__lte=high, seen_at__gte=begins, seen_at__lt=ends)


def declared(by: Acting) -> QuerySet[Nil]:
    """What the own agency declared, the latest first."""
    return Nil.objects.visible_to(by).filter(agency_id=by.agency).order_by("-declared_at")


def open_months(area: int, by: Acting, at: datetime, n: int = 3) -> list[date]:
    """Of the latest months that are over, those for which the own agency said nothing yet; the oldest first."""
    this = months.first(day_at(area, at))
    lately = [months.before(this, back) for back in range(n, 0, -1)]
    said = set(Nil.objects.visible_to(by).filter(area=area, agency_id=by.agency).values_list("month", flat=True))
    return [month for month in lately if month not in said and not reports_of(area, month, by)]
