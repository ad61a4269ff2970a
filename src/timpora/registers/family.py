"""Family facts, for the office's services alone. Nothing else in the program reads this table: a test holds that."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.registers import events
from timpora.registers.models import CurrentPerson, CurrentStay, FamilyTie, Person

READ, EDIT = "family.read", "family.edit"
SERVICE = ("service",)  # purposes for which it opens


def ties_of(person: Person, purpose: str, *, by: Acting) -> list[FamilyTie] | None:
    """Each read is on record. None where neither the verb nor the purpose opens it."""
    if not by.may(READ) or purpose not in SERVICE:
        return None
    emit(events.FAMILY_READ, by=by, subject=person, purpose=purpose)
    rows = FamilyTie.objects.visible_to(by).filter(person=person)
    return list(rows.order_by(F("ended_at").desc(nulls_first=True), "-recorded_at"))


@transaction.atomic
def record(
    person: Person, *, kind: str, relative: str, basis: str, since_on: date | None, by: Acting, at: datetime
) -> FamilyTie:
    """The same fact while it stands is the same fact."""
    Person.objects.select_for_update().get(pk=person.pk)
    standing = FamilyTie.objects.visible_to(by).filter(person=person, kind=kind, basis=basis, ended_at=None)
    same = next((row for row in standing if row.relative == relative), None)
    if same:
        return same
    tie = FamilyTie.objects.create(
        person=person, area=person.area, is_protected=person.is_protected, kind=FamilyTie.Kind(kind),
        relative=relative, basis=basis, since_on=since_on, recorded_at=at, recorded_by=by.account,
    )  # fmt: skip
    settle_citizenship(person, by, at)
    emit(events.FAMILY_RECORDED, by=by, subject=person)
    return tie


@transaction.atomic
def end(tie: FamilyTie, *, because: str, by: Acting, at: datetime) -> None:
    """Ended or corrected: what was recorded stays readable. A second click changes nothing."""
    if not because.strip():
        raise ValueError(_("Mengakhiri fakta keluarga memerlukan alasan."))
    live = FamilyTie.objects.filter(pk=tie.pk, ended_at=None)
    if live.update(ended_at=at, ended_by=by.account, ended_because=because.strip()):
        settle_citizenship(tie.person, by, at)
        emit(events.FAMILY_ENDED, by=by, subject=tie.person)


def settle_citizenship(person: Person, by: Acting, at: datetime) -> None:
    """A child of double nationality with affidavit is WNI (Permenimipas 2/2025 Ps. 1 angka 5): listed nowhere, under no
    rule. The lists say so at once, the rest when the picture is rebuilt."""
    ties = FamilyTie.objects.visible_to(by).filter(person=person, kind=FamilyTie.Kind.AFFIDAVIT, ended_at=None)
    is_citizen = ties.exists()
    if (
        not Person.objects.filter(pk=person.pk)
        .exclude(is_citizen=is_citizen)
        .update(is_citizen=is_citizen, stale_since=at)
    ):
        return
    CurrentStay.objects.filter(pk=person.pk).update(version=F("version") + 1)
    if is_citizen:
        CurrentPerson.objects.filter(pk=person.pk).update(mentions_count=0)


def follow_area(persons: Sequence[UUID]) -> None:
    """For the step: whose file moved to another office's area takes the family facts along."""
    now_in = Person.objects.filter(pk=OuterRef("person_id")).values("area")
    FamilyTie.objects.filter(person__in=persons).update(area=Subquery(now_in))
