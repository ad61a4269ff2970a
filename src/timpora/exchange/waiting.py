"""What waits here: bulletins and guidance to read, questions to answer. Numbers only, never their words."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.exchange import guidance
from timpora.exchange.bulletin_views import unread
from timpora.exchange.models import Question
from timpora.exchange.questions import OPEN
from timpora.foundation.acting import Acting
from timpora.foundation.models import Handling
from timpora.foundation.waiting import Waiting
from timpora.territory.queries import day_at

OVERDUE, ANSWERED, ASKED, SECRET, BULLETIN, GUIDANCE = 12, 32, 36, 25, 50, 80
SHOWN = 20


def exchange_waiting(acting: Acting, at: datetime) -> list[Waiting]:
    return [*to_answer(acting, at), *answered(acting, at), *to_read(acting, at), *to_mark(acting, at)]


def to_answer(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("question.answer"):
        return []
    asked = Question.objects.visible_to(acting).filter(to_agency=acting.agency, state__in=OPEN)
    lines = []
    for question in asked.select_related("agency").order_by("due_on", "number", "pk")[:SHOWN]:
        is_late = question.due_on < day_at(question.area, at)
        words = _("Pertanyaan no. %(n)s, lewat batas waktu") if is_late else _("Pertanyaan no. %(n)s")
        url = reverse("question_page", args=[question.pk])
        lines.append(
            Waiting(
                OVERDUE if is_late else ASKED, words % {"n": question.number}, url, _("Jawab"),
                who=question.agency.short_name, since=question.sent_at,
            )
        )  # fmt: skip
    return lines


def answered(acting: Acting, at: datetime) -> list[Waiting]:
    """What we asked and nobody answered in time."""
    if not acting.may("question.ask"):
        return []
    today = day_at(acting.area or 0, at)
    ours = Question.objects.visible_to(acting).filter(agency=acting.agency, state__in=OPEN, due_on__lt=today)
    return [
        Waiting(
            ANSWERED, _("Pertanyaan no. %(n)s belum dijawab, lewat batas waktu") % {"n": question.number},
            reverse("question_page", args=[question.pk]), _("Baca"), who=question.to_agency.short_name,
            since=question.sent_at,
        )
        for question in ours.select_related("to_agency").order_by("due_on", "number", "pk")[:SHOWN]
    ]  # fmt: skip


def to_read(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may("bulletin.read"):
        return []
    return [
        Waiting(
            SECRET if bulletin.handling == Handling.RAHASIA else BULLETIN,
            _("Buletin no. %(n)s") % {"n": bulletin.number}, reverse("bulletin_page", args=[bulletin.pk]), _("Baca"),
            who=bulletin.agency.short_name, since=bulletin.made_at,
        )
        for bulletin in unread(acting, day_at(acting.area or 0, at))[:SHOWN]
    ]  # fmt: skip


def to_mark(acting: Acting, at: datetime) -> list[Waiting]:
    if not acting.may(guidance.READ):
        return []
    count = guidance.unread(acting, at)[: SHOWN + 1].count()
    if not count:
        return []
    url = reverse("guidance_list")
    return [Waiting(GUIDANCE, _("Pedoman yang belum Anda tandai sudah dibaca"), url, _("Baca"), count=count)]
