"""The lines of a rule in words a lawyer can check, made from the very table that decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from timpora.compliance.rulebook import book, language, law_on
from timpora.core.rules import Rule
from timpora.core.rules.expressions import Day, Expr, Fact, Kind, Literal, Operation, Parameter
from timpora.core.rules.phrases import phrase
from timpora.core.rules.rulebook import placeholders
from timpora.core.rules.wordings import say


@dataclass(frozen=True, slots=True)
class LineInWords:
    number: int
    verdict: str
    verdict_word: str
    reason: str
    condition: str  # empty: always
    sentence: str
    taken_as_none: list[str]


def lines_in_words(rule: Rule, day: date) -> list[LineInWords]:
    return [
        LineInWords(
            number=number,
            verdict=str(line.verdict),
            verdict_word=say(line.verdict, language()),
            reason=line.reason,
            condition=in_words(line.when, day) if line.when is not None else "",
            sentence=sentence_form(rule.code, line.reason),
            taken_as_none=[label(name) for name in line.relies_on_no],
        )
        for number, line in enumerate(rule.lines, start=1)
    ]


def label(fact: str) -> str:
    return book().fact_label(fact, language())


def sentence_form(rule: str, reason: str) -> str:
    """The sentence of a reason with its blanks named: facts by their label, counted values by dots."""
    template = book().template(rule, reason)[language()]
    return template.format_map({name: blank(name) for name in placeholders(template)})


def blank(name: str) -> str:
    return f"‹{label(name)}›" if name in book().facts else "‹…›"


def in_words(expr: Expr, day: date) -> str:
    match expr:
        case Fact(name=name, kind=kind):
            return _("%(fact)s: ya") % {"fact": label(name)} if kind == Kind.FLAG else label(name)
        case Day():
            return _("hari yang dinilai")
        case Parameter(name=name):
            return parameter_in_words(name, day)
        case Literal(value=tuple() as values):
            return ", ".join(map(str, values))
        case Literal(value=value):
            return phrase(value, language())
        case Operation(op="and" | "or" as op, args=args):
            joint = _(" dan ") if op == "and" else _(" atau ")
            return joint.join(inside(arg, op, day) for arg in args)
        case Operation(op=op, args=args):
            return OPERATIONS[op]() % named([in_words(arg, day) for arg in args])
    raise TypeError(f"expected an expression, got {expr!r}")


def inside(expr: Expr, outer: str, day: date) -> str:
    mixed = isinstance(expr, Operation) and expr.op in {"and", "or"} and expr.op != outer
    return f"({in_words(expr, day)})" if mixed else in_words(expr, day)


def named(args: list[str]) -> Mapping[str, str]:
    return dict(zip(("a", "b", "c"), args, strict=False))


def parameter_in_words(name: str, day: date) -> str:
    """Short values as they are on the day; a long list by its name."""
    value = law_on(day).values.get(name)
    if isinstance(value, tuple) and (len(value) > 3 or isinstance(value[0], date)):
        return f"“{book().parameters[name].label[language()]}”"
    return value_in_words(value)


def value_in_words(value: object) -> str:
    return ", ".join(value_in_words(item) for item in value) if isinstance(value, tuple) else phrase(value, language())


# Callables, because the words are looked up in the reader's language.
OPERATIONS: Mapping[str, Callable[[], str]] = {
    "not": lambda: _("tidak benar bahwa %(a)s"),
    "is_known": lambda: _("%(a)s tercatat"),
    "is_missing": lambda: _("%(a)s tidak tercatat"),
    "lt": lambda: _("%(a)s sebelum %(b)s"),
    "le": lambda: _("%(a)s paling lambat %(b)s"),
    "gt": lambda: _("%(a)s sesudah %(b)s"),
    "ge": lambda: _("%(a)s paling awal %(b)s"),
    "equals": lambda: _("%(a)s sama dengan %(b)s"),
    "is_in": lambda: _("%(a)s termasuk %(b)s"),
    "plus_days": lambda: _("%(a)s ditambah %(b)s hari"),
    "minus_days": lambda: _("%(a)s dikurangi %(b)s hari"),
    "plus_hours": lambda: _("%(a)s ditambah %(b)s jam"),
    "days_between": lambda: _("jumlah hari dari %(b)s sampai %(a)s"),
    "plus_working_days": lambda: _("%(a)s ditambah %(b)s hari kerja (di luar %(c)s)"),
    "local_day": lambda: _("hari dari %(a)s"),
}
