"""What of this room waits: a month of one's own area without a word, and kecamatan that said nothing."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.foundation.acting import Acting
from timpora.foundation.waiting import Waiting
from timpora.intake.actions import CLOSE, SEND
from timpora.statistics import months, nil, queries
from timpora.territory.codes import digits
from timpora.territory.queries import DISTRICT, day_at

NO_WORD, SILENT_DISTRICTS = 70, 80  # order of harm on the home page


def own_month_without_word(acting: Acting, at: datetime) -> list[Waiting]:
    """To who answers for a kecamatan or a village: report, or say NIHIL."""
    area = acting.area
    if area is None or digits(area) < DISTRICT or not acting.may(SEND):
        return []
    return [
        Waiting(
            NO_WORD,
            _("Belum ada laporan dari wilayah Anda untuk %(month)s") % {"month": months.said(month)},
            reverse("nil_new") + f"?bulan={month:%Y-%m}",
            _("Laporkan atau nyatakan NIHIL"),
            since=months.before(month, -1),
        )
        for month in nil.open_months(area, acting, at, n=1)
    ]


def districts_without_word(acting: Acting, at: datetime) -> list[Waiting]:
    """To the section: silence is not NIHIL."""
    if acting.area is None or digits(acting.area) != 4 or not (acting.may(CLOSE) and acting.may(queries.READ)):
        return []
    month = months.before(months.first(day_at(acting.area, at)))
    silent = sum(row.cells[0].state == queries.SILENT for row in queries.matrix(acting, acting.area, [month]))
    if not silent:
        return []
    what = ngettext(
        "%(n)s kecamatan belum melapor untuk %(month)s", "%(n)s kecamatan belum melapor untuk %(month)s", silent
    ) % {"n": silent, "month": months.said(month)}
    since = months.before(month, -1)
    return [Waiting(SILENT_DISTRICTS, what, reverse("nil_matrix"), _("Lihat"), since=since, count=silent)]
