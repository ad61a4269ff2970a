"""What waits for a member: letters of the own agency whose number has not come back from TU."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.documents.models import Letter
from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.templatetags.timpora import batas
from timpora.foundation.waiting import Waiting

ORDER = 65  # after the next meeting: the letter is written, only its number lacks


def without_number(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("letter.make"):
        return []
    rows = Letter.objects.visible_to(acting).filter(agency_id=acting.agency, number="", number_mode="tu")
    count = bounded(rows)
    if not count:
        return []
    words = ngettext("%(n)s surat menunggu nomor dari TU", "%(n)s surat menunggu nomor dari TU", count)
    url = f"{reverse('letter_list')}?keadaan=nomor"
    return [Waiting(order=ORDER, what=words % {"n": batas(count)}, url=url, act=_("Catat nomornya"), count=count)]
