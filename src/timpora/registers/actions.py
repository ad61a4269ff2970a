"""Writes on persons: linking mentions to them, and marking them for rebuilding."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.registers.models import Mention, Person
from timpora.registers.person_keys import keys_of, number_keys
from timpora.registers.protection import ask_lift, lift, protect, reach_persons
from timpora.registers.queries import identities_of
from timpora.registers.writing import add_keys, link_mentions
from timpora.sources.models import Source

__all__ = [
    "ask_lift",
    "lift",
    "link",
    "link_many",
    "mark_stale_of_source",
    "new_person",
    "new_persons",
    "protect",
    "unlink",
]


def new_person(mention: Mention, *, by: Acting | None, at: datetime) -> Person:
    return new_persons([mention], by=by, at=at)[0]


@transaction.atomic
def new_persons(mentions: Sequence[Mention], *, by: Acting | None, at: datetime) -> list[Person]:
    """A person for each mention, in the same order."""
    # Nobody is born shielded: a mention that only bore the name of somebody protected is said here to be another's.
    persons = [Person(area=mention.area, stale_since=at) for mention in mentions]
    Person.objects.bulk_create(persons)
    link_many(list(zip(mentions, persons, strict=True)), by=by, at=at)
    return persons


def link(mention: Mention, person: Person, *, by: Acting | None, at: datetime) -> None:
    link_many([(mention, person)], by=by, at=at)


@transaction.atomic
def link_many(pairs: Sequence[tuple[Mention, Person]], *, by: Acting | None, at: datetime) -> None:
    """Put mentions to persons. What moves is the link alone; `by` is None where a step does it.

    A mention of a protected person is shielded at once, with all that hangs on it. The person can be found by what the
    mention tells before the current tables are rebuilt.
    """
    left = {mention.person_id for mention, person in pairs if mention.person_id not in (None, person.pk)}
    for mention, person in pairs:
        mention.person = person
    link_mentions([mention.pk for mention, _ in pairs], [person.pk for _, person in pairs])
    mark_stale({person.pk for _, person in pairs} | left, at)
    openly = [(mention, person) for mention, person in pairs if mention.handling == Handling.BIASA]
    identities = identities_of([mention for mention, _ in openly])
    added = add_keys((person, key) for mention, person in openly for key in sorted(keys_of(identities[mention.pk])))
    numbers = {key for one in identities.values() for _kind, told, _country in one.numbers for key in number_keys(told)}
    gained = {person for key, person in added if key in numbers}
    Person.objects.filter(pk__in=gained).update(numbered_at=timezone.now())
    reach_persons([mention.source_id for mention, _ in pairs if mention.is_protected])
    for person in {person for _, person in pairs if person.is_protected}:
        shield(person, True)
    for mention, person in pairs:
        mention.is_protected = mention.is_protected or person.is_protected


@transaction.atomic
def unlink(mention: Mention, *, by: Acting | None, at: datetime) -> None:
    """Take a mention away from its person; it speaks of somebody unknown again, and the person's shield leaves it."""
    if mention.person_id is None:
        return
    person = mention.person
    if not Mention.objects.filter(pk=mention.pk, person=person).update(person=None):
        return  # out of the member's reach, or taken away meanwhile
    mention.person = None
    if person.is_protected:
        with connection.cursor() as cursor:
            cursor.execute("select registers_unshield_mention(%s)", [mention.pk])
        mention.is_protected = False
    mark_stale({person.pk}, at)


def mark_stale(persons: set, at: datetime) -> None:
    Person.objects.filter(pk__in=persons).update(stale_since=at)


def mark_stale_of_source(source: Source, *, at: datetime) -> None:
    """Every person this source speaks of, also those whom the member who withdraws it may not see."""
    with connection.cursor() as cursor:
        cursor.execute("select registers_mark_stale(%s, %s)", [source.pk, at])


def shield(person: Person, shielded: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select registers_protect(%s, %s)", [person.pk, shielded])
