"""How a request is called, how its state looks and a member's duty is called."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.tasks.models import Task, TransferStub

TONES = {"answered": "ok", "settled": "ok", "returned": "stop", "withdrawn": "neutral", "draft": "neutral"}


def called(task: Task) -> str:
    """Permintaan no. 12, Rujukan no. 13, Pelimpahan no. 14."""
    return _("%(kind)s no. %(n)s") % {"kind": task.get_kind_display(), "n": task.number}


def draft_called(task: Task) -> str:
    return _("Konsep %(kind)s no. %(n)s") % {"kind": task.get_kind_display().lower(), "n": task.number}


def tone(task: Task | TransferStub) -> str:
    return TONES.get(task.state, "wait")


def duty_of(member: Membership) -> str | Promise:
    return DUTIES[member.duty].label
