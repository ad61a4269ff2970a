"""Whom one chunk of mentions may meet: persons on file that share a key, and those found earlier in the same chunk."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from timpora.core.matching import Identity, keys
from timpora.registers.models import Person
from timpora.registers.queries import BUCKETS, CROWDED, identities_of_persons

MOST_COMPARED = 12  # persons that one mention is compared with, the most telling keys first


class Pool:
    """Grows while the chunk is decided, so that two mentions of one new person find each other.

    Somebody new is known by the id of the mention that told of them first.
    """

    def __init__(self, mentions: Sequence[Identity]) -> None:
        self.keys_of = {identity: keys(identity) for identity in mentions}
        self.buckets = buckets_of({key for found in self.keys_of.values() for key in found})
        wanted = {who for identity in mentions for who in self.nearest(identity)}
        self.identities: dict[UUID, Identity] = identities_of_persons(list(wanted))
        self.persons: dict[UUID, Person] = Person.objects.in_bulk(list(self.identities))

    def nearest(self, identity: Identity) -> list[UUID]:
        weight: dict[UUID, float] = defaultdict(float)
        for key in self.keys_of[identity]:
            sharing = self.buckets.get(key, ())
            if len(sharing) <= CROWDED:
                for who in sharing:
                    weight[who] += 1 / len(sharing)  # the fewer share a key, the more it says
        return sorted(weight, key=lambda who: (-weight[who], who))[:MOST_COMPARED]

    def near(self, identity: Identity) -> list[UUID]:
        """Those of whom somebody still speaks."""
        return [who for who in self.nearest(identity) if who in self.identities]

    def learn(self, who: UUID, identity: Identity) -> None:
        """One more thing is told of somebody, known or new."""
        known = self.identities.get(who)
        self.identities[who] = merged(known, identity) if known else identity
        for key in self.keys_of[identity]:
            self.buckets[key].add(who)


def buckets_of(wanted: set[int]) -> dict[int, set[UUID]]:
    with connection.cursor() as cursor:
        cursor.execute(BUCKETS, [sorted(wanted), CROWDED + 1])
        found: dict[int, set[UUID]] = defaultdict(set)
        for key, person in cursor.fetchall():
            found[key].add(person)
    return found


def merged(known: Identity, told: Identity) -> Identity:
    births = [birth for birth in (known.birth, told.birth) if birth]
    return Identity(
        names=tuple(dict.fromkeys((*known.names, *told.names))),
        sex=known.sex or told.sex,
        nationality=known.nationality or told.nationality,
        birth=max(births, key=lambda birth: (birth.is_whole, birth.month is not None), default=None),
        numbers=known.numbers | told.numbers,
        lapsed=known.lapsed | told.lapsed,
    )
