"""What of agreements waits: those that end within 90, 30 or 7 days, and what the own agency still owes."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.agreements.models import Agreement, Obligation
from timpora.foundation.acting import Acting
from timpora.foundation.waiting import Waiting
from timpora.territory.queries import day_at

REMINDERS = ((7, 15), (30, 45), (90, 75))  # days before the end, order on the home page; practice, dapat diubah
OWED_LATE, OWED = 12, 40
SHOWN = 20


def agreements_waiting(acting: Acting, at: datetime) -> list[Waiting]:
    return ending_soon(acting, at) + owed(acting, at)


def ending_soon(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("agreement.edit"):
        return []
    today, furthest = day_at(acting.area or 0, at), REMINDERS[-1][0]
    rows = Agreement.objects.visible_to(acting, "agreement.edit").filter(
        in_force_at__isnull=False, ended_at=None, valid_until__range=(today, today + timedelta(days=furthest))
    )
    lines = []
    for row in rows.order_by("valid_until", "id")[:SHOWN]:
        days = (row.valid_until - today).days
        order = next(order for within, order in REMINDERS if days <= within)
        words = ngettext("%(what)s berakhir %(n)s hari lagi", "%(what)s berakhir %(n)s hari lagi", days)
        said = (words if days else _("%(what)s berakhir hari ini")) % {"what": row.title, "n": days}
        lines.append(Waiting(order, said, reverse("agreement_page", args=[row.pk]), _("Baca")))
    return lines


def owed(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("agreement.read"):
        return []
    today = day_at(acting.area or 0, at)
    asked = Q(kind=Obligation.Kind.GIVE_UP) | Q(agreement__in_force_at__isnull=False, agreement__ended_at=None)
    rows = Obligation.objects.visible_to(acting).filter(
        asked, agency=acting.agency, fulfilled_at=None, removed_at=None,
        due_on__lte=today + timedelta(days=REMINDERS[-1][0]),
    )  # fmt: skip
    return [
        Waiting(
            OWED_LATE if row.due_on < today else OWED,
            _("Kewajiban perjanjian: %(words)s") % {"words": row.words},
            reverse("agreement_page", args=[row.agreement_id]) + "#kewajiban", _("Penuhi"), since=row.due_on,
        )
        for row in rows.order_by("due_on", "id")[:SHOWN]
    ]  # fmt: skip
