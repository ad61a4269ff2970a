"""When a verdict becomes a question to a human: one small table, and the memory of what humans already answered.

A breach is always asked. An unknown is asked only where something on file speaks for the question; silence alone never
opens one, so a permit whose end is not known, or a stay nobody saw after it, stays off the list.
"""

from collections.abc import Callable, Mapping
from datetime import date

from timpora.compliance.models import Check
from timpora.compliance.rulebook import binds_person
from timpora.core.rules import Outcome, Verdict
from timpora.core.rules.tables import FACTS_MISSING, PROTECTED

type Facts = Mapping[str, object]


def seen_after_the_permit_ended(facts: Facts) -> bool:
    seen, ended = facts.get("last_seen_on"), facts.get("permit_ends_on")
    return isinstance(seen, date) and isinstance(ended, date) and seen > ended


# RESID-01 has no line here: a certificate follows the report by a time we do not know, so a late one says nothing.
WORTH_ASKING: Mapping[tuple[str, str], Callable[[Facts], bool]] = {
    ("STAY-01", "extension_granted"): seen_after_the_permit_ended,
    ("STAY-01", "extension_decision_not_known"): seen_after_the_permit_ended,
    ("STAY-01", "not_seen_or_not_known_since"): seen_after_the_permit_ended,
}


def certainty_of(rule: str, outcome: Outcome, facts: Facts) -> str | None:
    """How sure the question is; None where nothing is asked. Nothing is ever asked about a protected person."""
    if not binds_person(rule) or facts.get("is_protected") or outcome.reason == PROTECTED:
        return None
    if outcome.verdict == Verdict.BREACHED:
        return Check.Certainty.CERTAIN
    if outcome.verdict != Verdict.UNKNOWN:
        return None
    if outcome.reason == FACTS_MISSING:  # a breach but for facts that could dispel it
        return Check.Certainty.INCOMPLETE
    speaks = WORTH_ASKING.get((rule, outcome.reason))
    return Check.Certainty.INCOMPLETE if speaks is not None and speaks(facts) else None


# Facts that move on by themselves: a later sighting, a fresher copy. The others make it another question.
MOVING = ("last_seen_on", "permit_source_as_of")


def was_answered(before: Mapping[str, object], after: Mapping[str, object], answered_on: date) -> bool:
    """Whether a human already answered this question. `before` and `after` are facts as verdicts keep them (ISO texts).

    It is asked again when another fact changed, or when all that moves is newer than the answer: seen since, and by a
    copy made since.
    """
    if fixed(before) != fixed(after):
        return False
    moved = [str(after[name]) for name in MOVING if name in after]
    return not moved or not all(day > answered_on.isoformat() for day in moved)


def fixed(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name not in MOVING}
