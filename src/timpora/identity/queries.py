"""What waits for an answer, who may be meant, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from timpora.foundation.access import with_related
from timpora.foundation.acting import Acting
from timpora.identity.models import Judgement, Proposal, Screening
from timpora.registers.models import Mention, Person

Answer = Judgement.Answer
type Span = tuple[int, int]


class Tab(StrEnum):
    WAITING = "menunggu"  # somebody on file may be meant
    UNSURE = "ragu"
    UNKNOWN = "belum-dikenal"  # nobody on file is like this
    ANSWERED = "dijawab"
    CONFIRMED = "cocok-penuh"


NOBODY = Q(candidates=0)  # asked first: half of what waits is nobody's whom we know
FEW = 100  # counted where the list itself is not looked at; the list counts further
OPEN_TABS = (Tab.WAITING, Tab.UNSURE, Tab.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Filter:
    tab: Tab = Tab.WAITING
    area: Span | None = None
    kind: str = ""


def unlinked(screenings: QuerySet[Screening]) -> QuerySet[Screening]:
    return screenings.filter(
        waits=True, mention__person=None, mention__withdrawn_at=None, mention__source__withdrawn_at=None
    )


def every_waiting(acting: Acting) -> QuerySet[Screening]:
    """Mentions without a person, oldest first.

    One whose candidates are not all there for the member is not there either: it may speak of somebody protected, and
    that nobody like this is on file must not be said.
    """
    rows = unlinked(Screening.objects.visible_to(acting)).filter(mention__in=Mention.objects.visible_to(acting))
    rows = rows.filter(NOBODY | Q(candidates=shown(acting)))
    return rows.select_related("mention__source").order_by("mention")


def waiting(acting: Acting, wanted: Filter) -> QuerySet[Screening]:
    """Those of one open tab."""
    return waiting_by_tab(acting, wanted)[wanted.tab]


def waiting_by_tab(acting: Acting, wanted: Filter) -> dict[Tab, QuerySet[Screening]]:
    rows = every_waiting(acting)
    if wanted.area:
        rows = rows.filter(area__range=wanted.area)
    if wanted.kind:
        rows = rows.filter(mention__kind=wanted.kind)
    is_open = ~NOBODY & Q(Exists(open_proposals(acting).filter(mention=OuterRef("pk"))))
    is_unsure = Exists(live(Judgement.objects.visible_to(acting)).filter(mention=OuterRef("pk"), answer=Answer.UNSURE))
    return {
        Tab.WAITING: rows.filter(is_open),
        Tab.UNSURE: rows.filter(~is_open, is_unsure),
        Tab.UNKNOWN: rows.filter(~is_open, ~is_unsure),
    }


def shown(acting: Acting) -> Coalesce:
    there = Proposal.objects.visible_to(acting).filter(mention=OuterRef("pk")).order_by()
    counted = there.values("mention").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def proposals(acting: Acting) -> QuerySet[Proposal]:
    """Only persons whom the member may see; somebody of another office's area is no candidate here."""
    return Proposal.objects.visible_to(acting).filter(person__in=Person.objects.visible_to(acting))


def open_proposals(acting: Acting) -> QuerySet[Proposal]:
    return proposals(acting).filter(answered_at=None)


def live(judgements: QuerySet[Judgement]) -> QuerySet[Judgement]:
    return judgements.filter(undone_at=None)


def answered(acting: Acting, wanted: Filter) -> QuerySet[Judgement]:
    """Answers that stand, the last first: of people, or of the full-match rule."""
    rows = live(Judgement.objects.visible_to(acting)).filter(mention__in=Mention.objects.visible_to(acting))
    if wanted.tab == Tab.CONFIRMED:
        rows = rows.filter(account_id=None, answer=Answer.SAME)
    else:
        rows = rows.filter(account_id__isnull=False)
    if wanted.area:
        rows = rows.filter(area__range=wanted.area)
    if wanted.kind:
        rows = rows.filter(mention__kind=wanted.kind)
    return rows.select_related("mention__source").order_by("-at", "-pk")


def best_of(acting: Acting, mentions: Sequence[UUID]) -> dict[UUID, list[Proposal]]:
    """The open proposals of each mention, the most probable first."""
    open_ones, best_first = "mention_id = any(%s) and answered_at is null", "order by probability desc, id"
    shown = ("mention", "person", "decision")
    rows = Proposal.objects.read(acting, open_ones, [list(mentions)], then=best_first, only=shown)
    found: dict[UUID, list[Proposal]] = {}
    for row in with_related(rows, "person", acting, only=("area",)):
        found.setdefault(row.mention_id, []).append(row)
    return found


def next_waiting(acting: Acting, wanted: Filter, after: UUID) -> UUID | None:
    """The next of the same list, from the beginning again after the last."""
    rows = waiting(acting, wanted).exclude(pk=after)
    later = rows.filter(pk__gt=after).first() or rows.first()
    return later.pk if later else None


def said_on(mention: Mention) -> QuerySet[Judgement]:
    """What stands on this mention, the last first."""
    return live(Judgement.objects.filter(mention=mention)).order_by("-at", "-pk")


def version_of(mention: Mention) -> int:
    """Rises with every answer and with every one taken back."""
    rows = Judgement.objects.filter(mention=mention)
    return rows.count() + rows.exclude(undone_at=None).count()


def totals(within: Span) -> dict[str, int]:
    """How many mentions of an area are matched to somebody known, wait for a person, or made somebody known."""
    rows = live(Judgement.objects.filter(area__range=within)).exclude(mention__person=None)
    linked = dict(rows.values_list("answer").annotate(count=Count("pk")).order_by())
    waits = unlinked(Screening.objects.filter(area__range=within))
    return {"matched": linked.get(Answer.SAME, 0), "waiting": waits.count(), "new": linked.get(Answer.NEW, 0)}
