"""Open work of a member in meetings: those prepared or held by them as the secretary and not closed yet."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies.handover import Piece, Work
from timpora.agencies.models import Membership
from timpora.foundation.acting import Acting
from timpora.meetings.models import Meeting

KIND = "meetings.meeting"


def begun(acting: Acting, membership: Membership) -> Iterable[Piece]:
    held = Meeting.objects.visible_to(acting).filter(
        made_by=membership.account_id, team__secretariat=membership.agency_id
    )
    return pieces(held)


def still_open(acting: Acting, records: Sequence[UUID]) -> Iterable[Piece]:
    return pieces(Meeting.objects.visible_to(acting).filter(pk__in=records))


def pieces(meetings: QuerySet[Meeting]) -> list[Piece]:
    rows = meetings.exclude(state__in=Meeting.OVER).order_by("number")
    words = _("Rapat no. %(n)s, %(theme)s")
    return [
        Piece(row.pk, words % {"n": row.number, "theme": row.theme}, reverse("meeting_page", args=[row.pk]))
        for row in rows
    ]


WORK = Work(KIND, gettext_lazy("Rapat"), begun, still_open)
