"""Asking for a verification, and answering what was asked."""

from datetime import datetime

from django.db import transaction

from timpora.accountability import events
from timpora.accountability.models import Verification
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.sealing import verify

KEPT = 100  # problems kept with a verification; the command names them all


@transaction.atomic
def ask_verification(*, by: Acting, at: datetime) -> Verification:
    """One at a time and area: what already waits answers this question too."""
    waiting = Verification.objects.visible_to(by).filter(ended_at=None).order_by("asked_at").first()
    if waiting is not None:
        return waiting
    asked = Verification.objects.create(area=by.area, asked_by=by.account, asked_at=at)
    emit(events.VERIFICATION_ASKED, subject=asked, by=by)
    return asked


def answer_verification(asked: Verification, *, at: datetime) -> None:
    """As the worker: under a member's reach most events are not there, and every seal would look broken."""
    audit = verify()
    asked.ended_at = at
    asked.seals, asked.events, asked.unsealed_late = audit.seals, audit.events, audit.unsealed_late
    asked.problems = [[key, details] for key, details in audit.problems[:KEPT]]
    asked.save()
    emit(events.VERIFIED, subject=asked, by=None, count=max(1, len(audit.problems)))
