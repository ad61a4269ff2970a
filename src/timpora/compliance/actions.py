"""What people make of a question: one confirms or dismisses it with a reason, a second closes the finding."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from timpora.compliance import events
from timpora.compliance.models import Check, Finding
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.numbers import next_number

DECIDE = "check.decide"
CONFIRM, DISMISS = "confirm", "dismiss"
ANSWERS = {CONFIRM: Check.State.CONFIRMED, DISMISS: Check.State.DISMISSED}
WAITING = (Check.State.OPEN, Check.State.ASKED)


class Changed(Exception):
    """Somebody else, or new data, was faster; `row` is how it stands now."""

    def __init__(self, row: Check | Finding) -> None:
        super().__init__(f"{row._meta.model_name} {row.number} changed meanwhile, now version {row.version}")
        self.row = row


class SamePerson(Exception):
    """Who confirmed a finding does not close it."""


@transaction.atomic
def decide(check: Check, *, answer: str, reason: str, version: int, by: Acting, at: datetime) -> Finding | None:
    """`confirm` makes a finding, `dismiss` ends the question. The same answer by the same person twice is one."""
    state, reason = ANSWERS[answer], worded(reason)
    row = Check.objects.visible_to(by, DECIDE).select_for_update().get(pk=check.pk)
    if row.state == state and (row.decided_by, row.reason) == (by.account, reason):
        return Finding.objects.filter(check_row=row).first()
    if row.version != version or row.state not in WAITING:
        raise Changed(row)
    row.state, row.reason, row.decided_at, row.decided_by = state, reason, at, by.account
    row.version += 1
    row.save(update_fields=["state", "reason", "decided_at", "decided_by", "version"])
    finding = conclude(row) if answer == CONFIRM else None
    emit(events.CHECKS_DECIDED, subject=row, by=by, purpose="check")
    return finding


def conclude(check: Check) -> Finding:
    return Finding.objects.create(
        number=next_number("finding"),
        check_row=check,
        person_id=check.person_id,
        area=check.area,
        is_protected=check.is_protected,
        confirmed_at=check.decided_at,
        confirmed_by=check.decided_by,
        reason=check.reason,
    )


@transaction.atomic
def close(finding: Finding, *, outcome: str, reason: str, version: int, by: Acting, at: datetime) -> Finding:
    """The second person says how it ended."""
    outcome, reason = Finding.Outcome(outcome), worded(reason)
    row = Finding.objects.visible_to(by, DECIDE).select_for_update().get(pk=finding.pk)
    if row.closed_at and (row.closed_by, row.outcome, row.closing_reason) == (by.account, outcome, reason):
        return row
    if row.closed_at or row.version != version:
        raise Changed(row)
    if row.confirmed_by == by.account:
        raise SamePerson(row.number)
    row.outcome, row.closing_reason, row.closed_at, row.closed_by = outcome, reason, at, by.account
    row.version += 1
    row.save(update_fields=["outcome", "closing_reason", "closed_at", "closed_by", "version"])
    emit(events.FINDINGS_CLOSED, subject=row, by=by, purpose="check")
    return row


def worded(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ValueError("a decision needs its reason in words")
    return reason


def wait_for_answer(check_id: UUID) -> None:
    """An agency was asked; the facts did not change, so the version does not."""
    Check.objects.filter(pk=check_id, state=Check.State.OPEN).update(state=Check.State.ASKED)


def stop_waiting(check_id: UUID) -> None:
    """It answered, returned the request, or the request was withdrawn."""
    Check.objects.filter(pk=check_id, state=Check.State.ASKED).update(state=Check.State.OPEN)
