"""Asking for a verification and answering it; extracts; the inspector's answers. Nothing outside this room changes."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from timpora.accountability import events
from timpora.accountability.extracts import acting_of, as_csv
from timpora.accountability.models import Extract, Sampled, Turn, Unusual, Verification
from timpora.accountability.supervisors import supervisors_of
from timpora.accountability.watching import latest_anchor, verify_newest, verify_whole
from timpora.foundation.acting import Acting, acting_in_database
from timpora.foundation.events import emit

KEPT = 100  # problems kept with a verification; the command names them all


class NobodyToAsk(Exception):
    """No supervisor of this member is on record."""


class AlreadyAnswered(Exception):
    """An answer stands; it is not written over."""


def one_at_a_time(about: object) -> None:
    """Answers to one question wait for each other: a second click finds what the first one wrote."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"oversight of {about}"])


@transaction.atomic
def ask_verification(*, by: Acting, at: datetime) -> Verification:
    """One at a time: what already waits answers this question too."""
    one_at_a_time("verification")
    waiting = Verification.objects.filter(ended_at=None).order_by("asked_at").first()
    if waiting is not None:
        return waiting
    asked = Verification.objects.create(asked_by=by.account, asked_at=at)
    emit(events.VERIFICATION_ASKED, subject=asked, by=by, area=by.area)
    return asked


def verification_by_the_clock(extent: Verification.Extent) -> None:
    Verification.objects.create(extent=extent, asked_at=timezone.now())


def answer_verification(asked: Verification, *, at: datetime) -> None:
    """As the worker: under a member's reach most events are not there, and every seal would look broken."""
    end = latest_anchor()
    audit = verify_whole() if asked.extent == Verification.Extent.WHOLE else verify_newest()
    asked.ended_at = at
    asked.seals, asked.events, asked.unsealed_late = audit.seals, audit.events, audit.unsealed_late
    asked.problems = [[key, details] for key, details in audit.problems[:KEPT]]
    asked.last_no, asked.last_root = int(str(end["no"])), str(end["root"])
    asked.save()
    if audit.problems or asked.asked_by:
        emit(events.VERIFIED, subject=asked, by=None, count=max(1, len(audit.problems)))


@transaction.atomic
def answer_unusual(row: Unusual, *, answer: Turn.Answer, words: str, by: Acting, at: datetime, told: dict) -> Turn:
    """The same answer twice in a row is one."""
    one_at_a_time(row.pk)
    last = Turn.objects.filter(unusual=row).order_by("-at", "-id").first()
    if last is not None and (last.answer, last.words, last.account_id) == (answer, words, by.account):
        return last
    asked_of: list[UUID] = []
    if answer == Turn.Answer.ASK:
        asked_of = supervisors_of(row, at)
        if not asked_of:
            raise NobodyToAsk
    turn = Turn.objects.create(
        unusual=row, area=row.area, answer=answer, words=words, account_id=by.account, at=at, asked_of=asked_of,
        told=told,
    )  # fmt: skip
    emit(events.UNUSUAL_ANSWERED, subject=row, by=by, words={"answer": str(answer)})
    return turn


@transaction.atomic
def explain(question: Turn, *, words: str, by: Acting, at: datetime) -> Turn:
    """The supervisor's answer, once."""
    one_at_a_time(question.unusual_id)
    if Turn.objects.filter(unusual=question.unusual_id, answer=Turn.Answer.EXPLAINED, at__gte=question.at).exists():
        raise AlreadyAnswered
    turn = Turn.objects.create(
        unusual_id=question.unusual_id, area=question.area, answer=Turn.Answer.EXPLAINED, words=words,
        account_id=by.account, at=at, asked_of=question.asked_of, told=question.told,
    )  # fmt: skip
    emit(events.UNUSUAL_EXPLAINED, subject=turn, by=by, area=question.area)
    return turn


@transaction.atomic
def answer_sample(row: Sampled, *, answer: Sampled.Answer, words: str, by: Acting, at: datetime) -> None:
    changed = Sampled.objects.filter(pk=row.pk, answered_at=None).update(
        answer=answer, words=words, answered_by=by.account, answered_at=at
    )
    if not changed:
        raise AlreadyAnswered
    emit(events.SAMPLE_ANSWERED, subject=row, by=by, words={"answer": str(answer)})


@transaction.atomic
def ask_extract(question: dict[str, str], *, by: Acting, at: datetime) -> Extract:
    row = Extract.objects.create(
        area=by.area or 0, account_id=by.account, membership_id=by.membership, question=question, asked_at=at
    )
    emit(events.EXTRACT_ASKED, subject=row, by=by, words={"question": question})
    return row


def make_extract(asked: Extract, *, at: datetime) -> None:
    """With the reach of who asked, as it is now: a duty that ended meanwhile finds nothing."""
    acting = acting_of(asked)
    with acting_in_database(acting):
        content, rows = as_csv(asked.question, acting)
    asked.content, asked.rows, asked.ended_at = content, rows, at
    asked.save()
    emit(events.EXTRACT_MADE, subject=asked, by=None, count=max(1, rows))
