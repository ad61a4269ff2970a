"""Telling the sender what became of a report, in one sentence, from what the rooms above made of it."""

from datetime import timedelta

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from timpora.compliance.models import Check, Finding
from timpora.identity.models import Judgement
from timpora.intake.actions import set_fate
from timpora.intake.models import Report
from timpora.registers.models import Mention
from timpora.tasks.models import Task

Fate = Report.Fate
CHUNK = 200
FOLLOWED_FOR = timedelta(days=365)
LAST = (Fate.IN_ORDER, Fate.DONE)
WITH_OTHERS = (Task.State.SENT, Task.State.OPENED, Task.State.ACCEPTED, Task.State.ANSWERED)
ASKING = (Check.State.OPEN, Check.State.ASKED)


def tell_fates() -> int:
    """Say the fate of reports whose matter moved; returns how many were said."""
    now = timezone.now()
    followed = Report.objects.filter(fate_at__gt=now - FOLLOWED_FOR).exclude(fate__in=LAST)
    moved = list(with_fate(followed).exclude(told=F("fate")).order_by("number")[:CHUNK])
    for report in moved:
        set_fate(report, report.told, at=now)
    return len(moved)


def with_fate(reports: QuerySet[Report]) -> QuerySet[Report]:
    """`told` is what is known now, or the fate as it was. A protected person's report says only that it was read."""
    mention = Mention.objects.filter(pk=OuterRef("mention_id"))
    reports = reports.annotate(who=Subquery(mention.values("person")), received=F("source__received_at"))
    on_person = Q(person=OuterRef("who"))
    since = Q(opened_at__gte=OuterRef("received"))
    checks = Check.objects.filter(on_person)
    findings = Finding.objects.filter(on_person)
    referrals = Task.objects.filter(report_id=OuterRef("pk"), kind=Task.Kind.REFERRAL)
    newcomer = Judgement.objects.filter(mention=OuterRef("mention_id"), answer=Judgement.Answer.NEW, undone_at=None)
    return reports.annotate(
        told=Case(
            When(is_protected=True, then=Value(Fate.READ)),
            When(Exists(referrals.filter(state__in=WITH_OTHERS)), then=Value(Fate.REFERRED)),
            When(Exists(referrals.filter(state=Task.State.SETTLED)), then=Value(Fate.DONE)),
            When(who=None, then=F("fate")),
            When(Exists(findings.filter(closed_at=None)), then=Value(Fate.CHECKING)),
            When(Exists(checks.filter(state__in=ASKING)), then=Value(Fate.CHECKING)),
            When(Exists(findings.filter(closed_at__gte=OuterRef("received"))), then=Value(Fate.DONE)),
            When(Exists(checks.filter(since, state=Check.State.DISMISSED)), then=Value(Fate.IN_ORDER)),
            When(Exists(newcomer), then=Value(Fate.NEW)),
            default=Value(Fate.KNOWN),
            output_field=CharField(),
        )
    )
