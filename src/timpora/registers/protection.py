"""Shielding a person or what is told of one, a child with its parent, and lifting the shield by two keyholders."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import F

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.registers import events
from timpora.registers.models import CurrentStay, Person, Protection
from timpora.sources.models import Source

KEY, LIFT = "protection.open", "protection.lift"
SaidBy = Protection.SaidBy
PAGES: list[Callable[[UUID], str]] = []  # of rooms above: the page of what a source tells


class NotYet(PermissionDenied):
    """A second keyholder lifts, after the first asked: `args[0]` is a message key."""


class NoParent(ValueError):
    """Nobody accompanies themselves, a person who follows somebody, or one who is followed."""


@transaction.atomic
def protect(
    person_id: UUID, *, kind: str, note: str, area: int, by: Acting, at: datetime, said_by: str = SaidBy.SELF,
    is_seen: bool = True,
) -> None:  # fmt: skip
    """Shield a person at once. Any desk may; who holds no key sees nothing of the person from now on.

    Of two clicks in one moment the second finds the person gone, or its own protection, and changes nothing. Who only
    holds a request about somebody does not see the person (`is_seen`), and of the two finds the request gone.
    """
    one_at_a_time(person_id)
    mine = Protection.objects.filter(person_id=person_id, kind=kind, set_by=by.account, lifted_at=None)
    if mine.exists() or (is_seen and not Person.objects.filter(pk=person_id).exists()):
        return
    protection = Protection(person_id=person_id, kind=Protection.Kind(kind), note=note or None, area=area)
    protection.set_at, protection.set_by, protection.said_by = at, by.account, SaidBy(said_by)
    protection.save(force_insert=True)  # nothing is read back: the member may hold no key to the row
    emit(events.PERSONS_PROTECTED, by=by, subject=Person(pk=person_id), area=area)
    set_shield(person_id, True)


def one_at_a_time(subject: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"protection of {subject}"])


@transaction.atomic
def protect_told(
    source_id: UUID, *, kind: str, note: str, area: int, by: Acting, at: datetime, said_by: str = SaidBy.SELF
) -> None:
    """Shield whoever this source tells of, whether or not anybody knows who that is. Its room shields its own rows."""
    one_at_a_time(source_id)
    if Protection.objects.filter(source_id=source_id, kind=kind, set_by=by.account, lifted_at=None).exists():
        return
    protection = Protection(source_id=source_id, kind=Protection.Kind(kind), note=note or None, area=area)
    protection.set_at, protection.set_by, protection.said_by = at, by.account, SaidBy(said_by)
    protection.save(force_insert=True)
    emit(events.PERSONS_PROTECTED, by=by, subject=Source(pk=source_id), area=area)


def standing_on(sources: Iterable[UUID]) -> set[UUID]:
    """Which of these sources tell of somebody shielded. For steps, and for who holds the key."""
    rows = Protection.objects.filter(source__in=list(sources), lifted_at=None)
    return set(rows.values_list("source_id", flat=True))


def reach_persons(sources: Sequence[UUID]) -> None:
    """What shields a source shields the person it turned out to tell of; called when a mention is linked."""
    rows = Protection.objects.filter(source__in=list(sources), person=None, lifted_at=None) if sources else ()
    for row in rows:
        person = Person.objects.filter(mentions__source=row.source_id).first()
        if person is not None:
            Protection.objects.filter(pk=row.pk).update(person=person)
            set_shield(person.pk, True)


@transaction.atomic
def accompany(child: Person, parent: Person | None, *, by: Acting, at: datetime) -> None:
    """An accompanied child follows the parent: into a shield, and out of it. `None` ends that.

    A child who leaves a shielded parent keeps a shield of its own, so that one person never lifts one.
    """
    for one in sorted({child.pk, parent.pk if parent else child.pk}):
        one_at_a_time(one)
    now = Person.objects.get(pk=child.pk)
    if now.follows_id == (parent.pk if parent else None):
        return
    if parent and (parent.pk == child.pk or parent.follows_id or Person.objects.filter(follows=child.pk).exists()):
        raise NoParent
    if now.is_protected and not Protection.objects.filter(person=child, lifted_at=None).exists():
        Protection(
            person_id=child.pk, kind=Protection.Kind.CHILD, area=child.area, said_by=SaidBy.OFFICER, set_at=at,
            set_by=by.account,
        ).save(force_insert=True)  # fmt: skip
    Person.objects.filter(pk=child.pk).update(follows=parent, stale_since=at)
    CurrentStay.objects.filter(pk=child.pk).update(version=F("version") + 1)  # so that it is judged anew
    emit(events.CHILD_FOLLOWS if parent else events.CHILD_FOLLOWS_NO_MORE, by=by, subject=child)
    if parent and parent.is_protected:
        set_shield(child.pk, True)


def set_shield(person_id: UUID, shielded: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select registers_protect(%s, %s)", [person_id, shielded])


def shield_mentions(mentions: Sequence[UUID], shielded: bool) -> None:
    """Mentions of nobody known, with all that hangs on them. What is linked to a protected person stays shielded."""
    with connection.cursor() as cursor:
        cursor.execute("select registers_shield_mentions(%s, %s)", [list(mentions), shielded])


@transaction.atomic
def ask_lift(protection: Protection, reason: str, *, by: Acting, at: datetime) -> None:
    """The first keyholder asks, with a reason."""
    require_key(by)
    if not reason.strip():
        raise ValueError("a lift is asked with a reason")
    row = Protection.objects.select_for_update().filter(pk=protection.pk, lifted_at=None).first()
    if row is None or (row.lift_asked_by, row.lift_reason) == (by.account, reason):
        return
    row.lift_asked_at, row.lift_asked_by, row.lift_reason = at, by.account, reason
    row.save(update_fields=["lift_asked_at", "lift_asked_by", "lift_reason"])
    emit(events.PROTECTION_LIFT_ASKED, by=by, subject=row)


@transaction.atomic
def lift(protection: Protection, *, by: Acting, at: datetime) -> None:
    """The second keyholder lifts. The person stays shielded while another protection stands."""
    require_key(by)
    protection = Protection.objects.select_for_update().get(pk=protection.pk)
    if protection.lifted_at is not None:
        return
    if protection.lift_asked_by is None:
        raise NotYet("lift_not_asked")
    if protection.lift_asked_by == by.account:
        raise NotYet("lift_needs_a_second_person")
    protection.lifted_at, protection.lifted_by = at, by.account
    protection.save(update_fields=["lifted_at", "lifted_by"])
    emit(events.PROTECTION_LIFTED, by=by, subject=protection)
    standing = Protection.objects.filter(person_id=protection.person_id, lifted_at=None)
    if protection.person_id and not standing.exists():
        set_shield(protection.person_id, False)


def require_key(by: Acting) -> None:
    if not by.may(LIFT):
        raise NotYet("lift_needs_a_key")
