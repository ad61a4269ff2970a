"""What waits here for a member: mentions of people that may be somebody on file."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import batas
from timpora.foundation.waiting import Waiting
from timpora.identity.queries import FEW, Filter, Tab, waiting
from timpora.registers.models import Mention

AFTER_DEADLINES = 50


def find(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("person.judge"):
        return []
    lines = {
        Tab.WAITING: lambda n: ngettext(
            "%(n)s keterangan mungkin tentang orang yang sudah tercatat",
            "%(n)s keterangan mungkin tentang orang yang sudah tercatat",
            n,
        ),
        Tab.UNKNOWN: lambda n: ngettext(
            "%(n)s keterangan tentang orang yang belum dikenal", "%(n)s keterangan tentang orang yang belum dikenal", n
        ),
    }
    found = []
    for place, (tab, words) in enumerate(lines.items()):
        told = waiting(acting, Filter(tab), FEW + 1)
        if told:
            found.append(
                Waiting(
                    order=AFTER_DEADLINES + place,
                    what=words(len(told)) % {"n": batas(len(told), FEW)},
                    url=f"{reverse('match_queue')}?tab={tab}",
                    act=_("Cocokkan"),
                    since=Mention.objects.get(pk=told[0]).told_at,
                )
            )
    return found
