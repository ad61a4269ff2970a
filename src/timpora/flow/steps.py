"""Telling the sender what became of a report, in one sentence, from what the rooms above made of it."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from timpora.compliance.models import Check, Finding
from timpora.identity.models import Judgement, Screening
from timpora.intake.actions import set_fate
from timpora.intake.models import Report
from timpora.registers.models import Mention
from timpora.tasks.models import Task

Fate = Report.Fate
CHUNK = 200
FOLLOWED_FOR = timedelta(days=365)
LAST = (Fate.IN_ORDER, Fate.DONE)


def tell_fates() -> int:
    """Look again at reports whose matter moved since their fate was last said; returns how many fates changed."""
    now = timezone.now()
    followed = Report.objects.filter(fate_at__gt=now - FOLLOWED_FOR).exclude(fate__in=LAST)
    changed = 0
    for report in followed.order_by("number").iterator(chunk_size=CHUNK):
        fate = fate_of(report)
        if fate is not None and fate != report.fate:
            set_fate(report, fate, at=now)
            changed += 1
    return changed


def fate_of(report: Report) -> str | None:
    """What is known now; None where nothing moved it. A protected person's report says only that it was read."""
    if report.is_protected:
        return Fate.READ
    if Task.objects.filter(report_id=report.pk, kind=Task.Kind.REFERRAL).exclude(state=Task.State.DRAFT).exists():
        return Fate.REFERRED
    mention = Mention.objects.filter(pk=report.mention_id).first() if report.mention_id else None
    if mention is None:
        return None
    if mention.person_id is None:
        waits = Screening.objects.filter(mention=mention, waits=True).exists()
        return Fate.READ if waits and report.fate == Fate.READ else None
    return fate_by_person(report, mention)


def fate_by_person(report: Report, mention: Mention) -> str:
    since = Q(person_id=mention.person_id, opened_at__gte=report.source.received_at)
    if Finding.objects.filter(person_id=mention.person_id, closed_at__gte=report.source.received_at).exists():
        return Fate.DONE
    if (
        Check.objects.filter(since | Q(person_id=mention.person_id, state__in=("open", "asked")))
        .exclude(state__in=("dismissed", "lapsed"))
        .exists()
    ):
        return Fate.CHECKING
    if Check.objects.filter(since, state="dismissed").exists():
        return Fate.IN_ORDER
    is_new = Judgement.objects.filter(mention=mention, answer=Judgement.Answer.NEW, undone_at=None).exists()
    return Fate.NEW if is_new else Fate.KNOWN
