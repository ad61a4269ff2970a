"""What waits here: a lift that one keyholder asked for and another decides."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.foundation.waiting import Waiting
from timpora.registers.models import Protection
from timpora.registers.protection import KEY, LIFT

ORDER = 20


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
            url=reverse("person_page", args=[row.person_id]),
            act=_("Putuskan"),
        )
        for row in rows
    ]
