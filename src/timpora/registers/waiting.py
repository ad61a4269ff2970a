"""What waits here: a lift that one keyholder asked for and another decides, and files opened in haste."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.models import Account, Grant
from timpora.foundation.waiting import Waiting
from timpora.registers.models import Person, Protection, UrgentAccess
from timpora.registers.protection import KEY, LIFT, PAGES
from timpora.registers.purposes import URGENT
from timpora.registers.urgent import CLOSE

ORDER = 20
URGENT_HERE, URGENT_TO_CLOSE, URGENT_WRONG = 5, 8, 8
TOLD_FOR, WRONG_FOR = timedelta(days=7), timedelta(days=30)  # on the home page; dapat diubah


def lifts_asked(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may(LIFT):
        return []
    asked = Protection.objects.visible_to(acting, KEY).filter(lifted_at=None, lift_asked_at__isnull=False)
    rows = list(asked.exclude(lift_asked_by=acting.account).order_by("lift_asked_at")[:50])
    names = dict(Account.objects.filter(pk__in=[row.lift_asked_by for row in rows]).values_list("pk", "name"))
    return [
        Waiting(
            order=ORDER,
            what=_("Pencabutan pelindungan diminta"),
            who=names.get(row.lift_asked_by, ""),
            since=row.lift_asked_at,
            url=page_of(row),
            act=_("Putuskan"),
        )
        for row in rows
    ]


def page_of(row: Protection) -> str:
    if row.person_id:
        return reverse("person_page", args=[row.person_id])
    return next((url for page in PAGES if (url := page(row.source_id))), reverse("home"))


def opened_in_haste(acting: Acting, at: datetime) -> list[Waiting]:
    """The owner of a file is told who opened it from elsewhere."""
    if not acting.may("person.protect"):
        return []
    recent = Grant.objects.filter(purpose=URGENT, begins_at__gt=at - TOLD_FOR).exclude(subject_id=acting.account)
    grants = {grant.record_id: grant for grant in recent.order_by("begins_at")}
    ours = Person.objects.visible_to(acting, "person.protect").filter(pk__in=grants).values_list("pk", flat=True)[:50]
    names = dict(Account.objects.filter(pk__in=[g.subject_id for g in grants.values()]).values_list("pk", "name"))
    return [
        Waiting(
            order=URGENT_HERE,
            what=_("Data orang di wilayah Anda dibuka dengan akses mendesak"),
            who=names.get(grants[person].subject_id, ""),
            since=grants[person].begins_at,
            url=reverse("person_page", args=[person]),
            act=_("Lihat"),
        )
        for person in ours
    ]


def urgent_to_close(acting: Acting, at: datetime) -> list[Waiting]:
    """For the supervisor of the own office, who is not the one who asked."""
    if not acting.may(CLOSE):
        return []
    rows = UrgentAccess.objects.visible_to(acting, CLOSE).filter(closed_at=None).exclude(account_id=acting.account)
    oldest = rows.order_by("asked_at").first()
    if oldest is None:
        return []
    count = bounded(rows)
    what = ngettext("%(n)s akses mendesak belum ditutup", "%(n)s akses mendesak belum ditutup", count) % {"n": count}
    return [Waiting(URGENT_TO_CLOSE, what, reverse("urgent_list"), _("Tutup"), since=oldest.asked_at, count=count)]


def urgent_found_wrong(acting: Acting, at: datetime) -> list[Waiting]:
    """For the inspector: what a supervisor called improper."""
    if not acting.may("event.read"):
        return []
    rows = UrgentAccess.objects.visible_to(acting).filter(is_proper=False, closed_at__gt=at - WRONG_FOR)
    first = rows.order_by("closed_at").first()
    if first is None:
        return []
    count = bounded(rows)
    what = ngettext("%(n)s akses mendesak tidak wajar", "%(n)s akses mendesak tidak wajar", count) % {"n": count}
    url = reverse("urgent_list") + "?bagian=tidak-wajar"
    return [Waiting(URGENT_WRONG, what, url, _("Periksa"), since=first.closed_at, count=count)]
