"""A small three-valued expression language over the facts of a stay: an absent value is neither true nor false."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NoReturn


class Kind(StrEnum):
    DATE = "date"
    MOMENT = "moment"
    DAYS = "days"
    HOURS = "hours"
    TEXT = "text"
    FLAG = "flag"
    TEXTS = "texts"  # a set of texts, only as a parameter
    DATES = "dates"  # a set of dates, only as a parameter


ORDERED = frozenset({Kind.DATE, Kind.MOMENT, Kind.DAYS})


class ExpressionError(TypeError):
    """An expression that cannot mean anything: found when a rule is defined, never while somebody is judged."""


class Expr:
    kind: Kind

    def __lt__(self, other: Operand) -> Operation:
        return compare("lt", self, other)

    def __le__(self, other: Operand) -> Operation:
        return compare("le", self, other)

    def __gt__(self, other: Operand) -> Operation:
        return compare("gt", self, other)

    def __ge__(self, other: Operand) -> Operation:
        return compare("ge", self, other)

    # `==` stays structural equality of expressions, so the comparison of values has a name of its own.
    def equals(self, other: Operand) -> Operation:
        right = lift(other)
        if self.kind != right.kind:
            raise ExpressionError(f"equals compares two values of one kind, got {self.kind} and {right.kind}")
        return Operation("equals", (self, right), Kind.FLAG)

    def __and__(self, other: Operand) -> Operation:
        return connect("and", self, lift(other))

    def __or__(self, other: Operand) -> Operation:
        return connect("or", self, lift(other))

    def __invert__(self) -> Operation:
        return connect("not", self)

    def __add__(self, other: Operand) -> Operation:
        right = lift(other)
        match self.kind, right.kind:
            case Kind.DATE, Kind.DAYS:
                return Operation("plus_days", (self, right), Kind.DATE)
            case Kind.MOMENT, Kind.HOURS:
                return Operation("plus_hours", (self, right), Kind.MOMENT)
        raise ExpressionError(f"only date + days and moment + hours can be added, got {self.kind} + {right.kind}")

    def __sub__(self, other: Operand) -> Operation:
        right = lift(other)
        match self.kind, right.kind:
            case Kind.DATE, Kind.DATE:
                return Operation("days_between", (self, right), Kind.DAYS)
            case Kind.DATE, Kind.DAYS:
                return Operation("minus_days", (self, right), Kind.DATE)
        raise ExpressionError(f"only date - date and date - days can be subtracted, got {self.kind} - {right.kind}")

    def plus_working_days(self, count: Expr, holidays: Expr) -> Operation:
        kinds = (self.kind, count.kind, holidays.kind)
        if kinds != (Kind.DATE, Kind.DAYS, Kind.DATES):
            raise ExpressionError(f"plus_working_days needs a date, days and dates, got {', '.join(kinds)}")
        return Operation("plus_working_days", (self, count, holidays), Kind.DATE)

    def is_in(self, texts: Expr) -> Operation:
        if (self.kind, texts.kind) != (Kind.TEXT, Kind.TEXTS):
            raise ExpressionError(f"is_in looks for a text among texts, got {self.kind} and {texts.kind}")
        return Operation("is_in", (self, texts), Kind.FLAG)

    def __bool__(self) -> NoReturn:
        raise ExpressionError("an expression has no truth of its own: write & | ~ instead of and, or, not, or a chain")


@dataclass(frozen=True)
class Fact(Expr):
    name: str
    kind: Kind

    def is_known(self) -> Operation:
        return Operation("is_known", (self,), Kind.FLAG)

    def is_missing(self) -> Operation:
        return Operation("is_missing", (self,), Kind.FLAG)

    def local_day(self) -> Operation:
        """The calendar day of a moment in the offset it was told in."""
        return local_day(self)


@dataclass(frozen=True)
class Day(Expr):
    """The day for which one judges."""

    kind: Kind = Kind.DATE


@dataclass(frozen=True)
class Parameter(Expr):
    name: str
    kind: Kind


@dataclass(frozen=True)
class Literal(Expr):
    value: bool | int | str | date | tuple[str, ...] | None
    kind: Kind


@dataclass(frozen=True)
class Operation(Expr):
    op: str
    args: tuple[Expr, ...]
    kind: Kind


type Operand = Expr | bool | int | str | date

NOTHING = Literal(None, Kind.FLAG)


def lift(value: Operand) -> Expr:
    match value:
        case Expr():
            return value
        case bool():
            return Literal(value, Kind.FLAG)
        case int():
            return Literal(value, Kind.DAYS)
        case str():
            return Literal(value, Kind.TEXT)
        case date():
            return Literal(value, Kind.DATE)
    raise ExpressionError(f"expected an expression, a number of days, a text, a date or a truth value, got {value!r}")


def texts(*values: str) -> Literal:
    return Literal(tuple(sorted(values)), Kind.TEXTS)


def local_day(moment: Expr) -> Operation:
    if moment.kind != Kind.MOMENT:
        raise ExpressionError(f"local_day needs a moment, got {moment.kind}")
    return Operation("local_day", (moment,), Kind.DATE)


def compare(op: str, left: Expr, other: Operand) -> Operation:
    right = lift(other)
    if left.kind != right.kind or left.kind not in ORDERED:
        raise ExpressionError(
            f"only dates, moments and numbers of days have an order, got {left.kind} and {right.kind}"
        )
    return Operation(op, (left, right), Kind.FLAG)


def connect(op: str, *args: Expr) -> Operation:
    for arg in args:
        if arg.kind != Kind.FLAG:
            raise ExpressionError(f"'{op}' joins conditions, got {arg.kind}")
    return Operation(op, args, Kind.FLAG)


def walk(expr: Expr) -> Iterator[Expr]:
    yield expr
    if isinstance(expr, Operation):
        for arg in expr.args:
            yield from walk(arg)


def facts_read(expr: Expr) -> tuple[str, ...]:
    """Names of the facts in an expression, in reading order, each once."""
    return tuple(dict.fromkeys(node.name for node in walk(expr) if isinstance(node, Fact)))


def parameters_read(expr: Expr) -> tuple[str, ...]:
    return tuple(dict.fromkeys(node.name for node in walk(expr) if isinstance(node, Parameter)))
