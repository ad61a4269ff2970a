"""Rebuilds the current tables of persons about whom something new is known."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import models
from django.utils import timezone

from timpora.registers.family import follow_area
from timpora.registers.models import CurrentPerson, CurrentStay, Person, PersonKey
from timpora.registers.person_keys import keys_of
from timpora.registers.picture import Picture, picture_of
from timpora.registers.queries import identities_of_persons, spoken_of
from timpora.registers.writing import add_keys, settle_persons

CHUNK = 300
OWN = {"person", "area", "is_protected", "origins", "version", "rebuilt_at"}
FACTS = [field.name for field in CurrentStay._meta.concrete_fields if field.name not in OWN]


def rebuild_current() -> int:
    """One chunk of persons whose claims changed; returns how many were rebuilt."""
    stale = Person.objects.filter(stale_since__isnull=False).order_by("stale_since", "pk")
    persons = list(stale.select_for_update(skip_locked=True)[:CHUNK])
    if persons:
        rebuild(persons, timezone.now())
    return len(persons)


def rebuild(persons: Sequence[Person], at: datetime) -> None:
    ids = [person.pk for person in persons]
    told = spoken_of(ids)
    pictures = {person.pk: picture_of(told.get(person.pk, [])) for person in persons}
    for person in persons:
        person.area = pictures[person.pk].area or person.area
        person.stale_since = None
    settle_persons([person.pk for person in persons], [person.area for person in persons])
    follow_area(ids)
    upsert([current_person(person, pictures[person.pk], at) for person in persons])
    former = CurrentStay.objects.in_bulk(ids)
    upsert([current_stay(person, pictures[person.pk], former.get(person.pk), at) for person in persons])
    renew_keys(persons)


def current_person(person: Person, picture: Picture, at: datetime) -> CurrentPerson:
    own = {"person": person, "area": person.area, "is_protected": person.is_protected, "rebuilt_at": at}
    return CurrentPerson(**own, **picture.who)


def current_stay(person: Person, picture: Picture, former: CurrentStay | None, at: datetime) -> CurrentStay:
    """The version rises only when a fact changed, so that nothing is judged anew for nothing."""
    stay = CurrentStay(person=person, area=person.area, is_protected=person.is_protected, rebuilt_at=at, **picture.stay)
    stay.origins = picture.origins
    has_changed = former is None or facts(stay) != facts(former)
    stay.version = (former.version if former else 0) + has_changed
    return stay


def facts(stay: CurrentStay) -> dict[str, Any]:
    return {name: getattr(stay, name) for name in FACTS}


def upsert(rows: Sequence[models.Model]) -> None:
    model = type(rows[0])
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=[model._meta.pk.name], update_fields=columns, batch_size=CHUNK
    )


def renew_keys(persons: Sequence[Person]) -> None:
    """Exactly the keys of live mentions: what a link added in haste stays only if it is still told."""
    by_id = {person.pk: person for person in persons}
    identities = identities_of_persons(list(by_id))
    wanted: set[tuple[UUID, int]] = {(pk, key) for pk, identity in identities.items() for key in keys_of(identity)}
    kept: set[tuple[UUID, int]] = set()
    gone: list[int] = []
    moved: set[UUID] = set()
    rows = PersonKey.objects.filter(person__in=list(by_id)).values_list("pk", "person", "key", "area", "is_protected")
    for row, pk, key, area, is_protected in rows:
        if (pk, key) not in wanted:
            gone.append(row)
            continue
        kept.add((pk, key))
        if (area, is_protected) != (by_id[pk].area, by_id[pk].is_protected):
            moved.add(pk)
    PersonKey.objects.filter(pk__in=gone).delete()
    for pk in moved:
        PersonKey.objects.filter(person=pk).update(area=by_id[pk].area, is_protected=by_id[pk].is_protected)
    add_keys((by_id[pk], key) for pk, key in sorted(wanted - kept))
