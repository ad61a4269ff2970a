"""How a request is called, how its state looks and a member's duty is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.foundation.templatetags.timpora import waktu
from timpora.tasks.models import Task, TransferStub
from timpora.territory.queries import zone_of

TONES = {"answered": "ok", "settled": "ok", "returned": "stop", "withdrawn": "neutral", "draft": "neutral"}


def called(task: Task) -> str:
    """Permintaan no. 12, Rujukan no. 13, Pelimpahan no. 14."""
    return _("%(kind)s no. %(n)s") % {"kind": task.get_kind_display(), "n": task.number}


def draft_called(task: Task) -> str:
    return _("Konsep %(kind)s no. %(n)s") % {"kind": task.get_kind_display().lower(), "n": task.number}


def progress(task: Task) -> list[str]:
    """How far it came: sent, opened, and answered, or for a transfer accepted."""
    if task.sent_at is None:
        return [_("Belum dikirim")]
    last = (task.answered_at, _("dijawab %(at)s"), _("belum dijawab"))
    if task.kind == Task.Kind.TRANSFER:
        last = (task.accepted_at, _("diterima %(at)s"), _("belum diterima"))
    steps = [(task.sent_at, _("Terkirim %(at)s"), ""), (task.opened_at, _("dibuka %(at)s"), _("belum dibuka")), last]
    if last[0] and not task.opened_at:  # by somebody who had read it where it was before
        del steps[1]
    zone = zone_of(task.area)
    return [done % {"at": waktu(at, zone)} if at else waits for at, done, waits in steps]


def tone(task: Task | TransferStub) -> str:
    return TONES.get(task.state, "wait")


def duty_of(member: Membership) -> str | Promise:
    return DUTIES[member.duty].label
