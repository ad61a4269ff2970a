"""The answers of people: who this is, and taking an answer back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from timpora.core.matching import MODEL_VERSION, Comparison, compare
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.identity import events
from timpora.identity.evidence import kept
from timpora.identity.models import Judgement, Proposal, Screening
from timpora.identity.queries import said_on, version_of
from timpora.registers.actions import link, new_person, unlink
from timpora.registers.models import Mention, Person
from timpora.registers.queries import identity_of, identity_of_person

Answer = Judgement.Answer
LINKS = (Answer.SAME, Answer.NEW)


@dataclass
class AlreadyAnswered(Exception):
    """Somebody answered meanwhile; `first` is what they said, None where an answer was taken back."""

    first: Judgement | None


@transaction.atomic
def judge(
    mention: Mention, person: Person | None, answer: str, *, by: Acting, at: datetime, version: int | None = None
) -> Judgement:
    """One member's answer on one mention. `person` is whom it was compared with; nobody for `new`.

    `version` is what the member saw (see version_of). Saying the same again changes nothing.
    """
    answer = Answer(answer)
    if (person is None) != (answer == Answer.NEW):
        raise ValueError(f"{answer} is said of a person on file, or is 'new' and of nobody on file")
    mention = Mention.objects.select_for_update(of=("self",)).select_related("person").get(pk=mention.pk)
    again = said_before(mention, person, answer, by)
    if again:
        return again
    first = said_on(mention).first()
    if mention.person_id is not None or version not in (None, version_of(mention)):
        raise AlreadyAnswered(first)
    if answer == Answer.NEW:
        person = new_person(mention, by=by, at=at)
    elif answer == Answer.SAME:
        link(mention, person, by=by, at=at)
    judgement = keep(mention, person, answer, by=by, at=at)
    emit(events.JUDGED, subject=judgement, by=by)
    return judgement


def said_before(mention: Mention, person: Person | None, answer: str, by: Acting) -> Judgement | None:
    same = said_on(mention).filter(account_id=by.account, answer=answer)
    return (same if answer == Answer.NEW else same.filter(person=person)).first()


def keep(mention: Mention, person: Person, answer: str, *, by: Acting, at: datetime) -> Judgement:
    proposals = Proposal.objects.filter(mention=mention)
    proposal = proposals.filter(person=person).first()
    said = {} if answer == Answer.NEW else evidence_on(mention, person, proposal)
    judgement = Judgement.objects.create(
        mention=mention,
        person=person,
        area=mention.area,
        is_protected=person.is_protected,
        answer=answer,
        account_id=by.account,
        at=at,
        **said,
    )
    settled = proposals if answer in LINKS else proposals.filter(person=person)
    settled.filter(answered_at=None).update(answered_at=at)
    examined(mention, at)
    return judgement


def evidence_on(mention: Mention, person: Person, proposal: Proposal | None) -> dict[str, object]:
    """What the member saw; for somebody found without a proposal it is compared now."""
    if proposal:
        return {"model_version": proposal.model_version, "evidence": proposal.evidence}
    comparison: Comparison = compare(identity_of(mention), identity_of_person(person))
    return {"model_version": MODEL_VERSION, "evidence": kept(comparison.evidence)}


def examined(mention: Mention, at: datetime) -> None:
    """A mention that a member answered is not examined anew for that alone."""
    waits = mention.person_id is None
    changed = Screening.objects.filter(mention=mention).update(waits=waits, is_protected=mention.is_protected)
    if not changed:
        Screening.objects.create(
            mention=mention,
            area=mention.area,
            is_protected=mention.is_protected,
            model_version=MODEL_VERSION,
            at=at,
            candidates=Proposal.objects.filter(mention=mention).count(),
            waits=waits,
        )


def keep_shielded(mention: Mention) -> None:
    """The mention itself is shielded no longer, but which protected person it was put to stays so."""
    for model in (Proposal, Judgement):
        model.objects.filter(mention=mention, person__is_protected=True).update(is_protected=True)


@transaction.atomic
def undo(judgement: Judgement, *, because: str, by: Acting, at: datetime) -> None:
    """Take an answer back, also one that a rule gave: what it linked is unlinked and the question is open again.

    Taking it back twice changes nothing.
    """
    mention = Mention.objects.select_for_update(of=("self",)).select_related("person").get(pk=judgement.mention_id)
    live = Judgement.objects.filter(pk=judgement.pk, undone_at=None)
    if not live.update(undone_at=at, undone_by=by.account, undone_because=because.strip()):
        return
    if judgement.answer in LINKS:
        unlink(mention, by=by, at=at)
        keep_shielded(mention)
    settled = said_on(mention).filter(answer__in=(Answer.DIFFERENT, Answer.UNSURE)).values("person")
    Proposal.objects.filter(mention=mention).exclude(person__in=settled).update(answered_at=None)
    examined(mention, at)
    judgement.refresh_from_db()
    emit(events.JUDGEMENT_UNDONE, subject=judgement, by=by)
