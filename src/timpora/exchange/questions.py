"""The life of a question: put to agencies with a clock, opened, answered in parts, given back, withdrawn."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse

from timpora.agencies.actions import grant_record_to_agency
from timpora.agencies.models import Agency
from timpora.agencies.queries import members_who_may
from timpora.agencies.sharing import one_at_a_time
from timpora.exchange import events
from timpora.exchange.bulletins import OtherContent, stored
from timpora.exchange.models import Campaign, Question, QuestionEntry
from timpora.exchange.working_days import days_between, due_after
from timpora.foundation import outbox
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.numbers import next_number
from timpora.territory.queries import day_at

State, Step = Question.State, QuestionEntry.Kind
OPEN = (State.SENT, State.OPENED, State.PARTIAL)
ASKED_MAY = ("question.answer", "question.read")


class NotNow(Exception):
    """The question is in a state in which this cannot be done; `question` is how it stands."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.state)
        self.question = question


@transaction.atomic
def ask(
    *, key: UUID, agencies: Sequence[Agency], topic: str, words: str, working_days: int, by: Acting, at: datetime,
    campaign: Campaign | None = None,
) -> list[Question]:  # fmt: skip
    """One question under one number, a row for each agency: none reads what another was asked or answered."""
    one_at_a_time(by)
    same = list(Question.objects.filter(asked_by=by.account, key=key).order_by("pk"))
    if same:
        if same[0].words != words:
            raise OtherContent
        return same
    number, today = next_number("question"), day_at(by.area or 0, at)
    asked = [
        Question(
            id=uuid7(), number=number, key=key, agency_id=by.agency, to_agency=agency, area=by.area, topic=topic,
            words=words, campaign=campaign, working_days=working_days, due_on=due_after(today, working_days),
            asked_by=by.account, sent_at=at,
        )
        for agency in agencies
    ]  # fmt: skip
    Question.objects.bulk_create(asked)
    for question in asked:
        grant_record_to_agency(
            agency_id=question.to_agency_id, record_kind="exchange.question", record_id=question.pk, verbs=ASKED_MAY,
            purpose="question", because_kind="question", because_id=question.pk, at=at,
        )  # fmt: skip
        members = [m.account for m in members_who_may(["question.answer"], question.to_agency, at)]
        outbox.tell(members, page=reverse("question_page", args=[question.pk]), at=at)
        emit(events.QUESTION_ASKED, subject=question, by=by)
    return asked


def ready(question: Question, step: str, *, by: Acting, words: str, is_final: bool = False) -> tuple[Question, bool]:
    """The row as it is now, held; and whether the step is still to be taken: a second click changes nothing."""
    now = Question.objects.select_for_update().get(pk=question.pk)
    told = QuestionEntry.objects.filter(question=now, kind=step, account_id=by.account, words=words, is_final=is_final)
    if told.exists():
        return now, False
    if now.state not in OPEN:
        raise NotNow(now)
    return now, True


def story(question: Question, kind: str, *, by: Acting, at: datetime, words: str = "", is_final: bool = False):
    return QuestionEntry(
        question=question, from_agency_id=question.agency_id, area=question.area, kind=kind, words=words,
        is_final=is_final, account_id=by.account, agency_id=by.agency, at=at,
    )  # fmt: skip


@transaction.atomic
def open_(question: Question, *, by: Acting, at: datetime) -> Question:
    """The asked agency looked for the first time; later looks change nothing."""
    if question.state != State.SENT or by.agency != question.to_agency_id:
        return question
    now = Question.objects.select_for_update().get(pk=question.pk)
    if now.state == State.SENT:
        now.state = State.OPENED
        now.save()
        story(now, Step.OPENED, by=by, at=at).save(force_insert=True)
    return now


@transaction.atomic
def answer(
    question: Question, words: str, is_final: bool, *, by: Acting, at: datetime, upload: UploadedFile | None = None
) -> Question:
    """One part, or the final one, which stops the clock."""
    now, is_new = ready(question, Step.ANSWER, by=by, words=words, is_final=is_final)
    if not is_new:
        return now
    entry = story(now, Step.ANSWER, by=by, at=at, words=words, is_final=is_final)
    entry.attach(stored(upload, by))
    entry.save(force_insert=True)
    now.state = State.PARTIAL
    if is_final:
        now.state, now.ended_at = State.ANSWERED, at
        now.took_days = days_between(day_at(now.area, now.sent_at), day_at(now.area, at))
    now.save()
    emit(events.QUESTION_ANSWERED, subject=now, by=by)
    return now


@transaction.atomic
def give_back(question: Question, reason: str, *, by: Acting, at: datetime) -> Question:
    return ended(question, State.RETURNED, Step.RETURNED, reason, by, at)


@transaction.atomic
def withdraw(question: Question, reason: str, *, by: Acting, at: datetime) -> Question:
    return ended(question, State.WITHDRAWN, Step.WITHDRAWN, reason, by, at)


def ended(question: Question, state: str, step: str, reason: str, by: Acting, at: datetime) -> Question:
    now, is_new = ready(question, step, by=by, words=reason)
    if is_new:
        story(now, step, by=by, at=at, words=reason).save(force_insert=True)
        now.state, now.ended_at = state, at
        now.save()
        emit(events.QUESTION_RETURNED if state == State.RETURNED else events.QUESTION_WITHDRAWN, subject=now, by=by)
    return now
