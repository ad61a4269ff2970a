"""Open work of a member in matching: mentions on which they said "not sure yet"."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies.handover import Piece, Work
from timpora.agencies.models import Membership
from timpora.foundation.acting import Acting
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.identity.models import Judgement, Screening
from timpora.identity.queries import Filter, Tab, live, waiting
from timpora.territory.queries import area_name

KIND = "registers.mention"


def begun(acting: Acting, membership: Membership) -> Iterable[Piece]:
    """An account that judges for two offices said it of areas of this duty."""
    said = live(Judgement.objects.visible_to(acting)).filter(
        account_id=membership.account_id, answer=Judgement.Answer.UNSURE
    )
    return pieces(acting, list(said.values_list("mention", flat=True)))


def still_open(acting: Acting, records: Sequence[UUID]) -> Iterable[Piece]:
    return pieces(acting, records)


def pieces(acting: Acting, mentions: Sequence[UUID]) -> list[Piece]:
    words = _("Pencocokan yang belum pasti, %(area)s, %(day)s")
    unsure = waiting(acting, Filter(Tab.UNSURE), len(mentions), among=mentions)
    return [
        Piece(row.pk, words % {"area": area_name(row.area), "day": tanggal_pendek(row.at)}, page_of(row.pk))
        for row in sorted(Screening.objects.among(acting, unsure), key=lambda row: row.pk)
    ]


def page_of(mention: UUID) -> str:
    return reverse("match_page", args=[mention])


WORK = Work(KIND, gettext_lazy("Pencocokan"), begun, still_open)
