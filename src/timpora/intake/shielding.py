"""Shields what names a protected person plainly, whether or not anybody linked it; and releases it again."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from timpora.intake.models import BatchRow, Report
from timpora.intake.naming import sealed, words_of_report, words_of_row
from timpora.registers.models import Mention, Person
from timpora.registers.naming import Named, Words, named
from timpora.registers.protection import shield_mentions, standing_on

State = BatchRow.State


@dataclass(frozen=True, slots=True)
class Thing:
    """A report or a row: what it says, how it stands, and how it should."""

    row: Report | BatchRow
    mention: Mention | None
    is_due: bool

    @property
    def is_settled(self) -> bool:
        flags = {self.row.is_protected} | ({self.mention.is_protected} if self.mention else set())
        return flags == {self.is_due}


def shield_told() -> int:
    """Everything at once, from what is on file now: who is protected, and what names them. Returns what changed."""
    people = named(Person.objects.filter(is_protected=True).values_list("pk", flat=True))
    keys = frozenset().union(*(person.keys for person in people))
    things = [*reports(people, keys), *rows(people, keys)]
    changed = [thing for thing in things if not thing.is_settled]
    settle(changed)
    return len(changed) + follow_twins()


def reports(people: list[Named], keys: frozenset[int]) -> Iterable[Thing]:
    secret = {sealed(key) for key in keys}
    found = Report.objects.filter(told(keys | secret) | Q(is_protected=True)).order_by("pk")
    found = list(found.select_for_update(of=("self",)))
    mentions = mentions_of(found)
    said = standing_on(report.source_id for report in found)
    for report in found:
        mention = mentions.get(report.mention_id)
        is_due = report.source_id in said or not secret.isdisjoint(report.told_keys)
        yield Thing(report, mention, is_due or is_named(words_of_report(report), mention, people))


def rows(people: list[Named], keys: frozenset[int]) -> Iterable[Thing]:
    """Accepted rows of somebody else are not even looked at: a name is borne by many."""
    linked = Mention.objects.filter(pk=OuterRef("mention_id"), person__is_protected=False)
    naming = told(keys) & ~(Q(state=State.ACCEPTED) & Exists(linked))
    found = BatchRow.objects.filter(naming | Q(is_protected=True)).exclude(state=State.DUPLICATE)
    found = list(found.select_related("batch").order_by("pk").select_for_update(of=("self",)))
    mentions = mentions_of(found)
    for row in found:
        mention = mentions.get(row.mention_id)
        yield Thing(row, mention, is_named(words_of_row(row, row.batch.columns), mention, people))


def told(keys: Collection[int]) -> Q:
    return Q(told_keys__overlap=sorted(keys)) if keys else Q(pk__in=())


def mentions_of(found: Iterable[Report | BatchRow]) -> dict[UUID | None, Mention]:
    wanted = [row.mention_id for row in found if row.mention_id]
    return dict(Mention.objects.select_related("person").in_bulk(wanted))


def is_named(words: Words, mention: Mention | None, people: list[Named]) -> bool:
    if mention is not None and mention.person is not None:
        if mention.person.is_protected:
            return True
        words = words.of_somebody_else()
    return any(person.is_named_by(words) for person in people)


def settle(things: Iterable[Thing]) -> None:
    """A mention takes with it all that hangs on it, the report or the row as well."""
    for is_due in (True, False):
        turned = [thing for thing in things if thing.is_due == is_due]
        if mentioned := [thing.mention.pk for thing in turned if thing.mention]:
            shield_mentions(mentioned, is_due)
        for model in (Report, BatchRow):
            alone = [thing.row.pk for thing in turned if not thing.mention and isinstance(thing.row, model)]
            model.objects.filter(pk__in=alone).update(is_protected=is_due)


def follow_twins() -> int:
    """A row told again is shielded as the first one is."""
    accepted = BatchRow.objects.filter(state=State.ACCEPTED, is_protected=True)
    shielded = list(accepted.values_list("agency_id", "content_hash"))
    again = BatchRow.objects.filter(state=State.DUPLICATE)
    raised = again.filter(
        agency_id__in={agency for agency, _digest in shielded},
        content_hash__in={digest for _agency, digest in shielded},
        is_protected=False,
    ).filter(Exists(twin := accepted.filter(agency_id=OuterRef("agency_id"), content_hash=OuterRef("content_hash"))))
    lowered = again.filter(~Exists(twin), is_protected=True)
    return raised.update(is_protected=True) + lowered.update(is_protected=False)
