"""A verdict as a story for people: the sentence, each fact with who told it, what is missing and whom to ask."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from timpora.compliance.conditions import LineInWords, label, lines_in_words
from timpora.compliance.models import Verdict
from timpora.compliance.rulebook import book, language, law_on, title, version_on
from timpora.core.rules import RULES, judge, parse_facts
from timpora.core.rules.phrases import phrase
from timpora.core.rules.rulebook import RulebookError, RuleText
from timpora.core.rules.wordings import say
from timpora.territory.queries import day_at, zone_of

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
ISO_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")


@dataclass(frozen=True, slots=True)
class FactTold:
    label: str
    value: str
    source: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FactMissing:
    label: str
    ask: str


@dataclass(frozen=True, slots=True)
class Proof:
    rule: str
    title: str
    sentence: str
    verdict: str
    verdict_word: str
    facts: list[FactTold]
    taken_as_none: list[str]
    missing: list[FactMissing]
    line: LineInWords | None
    text: RuleText | None  # citation, confidence, sign-off
    is_version_of_today: bool
    also_to_ask: list[FactMissing] = field(default_factory=list)


def proof_of(verdict: Verdict, today: date) -> Proof:
    rule, text = RULES.get(verdict.rule), book().rules.get(verdict.rule)
    lines = lines_in_words(rule, verdict.day) if rule else []
    missing = [missing_fact(name) for name in verdict.facts_missing if name in book().facts]
    return Proof(
        rule=verdict.rule,
        title=title(verdict.rule),
        sentence=sentence(verdict),
        verdict=verdict.verdict,
        verdict_word=say(verdict.verdict, language()),
        facts=[told(verdict, name, value) for name, value in verdict.facts_used.items() if name in book().facts],
        taken_as_none=[label(name) for name in verdict.relied_on_no if name in book().facts and name != "is_protected"],
        missing=missing,
        line=next((line for line in lines if line.reason == verdict.reason), None),
        text=text,
        is_version_of_today=rule is not None and verdict.rule_version == version_on(verdict.rule, today),
        also_to_ask=[] if missing else [missing_fact(name) for name in moving(verdict)],
    )


def moving(verdict: Verdict) -> list[str]:
    """Where nothing is missing an unknown waits for fresher facts: the ones it stood on that age."""
    aging = ("permit_source_as_of", "last_seen_on")
    return [name for name in aging if verdict.verdict == "unknown" and name in verdict.facts_used]


def missing_fact(name: str) -> FactMissing:
    return FactMissing(label(name), book().ask_whom(name, language()))


def told(verdict: Verdict, name: str, value: object) -> FactTold:
    origin = verdict.origins.get(name) or {}
    told_at = origin.get("told_at")
    on = day_at(verdict.area, datetime.fromisoformat(told_at)) if told_at else None
    return FactTold(label(name), phrase(typed(value, verdict.area), language()), origin.get("agency", ""), on)


def sentence(verdict: Verdict, details: Mapping[str, object] | None = None) -> str:
    """The rulebook's sentence for what was found, in the reader's language."""
    known = verdict.details if details is None else details
    values = {name: typed(value, verdict.area) for name, value in known.items()}
    try:
        return book().reason_text(verdict.rule, verdict.reason, values, language())
    except RulebookError:  # a reason of an older rulebook
        return f"{verdict.rule}: {verdict.reason}"


def sentence_today(verdict: Verdict, today: date) -> str:
    """Days still to come are counted from today, as long as the same line decides."""
    rule = RULES.get(verdict.rule)
    if rule is None or verdict.day == today:
        return sentence(verdict)
    outcome = judge(rule, parse_facts(verdict.facts_used), today, law_on(today))
    return sentence(verdict, outcome.details if outcome.reason == verdict.reason else None)


def typed(value: object, area: int) -> object:
    """Verdicts keep ISO texts; moments are read on the clock of the place."""
    if not isinstance(value, str):
        return value.astimezone(zone_of(area)) if isinstance(value, datetime) else value
    if ISO_DAY.fullmatch(value):
        return date.fromisoformat(value)
    if ISO_MOMENT.fullmatch(value):
        return datetime.fromisoformat(value).astimezone(zone_of(area))
    return value
