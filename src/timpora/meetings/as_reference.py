"""A meeting as the open work that a status check may name."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from timpora.exchange.references import Work
from timpora.foundation.acting import Acting
from timpora.meetings.models import Meeting


def not_closed(acting: Acting, at: datetime) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(acting).exclude(state__in=Meeting.OVER)


def label(meeting: Meeting) -> str:
    return _("Rapat %(number)s: %(theme)s") % {"number": meeting.number, "theme": meeting.theme}


MEETING = Work(not_closed, label)
