"""*Serah terima*: finding the open work in a member's name and giving it to another in one act.

Rooms above register what open work is there. In whose name it stands is who began it, until a hand-over says otherwise.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from timpora.agencies import events
from timpora.agencies.acting import running
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import HandedOver, HandOver, Membership
from timpora.agencies.sharing import HANDED_OVER, denial
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Grant
from timpora.foundation.waiting import Waiting

ORDER = 25  # of harm on the home page
TOLD_FOR = timedelta(days=14)  # how long the home page of the successor says it; dapat diubah


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of open work: what it is in words without a name, and its page."""

    record_id: UUID
    what: str
    url: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A kind of open work. `begun` finds what a member began in a duty and is open still; `still_open` finds it by id.

    Both show only what the one who asks may see.
    """

    kind: str
    label: str | Promise
    begun: Callable[[Acting, Membership], Iterable[Piece]]
    still_open: Callable[[Acting, Sequence[UUID]], Iterable[Piece]]


REGISTRY: dict[str, Work] = {}


def register(work: Work) -> None:
    REGISTRY[work.kind] = work


def open_work(membership: Membership, acting: Acting) -> list[Piece]:
    """What stands in this member's name in this duty, kind by kind, as far as the one who asks may see it."""
    return [piece for work in REGISTRY.values() for piece in of_kind(work, membership, acting)]


def of_kind(work: Work, membership: Membership, acting: Acting) -> list[Piece]:
    began = {piece.record_id: piece for piece in work.begun(acting, membership)}
    taken = HandedOver.objects.filter(kind=work.kind, hand_over__taker=membership).values_list("record_id", flat=True)
    others = [record for record in taken if record not in began]
    found = began | {piece.record_id: piece for piece in work.still_open(acting, others)}
    holders = holders_of(work.kind, found)
    return [
        Piece(piece.record_id, piece.what, piece.url, work.kind)
        for piece in found.values()
        if holders.get(piece.record_id, membership.pk) == membership.pk
    ]


def holders_of(kind: str, records: Iterable[UUID]) -> dict[UUID, UUID]:
    """The membership that took each record over last."""
    rows = HandedOver.objects.filter(kind=kind, record_id__in=list(records)).order_by("pk")
    return dict(rows.values_list("record_id", "hand_over__taker_id"))


def successors(membership: Membership, at: datetime) -> list[Membership]:
    """Running memberships of the same agency that may do all this duty may, in all its areas."""
    needed = DUTIES[membership.duty].verbs
    duties = [duty.code for duty in DUTIES.values() if needed <= duty.verbs]
    rows = Membership.objects.filter(running(at), agency=membership.agency_id, duty__in=duties)
    rows = rows.exclude(account=membership.account_id).filter(account__is_active=True, areas__contains=membership.areas)
    found = rows.select_related("account").order_by("account__name", "pk")
    return sorted(found, key=lambda row: row.duty != membership.duty)  # the same duty first


@transaction.atomic
def hand_over(
    giver: Membership, taker: Membership, *, by: Acting, at: datetime, is_hidden: bool = False
) -> HandOver | None:
    """Everything open goes at once; None where there is nothing (any more). `is_hidden`: the giver sees it no more."""
    Membership.objects.select_for_update().get(pk=giver.pk)  # a second click waits, and then finds nothing left
    if taker.pk not in {one.pk for one in successors(giver, at)}:
        raise ValueError("the successor holds no running duty of the same agency with the same areas")
    pieces = open_work(giver, by)
    if not pieces:
        return None
    act = HandOver.objects.create(giver=giver, taker=taker, at=at, by_id=by.account)
    HandedOver.objects.bulk_create(
        HandedOver(hand_over=act, kind=piece.kind, record_id=piece.record_id) for piece in pieces
    )
    let_in(taker, pieces, by=by, at=at)
    if is_hidden:
        hide(giver, pieces, because=act, by=by, at=at)
    emit(events.WORK_HANDED_OVER, subject=act, by=by, area=giver.areas[0], count=len(pieces))
    return act


def hide(giver: Membership, pieces: Iterable[Piece], *, because: HandOver, by: Acting, at: datetime) -> None:
    grants = []
    for piece in pieces:
        grant = denial(piece.kind, piece.record_id, because_kind=HANDED_OVER, because_id=because.pk, by=by, at=at)
        grant.subject_kind, grant.subject_id = Grant.Subject.ACCOUNT, giver.account_id
        grants.append(grant)
    Grant.objects.bulk_create(grants)


def let_in(taker: Membership, pieces: Iterable[Piece], *, by: Acting, at: datetime) -> None:
    """Work that comes back is open to the former holder again."""
    hidden = Grant.objects.filter(because_kind=HANDED_OVER, subject_id=taker.account_id, revoked_at=None)
    hidden.filter(record_id__in=[piece.record_id for piece in pieces]).update(revoked_at=at, revoked_by=by.account)


@dataclass(frozen=True, slots=True)
class Handed:
    """A kind in a hand-over: what of it is open still, and how many were given."""

    label: str
    given: int
    open: list[Piece]


def handed(act: HandOver, acting: Acting) -> list[Handed]:
    given: dict[str, list[UUID]] = {}
    for kind, record in act.pieces.order_by("pk").values_list("kind", "record_id"):
        given.setdefault(kind, []).append(record)
    return [
        Handed(str(REGISTRY[kind].label), len(records), list(REGISTRY[kind].still_open(acting, records)))
        for kind, records in given.items()
        if kind in REGISTRY
    ]


def handed_to_me(acting: Acting, at: datetime) -> list[Waiting]:
    recent = HandOver.objects.filter(taker=acting.membership, at__gt=at - TOLD_FOR) if acting.membership else ()
    lines = []
    for act in recent:
        count = act.pieces.count()
        what = ngettext("Serah terima: %(n)s pekerjaan", "Serah terima: %(n)s pekerjaan", count) % {"n": count}
        url = reverse("hand_over_page", args=[act.pk])
        who = act.giver.account.name
        lines.append(Waiting(ORDER, what, url, _("Lihat"), who=who, since=act.at, count=count))
    return lines
