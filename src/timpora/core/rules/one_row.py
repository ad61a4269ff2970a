"""Judge one stay in plain Python, with the proof: the line that decided, the facts it stood on and those missing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Final

from timpora.core.rules.expressions import Day, Expr, Fact, Literal, Operation, Parameter, facts_read
from timpora.core.rules.facts import FactValue, check_facts, counted_from, known_on
from timpora.core.rules.parameters import Parameters
from timpora.core.rules.tables import FACTS_MISSING, NOT_APPLICABLE, Rule, Step, Verdict

type Facts = Mapping[str, FactValue]


@dataclass(frozen=True)
class Outcome:
    verdict: str
    reason: str
    details: dict[str, Any]
    line: int
    facts_used: dict[str, Any]
    facts_missing: tuple[str, ...]
    until: date | None
    relied_on_no: tuple[str, ...]


def judge(rule: Rule, facts: Mapping[str, object], day: date, law: Parameters) -> Outcome:
    """What the rule says of these facts on this day. Facts dated after the day count as absent.

    `until` is the next day on which time alone can change the answer; a change of the rulebook is told by the version.
    """
    told = check_facts(facts)
    if not rule.is_in_force(day):
        return Outcome(Verdict.MET, NOT_APPLICABLE, {}, 0, {}, (), rule.since if day < rule.since else None, ())
    row = known_on(day, told)
    place = next(number for number, step in enumerate(rule.steps) if holds(step, row, day, law))
    step = rule.steps[place]
    way = rule.steps[: place + 1]
    return Outcome(
        verdict=step.verdict,
        reason=step.reason,
        details={name: evaluate(expr, row, day, law) for name, expr in step.details},
        line=step.line,
        facts_used=facts_on_the_way(way, row),
        facts_missing=facts_missing(rule, way, row, day, law),
        until=next_change(rule, step, told, row, day, law),
        relied_on_no=tuple(name for name in step.relies_on_no if row[name] is None),
    )


def holds(step: Step, row: Facts, day: date, law: Parameters) -> bool:
    return evaluate(step.when, row, day, law) is True


def facts_on_the_way(way: tuple[Step, ...], row: Facts) -> dict[str, Any]:
    read = [expr for step in way for expr in (step.when, *dict(step.details).values())]
    return {name: row[name] for expr in read for name in facts_read(expr) if row[name] is not None}


def facts_missing(rule: Rule, way: tuple[Step, ...], row: Facts, day: date, law: Parameters) -> tuple[str, ...]:
    """Absent facts of the conditions that could not be answered; where absence means "none", nothing is missing."""
    unanswered = [step.when for step in way if evaluate(step.when, row, day, law) is None]
    if way[-1].reason == FACTS_MISSING:
        unanswered.append(way[-2].when)
    absent = dict.fromkeys(name for expr in unanswered for name in facts_read(expr) if row[name] is None)
    return tuple(name for name in absent if name not in rule.relies_on_no)


def next_change(rule: Rule, step: Step, told: Facts, row: Facts, day: date, law: Parameters) -> date | None:
    held_until = evaluate(step.until, row, day, law) if step.until is not None else None
    days = [counted_from(name, value) for name, value in told.items()]
    days += [shifted(end, 1) for end in (held_until, rule.until) if end is not None]
    return min((change for change in days if change is not None and change > day), default=None)


def evaluate(expr: Expr, row: Facts, day: date, law: Parameters) -> Any:
    """The value of an expression; None where it cannot be known."""
    match expr:
        case Fact(name=name):
            return row[name]
        case Day():
            return day
        case Parameter(name=name):
            return law.get(name)
        case Literal(value=value):
            return value
        case Operation(op=op, args=args):
            return OPERATORS[op](*(evaluate(arg, row, day, law) for arg in args))
    raise TypeError(f"expected an expression, got {expr!r}")


def both(left: bool | None, right: bool | None) -> bool | None:
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def strict(function: Callable[..., Any]) -> Callable[..., Any]:
    """Nothing can be said of what is absent."""
    return lambda *args: None if any(arg is None for arg in args) else function(*args)


@lru_cache(maxsize=4096)
def working_day_after(start: date, count: int, holidays: tuple[date, ...]) -> date:
    """The `count`-th day after `start` that is Monday to Friday and no holiday; the start itself is not counted."""
    day, left = start, count
    while left > 0:
        day = shifted(day, 1)
        left -= day.weekday() < 5 and day not in holidays
    return day


def shifted(start: date, days: int) -> date:
    """Clamped to the calendar's ends: sources write 9999-12-31 for "without end"."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def local_day(moment: datetime) -> date:
    return moment.date()


OPERATORS: Final[Mapping[str, Callable[..., Any]]] = {
    "and": both,
    "or": either,
    "not": strict(lambda value: not value),
    "is_known": lambda value: value is not None,
    "is_missing": lambda value: value is None,
    "lt": strict(lambda left, right: left < right),
    "le": strict(lambda left, right: left <= right),
    "gt": strict(lambda left, right: left > right),
    "ge": strict(lambda left, right: left >= right),
    "equals": strict(lambda left, right: left == right),
    "is_in": strict(lambda text, texts: text in texts),
    "plus_days": strict(shifted),
    "minus_days": strict(lambda start, days: shifted(start, -days)),
    "plus_hours": strict(lambda start, hours: start + timedelta(hours=hours)),
    "days_between": strict(lambda later, earlier: (later - earlier).days),
    "plus_working_days": strict(working_day_after),
    "local_day": strict(local_day),
}
