"""What of this room waits for a member: reports nobody has read, files looked at and not saved."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.waiting import Waiting
from timpora.intake import actions, files
from timpora.intake.models import Batch, Report

UNREAD, UNSAVED = 30, 60  # order of harm on the home page
SHOWN = 5


def unread_reports(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may(actions.CLOSE):
        return []
    unread = Report.objects.visible_to(acting).filter(fate=Report.Fate.RECEIVED).order_by("number")
    count = bounded(unread)
    oldest = unread.first()
    if oldest is None:
        return []
    what = ngettext("%(n)s laporan belum dibaca", "%(n)s laporan belum dibaca", count) % {"n": count}
    url = reverse("report_list") + f"?fate={Report.Fate.RECEIVED}"
    return [Waiting(UNREAD, what, url, _("Baca"), since=oldest.source.received_at, count=count)]


def unsaved_files(acting: Acting, at: datetime) -> list[Waiting]:
    """To the one who sent them; a colleague does not know what was meant."""
    if not acting.may(files.SEND):
        return []
    mine = Batch.objects.visible_to(acting).filter(account_id=acting.account, state=Batch.State.PREVIEWED)
    return [
        Waiting(
            UNSAVED,
            _("Berkas %(number)s (%(kind)s) belum disimpan")
            % {"number": batch.number, "kind": batch.get_kind_display()},
            reverse("batch_page", args=[batch.pk]),
            _("Periksa dan simpan"),
            since=batch.created_at,
        )
        for batch in mine.order_by("-number")[:SHOWN]
    ]
