"""Examines mentions nobody is linked to: confirms full matches, knows the new, and asks people about the rest."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from timpora.core.matching import MODEL_VERSION, Comparison
from timpora.foundation.events import emit
from timpora.foundation.models import Handling
from timpora.identity import events
from timpora.identity.evidence import kept
from timpora.identity.models import Judgement, Proposal, Screening
from timpora.identity.pool import Pool
from timpora.identity.proposing import Answers, Compared, Outcome, outcome
from timpora.registers.actions import link_many, new_persons
from timpora.registers.models import Mention, Person
from timpora.registers.queries import identities_of, live

CHUNK = 300
LOCK = 6_312_001  # one chunk at a time: two workers would make two persons of one newcomer
Answer = Judgement.Answer


def propose_matches() -> int:
    """One chunk; returns how many mentions were examined."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    mentions = unexamined() or outdated()
    if mentions:
        examine(mentions)
    return len(mentions)


def unexamined() -> list[Mention]:
    done = Screening.objects.filter(mention=OuterRef("pk"), model_version=MODEL_VERSION)
    return chunk(live(Mention.objects.filter(~Exists(done), person=None)))


def outdated() -> list[Mention]:
    """Those who wait, where somebody new or another number came on file since: the village may have told first."""
    born = Person.objects.order_by("-pk").values_list("created_at", flat=True).first()
    numbered = Person.objects.filter(numbered_at__isnull=False).order_by("-numbered_at")
    moments = [at for at in (born, numbered.values_list("numbered_at", flat=True).first()) if at]
    if not moments:
        return []
    return chunk(live(Mention.objects.filter(person=None, screening__waits=True, screening__at__lt=max(moments))))


def chunk(mentions: QuerySet[Mention]) -> list[Mention]:
    return list(mentions.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:CHUNK])


def examine(mentions: Sequence[Mention]) -> None:
    at = timezone.now()
    decided = outcomes(mentions)
    new = [mention for mention in mentions if decided[mention.pk].is_new]
    made = new_persons(new, by=None, at=at)
    people: dict[UUID, Person] = {mention.pk: person for mention, person in zip(new, made, strict=True)}
    meant = {one.who for result in decided.values() for one in all_of(result)} - people.keys()
    people |= Person.objects.in_bulk(list(meant))
    linked = [(m, people[one.who]) for m in mentions if (one := decided[m.pk].confirmed)]
    if linked:
        link_many(linked, by=None, at=at)
    keep_proposals(mentions, decided, people, at)
    judge_by_rule(mentions, decided, people, at)
    mark_examined(mentions)
    if new or linked:
        emit(events.JUDGED, by=None, count=len(new) + len(linked))


def outcomes(mentions: Sequence[Mention]) -> dict[UUID, Outcome]:
    """Whoever is left is looked at again as long as the chunk makes somebody better known."""
    identities, answers = identities_of(mentions), answers_on(mentions)
    pool = Pool(list(identities.values()))
    decided: dict[UUID, Outcome] = {}
    # Registers first: a name from the street then finds the person whom the same chunk made known.
    left = sorted(mentions, key=lambda m: (m.kind == "report", m.kind == "sightings", m.pk))
    before = len(left) + 1
    while len(left) < before:
        before, waiting = len(left), []
        for mention in left:
            identity = identities[mention.pk]
            result = decided[mention.pk] = outcome(mention.kind, identity, pool, answers[mention.pk])
            if result.confirmed or result.is_new:
                if mention.handling == Handling.BIASA:  # the evidence of others must not show it
                    pool.learn(result.confirmed.who if result.confirmed else mention.pk, identity)
            else:
                waiting.append(mention)
        left = waiting
    return decided


def answers_on(mentions: Sequence[Mention]) -> dict[UUID, Answers]:
    answers: dict[UUID, Answers] = defaultdict(Answers)
    for row in Judgement.objects.filter(mention__in=mentions):
        said = answers[row.mention_id]
        if row.undone_at is None and row.answer == Answer.DIFFERENT:
            said.refused.add(row.person_id)
        elif row.undone_at is not None and row.answer == Answer.SAME:
            said.taken_back.add(row.person_id)
        elif row.undone_at is not None and row.answer == Answer.NEW:
            said.is_doubted = True
    return answers


def all_of(result: Outcome) -> Iterable[Compared]:
    return (*result.proposed, *([result.confirmed] if result.confirmed else []))


def keep_proposals(
    mentions: Sequence[Mention], decided: dict[UUID, Outcome], people: dict[UUID, Person], at: datetime
) -> None:
    """Also of a full match, so that taking it back leaves a question. What no longer holds and nobody answered goes."""
    rows = [
        Proposal(
            mention=mention,
            person=people[one.who],
            area=mention.area,
            is_protected=people[one.who].is_protected,
            score=one.comparison.score,
            probability=one.comparison.probability,
            decision=one.comparison.decision,
            evidence=kept(one.comparison.evidence),
            model_version=MODEL_VERSION,
            made_at=at,
            answered_at=at if decided[mention.pk].confirmed else None,
        )
        for mention in mentions
        for one in all_of(decided[mention.pk])
    ]
    pairs = {(row.mention_id, row.person_id) for row in rows}
    former = Proposal.objects.filter(mention__in=mentions, answered_at=None).only("mention_id", "person_id")
    gone = [row.pk for row in former if (row.mention_id, row.person_id) not in pairs]
    Proposal.objects.filter(pk__in=gone).delete()
    Proposal.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["mention", "person"],
        update_fields=["score", "probability", "decision", "evidence", "model_version"],
        batch_size=500,
    )
    linked = [mention.pk for mention in mentions if decided[mention.pk].confirmed]
    Proposal.objects.filter(mention__in=linked, answered_at=None).update(answered_at=at)


def judge_by_rule(
    mentions: Sequence[Mention], decided: dict[UUID, Outcome], people: dict[UUID, Person], at: datetime
) -> None:
    rows = []
    for mention in mentions:
        result = decided[mention.pk]
        if result.is_new:
            rows.append(by_rule(mention, people[mention.pk], Answer.NEW, None, at))
        elif result.confirmed:
            rows.append(by_rule(mention, people[result.confirmed.who], Answer.SAME, result.confirmed.comparison, at))
    Judgement.objects.bulk_create(rows, batch_size=500)


def by_rule(mention: Mention, person: Person, answer: str, comparison: Comparison | None, at: datetime) -> Judgement:
    return Judgement(
        mention=mention,
        person=person,
        area=mention.area,
        is_protected=person.is_protected,
        answer=answer,
        at=at,
        model_version=MODEL_VERSION,
        evidence=kept(comparison.evidence) if comparison else [],
    )


def mark_examined(mentions: Sequence[Mention]) -> None:
    """Last of all, so that whom this chunk made new does not call it up again."""
    counted = Proposal.objects.filter(mention__in=mentions).values_list("mention").annotate(count=Count("pk"))
    candidates = dict(counted.values_list("mention", "count"))
    rows = [
        Screening(
            mention=mention,
            area=mention.area,
            is_protected=mention.is_protected,
            model_version=MODEL_VERSION,
            at=timezone.now(),
            candidates=candidates.get(mention.pk, 0),
            waits=mention.person_id is None,
        )
        for mention in mentions
    ]
    Screening.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["mention"],
        update_fields=["is_protected", "model_version", "at", "candidates", "waits"],
        batch_size=500,
    )
