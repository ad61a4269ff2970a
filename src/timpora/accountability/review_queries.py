"""Unusual look-ups by the state of their answer, and samples with how many of them are answered."""

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from timpora.accountability.models import Sampled, Turn, Unusual
from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded

WAITING, ASKED, ANSWERED = "menunggu", "ditanyakan", "dijawab"
Answer = Turn.Answer


def unusual(acting: Acting) -> QuerySet[Unusual]:
    """By day, the newest first: never by how often or by whom."""
    last = Turn.objects.filter(unusual=OuterRef("pk")).order_by("-at")
    rows = Unusual.objects.visible_to(acting)
    rows = rows.annotate(last_answer=Subquery(last.values("answer")[:1]), last_at=Subquery(last.values("at")[:1]))
    return rows.order_by("-day", "-changed_at", "pk")


def in_state(rows: QuerySet[Unusual], state: str) -> QuerySet[Unusual]:
    grown = Q(last_at__lt=F("changed_at"))
    waiting = Q(last_answer=None) | Q(last_answer=Answer.EXPLAINED) | grown & ~Q(last_answer=Answer.ASK)
    if state == WAITING:
        return rows.filter(waiting)
    if state == ASKED:
        return rows.filter(last_answer=Answer.ASK)
    return rows.filter(last_answer__in=(Answer.FINE, Answer.FORWARD)).exclude(grown)


def questions_to(acting: Acting) -> QuerySet[Turn]:
    """What this member was asked to explain and nobody has explained since."""
    later = Turn.objects.filter(unusual=OuterRef("unusual"), at__gt=OuterRef("at"))
    asked = Turn.objects.filter(answer=Answer.ASK, asked_of__contains=[acting.account])
    return asked.alias(later=Subquery(later.values("pk")[:1])).filter(later=None).order_by("at")


def samples(acting: Acting, *, answered: bool) -> QuerySet[Sampled]:
    rows = Sampled.objects.visible_to(acting).filter(answered_at__isnull=not answered)
    return rows.order_by("-at", "pk")


def coverage(acting: Acting) -> tuple[int, int]:
    """Answered and all, each counted no further than just above the bound."""
    rows = Sampled.objects.visible_to(acting)
    return bounded(rows.filter(answered_at__isnull=False)), bounded(rows)
