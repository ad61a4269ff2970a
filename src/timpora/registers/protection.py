"""Shielding a person, and lifting the shield by two keyholders."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.registers import events
from timpora.registers.models import Person, Protection

KEY, LIFT = "protection.open", "protection.lift"


class NotYet(PermissionDenied):
    """A second keyholder lifts, after the first asked: `args[0]` is a message key."""


@transaction.atomic
def protect(person_id: UUID, *, kind: str, note: str, area: int, by: Acting, at: datetime) -> None:
    """Shield a person at once. Any desk may; who holds no key sees nothing of the person from now on.

    Of two clicks in one moment the second finds the person gone, or its own protection, and changes nothing.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"protection of {person_id}"])
    mine = Protection.objects.filter(person_id=person_id, kind=kind, set_by=by.account, lifted_at=None)
    if mine.exists() or not Person.objects.filter(pk=person_id).exists():
        return
    protection = Protection(person_id=person_id, kind=Protection.Kind(kind), note=note or None, area=area)
    protection.set_at, protection.set_by = at, by.account
    protection.save(force_insert=True)  # nothing is read back: the member may hold no key to the row
    emit(events.PERSONS_PROTECTED, by=by, subject=Person(pk=person_id), area=area)
    set_shield(person_id, True)


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
    if not Protection.objects.filter(person_id=protection.person_id, lifted_at=None).exists():
        set_shield(protection.person_id, False)


def require_key(by: Acting) -> None:
    if not by.may(LIFT):
        raise NotYet("lift_needs_a_key")
