"""What a district shares: a circle, a report, a bulletin, a question, an agreement; each with a word to look for."""

import re
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import models
from django.utils import timezone

from timpora.agencies import circles, sharing
from timpora.agencies.models import Agency, Circle
from timpora.agencies.tests.cast import KUSAN_HILIR, acting, agency, member
from timpora.agreements.models import Agreement
from timpora.agreements.tests.pks import in_force
from timpora.exchange import bulletins, questions
from timpora.exchange.audience import Audience
from timpora.exchange.models import Bulletin, Question
from timpora.foundation.acting import acting_in_database
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account, Grant
from timpora.intake.models import Report
from timpora.intake.tests import factories as intake

# Words that nothing else here says; each stands in one thing that was given to few.
IN_CIRCLE, IN_REPORT, IN_BULLETIN, IN_QUESTION = "KENARILINGKAR", "KENARILAPOR", "KENARIBULETIN", "KENARITANYA"
TELLER = "KENARIPELAPOR"
GIVEN = re.compile("|".join((IN_CIRCLE, IN_REPORT, IN_BULLETIN, IN_QUESTION)))


@dataclass
class Shared:
    partner: Agency
    tono: Account  # of the partner: what is given to it is open to him
    circle: Circle
    report: Report
    bulletin: Bulletin
    question: Question
    agreement: Agreement


def share_all(ayu: Account, budi: Account, kanim: Agency, dewa: Account) -> Shared:
    """The desk works with the police on one report; nobody else is meant."""
    partner = agency("polres", "Polres Tanah Bumbu", is_vertical=True)
    tono = member("tono", "Tono Wijaya", "instansi", partner, 6310000000)
    Account.objects.update(email=models.F("sign_in"))
    circle = circle_of(ayu, partner, purpose=f"{IN_CIRCLE} pendataan")
    report = intake.report(dewa, words=f"{IN_REPORT} di rumah kos.", informant=TELLER)
    share(report, ayu, Grant.Subject.CIRCLE, circle.pk)
    by, now = acting(ayu), timezone.now()
    with acting_in_database(by):
        bulletin = bulletins.publish(
            key=uuid7(), audience=Audience(Bulletin.Audience.CIRCLE, group=circle.pk), title=f"{IN_BULLETIN} malam ini",
            words="Kumpul di pos.", handling=0, valid_until=now.date() + timedelta(days=9), by=by, at=now,
        )  # fmt: skip
        (question,) = questions.ask(
            key=uuid7(), agencies=[partner], topic="data", words=f"{IN_QUESTION} berapa?", working_days=5, by=by, at=now
        )
    agreement = in_force(budi, (kanim, partner, "permits"), areas=[KUSAN_HILIR])
    return Shared(partner, tono, circle, report, bulletin, question, agreement)


def circle_of(by: Account, *agencies: Agency, purpose: str = "Pendataan proyek") -> Circle:
    who, now = acting(by), timezone.now()
    with acting_in_database(who):
        return circles.make(
            key=uuid7(), purpose=purpose, ends_at=now + timedelta(days=9), agencies=agencies, by=who, at=now
        )


def share(record: models.Model, by: Account, kind: str, subject: UUID) -> Grant:
    who, now = acting(by), timezone.now()
    with acting_in_database(who):
        return sharing.share(record, kind, subject, purpose="meeting", until=now + timedelta(days=3), by=who, at=now)


def take_back(record: models.Model, by: Account, grant: Grant) -> None:
    who = acting(by)
    with acting_in_database(who):
        assert sharing.take_back(record, grant.pk, by=who, at=timezone.now())


def exclude(record: models.Model, by: Account, out: Agency) -> Grant:
    who = acting(by)
    with acting_in_database(who):
        return sharing.exclude(record, out, by=who, at=timezone.now())
