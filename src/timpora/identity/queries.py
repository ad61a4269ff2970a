"""What waits for an answer, who may be meant, and what was said."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from timpora.foundation.access import composed, every, lock, with_related
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


FEW = 100  # counted where the list itself is not looked at; the list counts further
OPEN_TABS = (Tab.WAITING, Tab.UNSURE, Tab.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Filter:
    tab: Tab | None = Tab.WAITING
    area: Span | None = None
    kind: str = ""


WAITING = """
select identity_screening.mention_id
from identity_screening
join registers_mention on registers_mention.id = identity_screening.mention_id
join sources_source on sources_source.id = registers_mention.source_id
where identity_screening.waits and {screening} and {asked}
    and registers_mention.person_id is null and registers_mention.withdrawn_at is null and {mention}
    and sources_source.withdrawn_at is null
    and (identity_screening.candidates = 0 or identity_screening.candidates = (
        select count(*) from identity_proposal
        where identity_proposal.mention_id = identity_screening.mention_id and {proposal}
    ))
"""
OPEN = """(identity_screening.candidates > 0 and exists (
    select from identity_proposal join registers_person on registers_person.id = identity_proposal.person_id
    where identity_proposal.mention_id = identity_screening.mention_id and identity_proposal.answered_at is null
        and {proposal} and {person}
))"""
UNSURE = """exists (
    select from identity_judgement
    where identity_judgement.mention_id = identity_screening.mention_id and identity_judgement.answer = 'unsure'
        and identity_judgement.undone_at is null and {judgement}
)"""
TABS = {
    Tab.WAITING: OPEN,
    Tab.UNSURE: f"not {OPEN} and {UNSURE}",
    Tab.UNKNOWN: f"not {OPEN} and not {UNSURE}",
}
TABLES = {"screening": Screening, "mention": Mention, "proposal": Proposal, "person": Person, "judgement": Judgement}


def waiting(
    acting: Acting,
    wanted: Filter,
    most: int | None,
    *,
    among: Sequence[UUID] | None = None,
    after: UUID | None = None,
    is_in_order: bool = True,
) -> list[UUID]:
    """Mentions without a person, oldest first: of one open tab or, without a tab, of all.

    One whose candidates are not all there for the member is not there either: it may speak of somebody protected, and
    that nobody like this is on file must not be said.
    """
    locks = {name: lock(model, acting) for name, model in TABLES.items()}
    asked = [composed(TABS[wanted.tab], **locks)] if wanted.tab else []
    if wanted.area:
        asked.append(("identity_screening.area between %s and %s", list(wanted.area)))
    if wanted.kind:
        asked.append(("registers_mention.kind = %s", [wanted.kind]))
    if among is not None:
        asked.append(("identity_screening.mention_id = any(%s)", [list(among)]))
    if after is not None:
        asked.append(("identity_screening.mention_id > %s", [after]))
    text, told = composed(WAITING, **locks, asked=every(asked))
    order = "order by identity_screening.mention_id" if is_in_order else ""
    with connection.cursor() as cursor:
        cursor.execute(f"{text} {order} limit %s", [*told, most])
        return [mention for (mention,) in cursor]


def a_few(acting: Acting, wanted: Filter) -> int:
    """How many of them, at most one more than a few: not sorted, it stops there."""
    return len(waiting(acting, wanted, FEW + 1, is_in_order=False))


def waits(acting: Acting, mention: UUID, tab: Tab | None = None) -> bool:
    return bool(waiting(acting, Filter(tab), 1, among=[mention]))


def proposals(acting: Acting) -> QuerySet[Proposal]:
    """Only persons whom the member may see; somebody of another office's area is no candidate here."""
    return Proposal.objects.visible_to(acting).filter(person__in=Person.objects.visible_to(acting))


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
    following = waiting(acting, wanted, 1, after=after) or waiting(acting, wanted, 1)
    return next((mention for mention in following if mention != after), None)


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
    unlinked = {"mention__person": None, "mention__withdrawn_at": None, "mention__source__withdrawn_at": None}
    waits = Screening.objects.filter(area__range=within, waits=True, **unlinked)
    return {"matched": linked.get(Answer.SAME, 0), "waiting": waits.count(), "new": linked.get(Answer.NEW, 0)}
