"""How a request's state looks and a member's duty is called."""

from django.utils.functional import Promise

from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Membership
from timpora.tasks.models import Task

TONES = {"answered": "ok", "settled": "ok", "returned": "stop", "withdrawn": "neutral", "draft": "neutral"}


def tone(task: Task) -> str:
    return TONES.get(task.state, "wait")


def duty_of(member: Membership) -> str | Promise:
    return DUTIES[member.duty].label
