"""Reads of the registers: who a mention or a person is for matching, candidates, what was told, and the search."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db import connection, models

from timpora.core.matching import Birth, Identity, keys
from timpora.foundation.access import with_related
from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.registers.models import (
    ActivityClaim,
    Claim,
    CrossingClaim,
    CurrentPerson,
    Identifier,
    Mention,
    PermitClaim,
    Person,
    PresenceClaim,
    ResidenceClaim,
    WorkClaim,
)
from timpora.registers.telling import Spoken

CLAIMS: tuple[type[Claim], ...] = (
    Identifier, PermitClaim, CrossingClaim, ResidenceClaim, PresenceClaim, WorkClaim, ActivityClaim,
)  # fmt: skip
CROWDED = 200  # a key that more persons share says nothing about any of them


def live(mentions: models.QuerySet[Mention]) -> models.QuerySet[Mention]:
    return mentions.filter(withdrawn_at=None, source__withdrawn_at=None)


def shared_by_all(persons: Iterable[UUID]) -> models.QuerySet[Mention]:
    """What may stand in the picture that every reader of a person shares: never what was told in confidence."""
    return live(Mention.objects.filter(person__in=list(persons), handling=Handling.BIASA))


def spoken_of(persons: Iterable[UUID]) -> dict[UUID, list[Spoken]]:
    """All that live mentions say openly of these persons; a person of whom nobody speaks so has no entry.

    Of a citizen nothing is said: a child of double nationality with affidavit is no foreigner.
    """
    everything: dict[UUID, list[Spoken]] = defaultdict(list)
    for spoken in with_claims(shared_by_all(persons).filter(person__is_citizen=False).select_related("source")):
        everything[spoken.mention.person_id].append(spoken)
    return everything


def with_claims(mentions: Iterable[Mention], acting: Acting | None = None) -> list[Spoken]:
    """`acting` is None in steps, which see every claim."""
    rows = list(mentions)
    claims: dict[UUID, dict[str, list[Claim]]] = {row.pk: {} for row in rows}
    for model in kinds_of_claims(list(claims)):
        for claim in claims_of(model, list(claims), acting):
            claims[claim.mention_id].setdefault(model._meta.model_name, []).append(claim)
    return [Spoken(row, row.source, claims[row.pk]) for row in rows]


def claims_of(model: type[Claim], mentions: list[UUID], acting: Acting | None) -> Iterable[Claim]:
    if acting and model is not WorkClaim:
        return model.objects.read(acting, "mention_id = any(%s)", [mentions])
    found = model.objects.filter(mention__in=mentions)
    if model is WorkClaim:
        found = found.select_related("employer")
    return found.visible_to(acting) if acting else found


def kinds_of_claims(mentions: list[UUID]) -> list[type[Claim]]:
    """Of which there are any: most people have claims of two or three kinds, and each kind is a table."""
    there = (f'exists (select from "{model._meta.db_table}" where mention_id = any(%(mentions)s))' for model in CLAIMS)
    with connection.cursor() as cursor:
        cursor.execute(f"select {', '.join(there)}", {"mentions": mentions})
        return [model for model, is_there in zip(CLAIMS, cursor.fetchone(), strict=True) if is_there]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What is told of a person, the last known first, and how many mentions come from beyond the member's reach."""

    told: list[Spoken]
    beyond: int


def timeline(person: Person, acting: Acting, current: CurrentPerson | None = None) -> Timeline:
    """`current` where the caller has read it already."""
    mentions = Mention.objects.read(acting, "person_id = %s and withdrawn_at is null", [person.pk])
    standing = [mention for mention in with_related(mentions, "source", acting) if mention.source.withdrawn_at is None]
    told = sorted(with_claims(standing, acting), key=lambda one: (one.known, one.mention.pk), reverse=True)
    current = current or CurrentPerson.objects.filter(pk=person.pk).first()
    counted = sum(one.mention.handling == Handling.BIASA for one in told)  # as the current row counts
    return Timeline(told, max(0, current.mentions_count - counted) if current else 0)


def identity_of(mention: Mention) -> Identity:
    return identity([mention], mention.identifiers.all(), mention.told_at.astimezone(UTC).date())


def identities_of(mentions: Sequence[Mention]) -> dict[UUID, Identity]:
    """The identities of many mentions in one query, by mention."""
    numbers: dict[UUID, list[Identifier]] = defaultdict(list)
    for row in Identifier.objects.filter(mention__in=[mention.pk for mention in mentions]):
        numbers[row.mention_id].append(row)
    return {m.pk: identity([m], numbers[m.pk], m.told_at.astimezone(UTC).date()) for m in mentions}


def identity_of_person(person: Person) -> Identity:
    return identities_of_persons([person.pk]).get(person.pk, Identity())


def identities_of_persons(persons: Sequence[UUID]) -> dict[UUID, Identity]:
    """From live mentions, so that it is right before the current tables are rebuilt."""
    mentions: dict[UUID, list[Mention]] = defaultdict(list)
    for mention in shared_by_all(persons).prefetch_related("identifiers").order_by("-told_at", "pk"):
        mentions[mention.person_id].append(mention)
    today = datetime.now(UTC).date()
    return {
        person: identity(told, [row for mention in told for row in mention.identifiers.all()], today)
        for person, told in mentions.items()
    }


def identity(mentions: Sequence[Mention], numbers: Iterable[Identifier], day: date) -> Identity:
    """Several mentions, the last first, as one identity: every name and number, the fullest birth."""
    numbers = list(numbers)
    births = [Birth(m.birth_year, m.birth_month, m.birth_day) for m in mentions if m.birth_year]
    return Identity(
        names=tuple(dict.fromkeys(mention.name for mention in mentions if mention.name)),
        sex=next((mention.sex for mention in mentions if mention.sex), None),
        nationality=next((mention.nationality for mention in mentions if mention.nationality), None),
        birth=max(births, key=lambda birth: (birth.is_whole, birth.month is not None), default=None),
        numbers=frozenset((row.kind, row.key, row.country or None) for row in numbers),
        lapsed=frozenset((row.kind, row.key) for row in numbers if row.valid_until and row.valid_until < day),
    )


def candidates(identity: Identity, limit: int = 50) -> list[Person]:
    """Persons that share a telling key, the most telling first. A caller's row policy holds here as well."""
    ids = candidate_ids(identity, limit)
    found = Person.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


BUCKETS = """
select wanted.key, bucket.person_id
from unnest(%s::bigint[]) as wanted(key)
cross join lateral (select person_id from registers_personkey where key = wanted.key limit %s) bucket
"""


def candidate_ids(identity: Identity, limit: int = 50) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(BUCKETS, [sorted(keys(identity)), CROWDED + 1])
        buckets: dict[int, list[UUID]] = defaultdict(list)
        for key, person in cursor.fetchall():
            buckets[key].append(person)
    weight: dict[UUID, float] = defaultdict(float)
    for persons in buckets.values():
        if len(persons) <= CROWDED:
            for person in persons:
                weight[person] += 1 / len(persons)  # the fewer share a key, the more it says
    return sorted(weight, key=lambda person: (-weight[person], person))[:limit]
