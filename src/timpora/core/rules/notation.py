"""Expressions written as plain lists, the form in which tables leave for other readers and are fingerprinted."""

from __future__ import annotations

from datetime import date

from timpora.core.rules.expressions import Day, Expr, Fact, Literal, Operation, Parameter

type Written = list[object]


def written(expr: Expr) -> Written:
    """`["le", ["fact", "departed_on"], ["day"]]`: operator first, then what it is applied to."""
    match expr:
        case Fact(name=name):
            return ["fact", name]
        case Parameter(name=name):
            return ["parameter", name]
        case Literal(value=date() as value):
            return ["literal", value.isoformat()]
        case Literal(value=tuple() as value):
            return ["literal", list(value)]
        case Literal(value=value):
            return ["literal", value]
        case Day():
            return ["day"]
        case Operation(op=op, args=args):
            return [op, *(written(arg) for arg in args)]
    raise TypeError(f"expected an expression, got {expr!r}")
