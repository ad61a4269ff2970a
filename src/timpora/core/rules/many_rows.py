"""Judge a table of millions of stays in Polars: the same steps as for one row, compiled to column expressions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Final

import polars as pl

from timpora.core.rules.columns import DAY_US, EPOCH, HOUR_US, offset_column, prepare
from timpora.core.rules.expressions import Day, Expr, Fact, Kind, Literal, Operation, Parameter, walk
from timpora.core.rules.parameters import Parameters
from timpora.core.rules.tables import NOT_APPLICABLE, Rule, Step, Verdict

FIRST_DAY: Final = date.min.toordinal() - EPOCH
LAST_DAY: Final = date.max.toordinal() - EPOCH

OUT: Final = {"sid": pl.String, "rule": pl.String, "verdict": pl.String, "reason": pl.String, "details": pl.String}


def judge_table(
    rules: Iterable[Rule], table: pl.DataFrame, day: date, law: Parameters, *, with_met: bool = False
) -> pl.DataFrame:
    """`sid, rule, verdict, reason, details` in the order of the table, for every verdict other than `met`, or for all.

    Columns are named as the facts; one that is lacking counts as absent in every row, one that is unknown is refused.
    Raises FactError for an unknown column or a value that cannot be read.
    """
    rows = prepare(table, day)
    parts: list[pl.DataFrame] = []
    for number, rule in enumerate(rules):
        parts += judged(rule, number, rows, day, law, with_met=with_met)
    if not parts:
        return pl.DataFrame(schema=OUT)
    return pl.concat(parts).sort("row", "order").select(pl.col(name).cast(kind) for name, kind in OUT.items())


def judged(
    rule: Rule, number: int, rows: pl.DataFrame, day: date, law: Parameters, *, with_met: bool
) -> list[pl.DataFrame]:
    if not rule.is_in_force(day):
        return [answers(rule, number, rows, Verdict.MET, NOT_APPLICABLE, pl.lit("{}"))] if with_met else []
    reader = Reader(day, law)
    decided = rows.with_columns(step=first_true(rule.steps, reader))
    groups = [(place, step) for place, step in enumerate(rule.steps) if with_met or step.verdict != Verdict.MET]
    return [
        answers(rule, number, decided.filter(pl.col("step") == place), step.verdict, step.reason, reader.details(step))
        for place, step in groups
    ]


def answers(rule: Rule, number: int, rows: pl.DataFrame, verdict: str, reason: str, details: pl.Expr) -> pl.DataFrame:
    return rows.select(
        "row",
        order=pl.lit(number, pl.Int32),
        sid="sid",
        rule=pl.lit(rule.code),
        verdict=pl.lit(str(verdict)),
        reason=pl.lit(reason),
        details=details,
    )


def first_true(steps: tuple[Step, ...], reader: Reader) -> pl.Expr:
    chosen = pl.lit(len(steps) - 1, pl.Int8)
    for place in reversed(range(len(steps) - 1)):
        chosen = pl.when(reader.column(steps[place].when)).then(pl.lit(place, pl.Int8)).otherwise(chosen)
    return chosen


class Reader:
    """Expressions as columns. Dates are day numbers and moments microseconds, both counted from 1970."""

    def __init__(self, day: date, law: Parameters) -> None:
        self.day = day
        self.law = law

    def column(self, expr: Expr) -> pl.Expr:
        match expr:
            case Fact(name=name):
                return pl.col(name)
            case Day():
                return number_of(self.day)
            case Parameter(name=name):
                return constant(self.law.get(name))
            case Literal(value=value):
                return constant(value)
            case Operation(op="local_day", args=(moment,)):
                return ((self.column(moment) + offset_of(moment)) // DAY_US).cast(pl.Int32)
            case Operation(op="is_in", args=(text, texts)):
                return self.column(text).is_in(list(self.listed(texts)))
            case Operation(op="plus_working_days", args=(start, count, holidays)):
                free = [item for item in self.listed(holidays) if isinstance(item, date)]
                dates = self.column(start).cast(pl.Date)
                later = dates.dt.add_business_days(self.column(count), holidays=free, roll="backward")
                return within_calendar(later.cast(pl.Int32))
            case Operation(op=op, args=args):
                return OPERATORS[op](*(self.column(arg) for arg in args))
        raise TypeError(f"expected an expression, got {expr!r}")

    def listed(self, expr: Expr) -> tuple[object, ...]:
        value = self.law.get(expr.name) if isinstance(expr, Parameter) else getattr(expr, "value", ())
        return value if isinstance(value, tuple) else ()

    def details(self, step: Step) -> pl.Expr:
        if not step.details:
            return pl.lit("{}")
        fields = [shown(self.column(expr), expr.kind).alias(name) for name, expr in step.details]
        return pl.struct(fields).struct.json_encode()


def number_of(day: date) -> pl.Expr:
    return pl.lit(day.toordinal() - EPOCH, pl.Int32)


def constant(value: object) -> pl.Expr:
    match value:
        case None:
            return pl.lit(None, pl.Boolean)
        case bool() | str():
            return pl.lit(value)
        case int():
            return pl.lit(value, pl.Int32)
        case date():
            return number_of(value)
    raise TypeError(f"expected a truth value, text, number of days or date, got {value!r}")


def offset_of(moment: Expr) -> pl.Expr:
    """The offset in which the fact inside this moment was told."""
    return pl.col(next(offset_column(node.name) for node in walk(moment) if isinstance(node, Fact)))


def shown(column: pl.Expr, kind: Kind) -> pl.Expr:
    match kind:
        case Kind.DATE:
            return column.cast(pl.Date)
        case Kind.MOMENT:
            return column.cast(pl.Datetime("us")).dt.strftime("%Y-%m-%dT%H:%M:%SZ")
    return column


def within_calendar(column: pl.Expr) -> pl.Expr:
    return column.clip(FIRST_DAY, LAST_DAY).cast(pl.Int32)


OPERATORS: Final[Mapping[str, Callable[..., pl.Expr]]] = {
    "and": lambda left, right: left & right,
    "or": lambda left, right: left | right,
    "not": lambda value: ~value,
    "is_known": lambda value: value.is_not_null(),
    "is_missing": lambda value: value.is_null(),
    "lt": lambda left, right: left < right,
    "le": lambda left, right: left <= right,
    "gt": lambda left, right: left > right,
    "ge": lambda left, right: left >= right,
    "equals": lambda left, right: left == right,
    "plus_days": lambda start, days: within_calendar(start + days),
    "minus_days": lambda start, days: within_calendar(start - days),
    "plus_hours": lambda start, hours: start + hours.cast(pl.Int64) * HOUR_US,
    "days_between": lambda later, earlier: later - earlier,
}
