"""Decision tables: the first line that holds decides, and none accuses where an earlier one could not be answered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Final

from timpora.core.rules.expressions import (
    NOTHING,
    Day,
    Expr,
    Kind,
    Operand,
    Operation,
    facts_read,
    lift,
    parameters_read,
)
from timpora.core.rules.facts import FACTS, Stay
from timpora.core.rules.notation import written
from timpora.core.rules.parameters import Law, Parameters


class Verdict(StrEnum):
    MET = "met"
    BREACHED = "breached"
    DUE = "due"
    UNKNOWN = "unknown"


class Addressee(StrEnum):
    """Whom the duty binds."""

    ORANG_ASING = "orang_asing"
    PENJAMIN = "penjamin"
    PEMBERI_KERJA = "pemberi_kerja"
    PENGELOLA_PENGINAPAN = "pengelola_penginapan"
    INSTANSI = "instansi"


# Reasons the compiler itself gives; a table may not use them for something else.
PROTECTED: Final = "protected"
FACTS_MISSING: Final = "facts_missing"
NOT_APPLICABLE: Final = "not_applicable"


class RuleError(ValueError):
    """A table that may not be published: found when the rule is defined."""


@dataclass(frozen=True)
class Line:
    verdict: Verdict
    reason: str
    when: Expr | None
    until: Expr | None
    details: tuple[tuple[str, Expr], ...]
    relies_on_no: tuple[str, ...] = ()


type Table = tuple[Line, ...]


def met(reason: str, *, when: Expr | None = None, until: Expr | None = None, **details: Operand) -> Line:
    """`until` is the last day on which the line still holds if nothing new is told."""
    return Line(Verdict.MET, reason, when, until, lifted(details))


def due(reason: str, *, when: Expr, until: Expr | None = None, **details: Operand) -> Line:
    return Line(Verdict.DUE, reason, when, until, lifted(details))


def unknown(reason: str, *, when: Expr | None = None, until: Expr | None = None, **details: Operand) -> Line:
    return Line(Verdict.UNKNOWN, reason, when, until, lifted(details))


def breached(reason: str, *, when: Expr, relies_on_no: tuple[str, ...] = (), **details: Operand) -> Line:
    """`relies_on_no` names facts whose absence means "none", because the office that decides them keeps them."""
    return Line(Verdict.BREACHED, reason, when, None, lifted(details), relies_on_no)


def lifted(details: dict[str, Operand]) -> tuple[tuple[str, Expr], ...]:
    return tuple((name, lift(value)) for name, value in details.items())


@dataclass(frozen=True)
class Step:
    """A line as the readers run it: the first step whose condition is true decides. `line` is the author's, from 1."""

    verdict: Verdict
    reason: str
    when: Expr
    until: Expr | None
    details: tuple[tuple[str, Expr], ...]
    line: int
    relies_on_no: tuple[str, ...] = ()


def compile_table(table: Table) -> tuple[Step, ...]:
    check_table(table)
    steps: list[Step] = []
    earlier: list[Expr] = []
    for number, line in enumerate(table, start=1):
        if line.verdict == Verdict.BREACHED and line.when is not None:
            steps += guarded_breach(line, line.when, number, earlier)
        else:
            when = lift(True) if line.when is None else line.when
            steps.append(Step(line.verdict, line.reason, when, line.until, shown(line), number))
        if line.when is not None:
            earlier.append(line.when)
    return tuple(steps)


def guarded_breach(line: Line, when: Expr, number: int, earlier: list[Expr]) -> list[Step]:
    """Protection first, then the breach where every earlier line is certainly false, else a question."""
    shielded = when & FACTS["is_protected"]
    relied = frozenset(line.relies_on_no)
    certain = careful(when, relied)
    excluded = [~careful(condition, relied, none_on_file=True) for condition in (*earlier, shielded)]
    proven = reduce(and_, excluded, certain)
    return [
        Step(Verdict.UNKNOWN, PROTECTED, shielded, None, (), number),
        Step(Verdict.BREACHED, line.reason, proven, None, shown(line), number, line.relies_on_no),
        Step(Verdict.UNKNOWN, FACTS_MISSING, when, None, (), number),
    ]


def careful(expr: Expr, relied: frozenset[str], *, none_on_file: bool = False) -> Expr:
    """The same condition for one who will not build on silence.

    "Is known" and "is missing" of an absent fact become undecided, unless the fact is relied on. With `none_on_file` a
    condition about an absent fact that is relied on becomes false, since nothing on file means that there is nothing.
    """
    if isinstance(expr, Operation):
        if expr.op in {"and", "or", "not"}:
            parts = tuple(careful(arg, relied, none_on_file=none_on_file) for arg in expr.args)
            return Operation(expr.op, parts, Kind.FLAG)
        if expr.op == "is_known":
            return expr if relied.issuperset(facts_read(expr)) else expr | NOTHING
        if expr.op == "is_missing":
            return expr if relied.issuperset(facts_read(expr)) else expr & NOTHING
    if not none_on_file:
        return expr
    return reduce(and_, (FACTS[name].is_known() for name in facts_read(expr) if name in relied), expr)


def shown(line: Line) -> tuple[tuple[str, Expr], ...]:
    """The named details, after the facts the condition read."""
    read: dict[str, Expr] = {name: FACTS[name] for name in facts_read(line.when)} if line.when is not None else {}
    return tuple((read | dict(line.details)).items())


def check_table(table: Table) -> None:
    if not table:
        raise RuleError("a table needs at least one line")
    *earlier, last = table
    if last.when is not None or last.verdict not in {Verdict.UNKNOWN, Verdict.MET}:
        raise RuleError(f"the last line must be unknown or met without a condition, got {last.verdict} '{last.reason}'")
    for line in earlier:
        if not isinstance(line.when, Expr) or line.when.kind != Kind.FLAG:
            raise RuleError(f"line '{line.reason}' needs a condition, got {line.when!r}")
    for line in table:
        check_line(line)


def check_line(line: Line) -> None:
    if line.reason in {PROTECTED, FACTS_MISSING}:
        raise RuleError(f"the reason '{line.reason}' belongs to the compiler: choose another")
    if line.until is not None and line.until.kind != Kind.DATE:
        raise RuleError(f"until= of line '{line.reason}' must be a date, got {line.until.kind}")
    outside = [name for name in line.relies_on_no if name not in FACTS]
    if outside:
        raise RuleError(f"relies_on_no of line '{line.reason}' names no fact: {', '.join(outside)}")
    for expr in (line.when, line.until, *dict(line.details).values()):
        strange = [] if expr is None else [name for name in facts_read(expr) if name not in FACTS]
        if strange:
            raise RuleError(f"line '{line.reason}' reads what is no fact of a stay: {', '.join(strange)}")


@dataclass(frozen=True)
class Rule:
    code: str
    title: str
    cites: str
    addressee: Addressee
    since: date
    until: date | None
    lines: Table
    steps: tuple[Step, ...]
    version: str

    @property
    def facts(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for expr in self.expressions() for name in facts_read(expr)))

    @property
    def parameters(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for expr in self.expressions() for name in parameters_read(expr)))

    @property
    def relies_on_no(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for line in self.lines for name in line.relies_on_no))

    def expressions(self) -> Iterable[Expr]:
        for step in self.steps:
            yield from (expr for expr in (step.when, step.until, *dict(step.details).values()) if expr is not None)

    def is_in_force(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)

    def version_under(self, law: Parameters) -> str:
        """Names the definition together with the values it used: what a stored verdict keeps to be recomputed later."""
        values = {name: str(law.get(name)) for name in self.parameters}
        return digest({"rule": self.version, "parameters": values})


RULES: Final[dict[str, Rule]] = {}

type Definition = Callable[[Stay, Expr, Law], Table]


def rule(
    code: str, *, title: str, cites: str, addressee: Addressee, since: date, until: date | None = None
) -> Callable[[Definition], Rule]:
    """Compile a table and enter it in RULES; a table that could accuse without a ground is refused here."""

    def define(definition: Definition) -> Rule:
        if code in RULES:
            raise RuleError(f"the code {code} is taken")
        made = make_rule(definition, code, title=title, cites=cites, addressee=addressee, since=since, until=until)
        RULES[code] = made
        return made

    return define


def make_rule(
    definition: Definition, code: str, *, title: str, cites: str, addressee: Addressee, since: date, until: date | None
) -> Rule:
    lines = definition(Stay(), Day(), Law())
    steps = compile_table(lines)
    content = {
        "code": code,
        "cites": cites,
        "addressee": addressee,
        "since": since.isoformat(),
        "until": until and until.isoformat(),
        "steps": [step_as_data(step) for step in steps],
    }
    return Rule(code, title, cites, addressee, since, until, lines, steps, digest(content))


def step_as_data(step: Step) -> dict[str, object]:
    return {
        "line": step.line,
        "verdict": step.verdict,
        "reason": step.reason,
        "when": written(step.when),
        "until": None if step.until is None else written(step.until),
        "details": {name: written(expr) for name, expr in step.details},
        "relies_on_no": list(step.relies_on_no),
    }


def digest(content: object) -> str:
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
