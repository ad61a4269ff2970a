"""The law as data: dated parameters, citations, sentences and cases, read from parsed documents and then fixed."""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from timpora.core.rules.expressions import Kind, Parameter, walk
from timpora.core.rules.facts import FACTS, FactError, FactValue, parse_facts
from timpora.core.rules.parameters import Parameters, ParameterValue
from timpora.core.rules.phrases import LANGUAGES, phrase
from timpora.core.rules.tables import Rule, Verdict

CONFIDENCES: Final = ("A", "B", "C", "G")
MINIMUM_OF_CASES: Final = 6
KINDS_OF_VALUE: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.DAYS: ("int",),
    Kind.HOURS: ("int",),
    Kind.DATE: ("date",),
    Kind.TEXTS: ("list of str", "tuple"),
    Kind.DATES: ("list of date", "tuple"),
}

type Document = Any  # what a YAML file holds, before it is checked
type Bilingual = Mapping[str, str]


class RulebookError(ValueError):
    """A document of the rulebook that cannot be used; the text names document, place and what was expected."""


@dataclass(frozen=True)
class DatedValue:
    value: ParameterValue
    valid_from: date
    citation: str
    confidence: str
    editable: bool


@dataclass(frozen=True)
class DatedParameter:
    name: str
    label: Bilingual
    values: tuple[DatedValue, ...]  # oldest first

    def on(self, day: date) -> DatedValue | None:
        return next((dated for dated in reversed(self.values) if dated.valid_from <= day), None)


@dataclass(frozen=True)
class SignOff:
    by: str
    on: date


@dataclass(frozen=True)
class RuleText:
    title: Bilingual
    citation: str
    confidence: str
    sign_off: SignOff | None  # None shows as "belum diverifikasi"


@dataclass(frozen=True)
class FactText:
    label: Bilingual
    ask: Bilingual


@dataclass(frozen=True)
class Case:
    rule: str
    name: str
    day: date
    facts: Mapping[str, FactValue]
    verdict: str
    reason: str | None


@dataclass(frozen=True)
class CodeEntry:
    code: str
    label: Bilingual
    valid_from: date
    valid_until: date | None


@dataclass(frozen=True)
class Rulebook:
    parameters: Mapping[str, DatedParameter]
    rules: Mapping[str, RuleText]
    reasons: Mapping[tuple[str, str], Bilingual]
    facts: Mapping[str, FactText]
    cases: tuple[Case, ...]
    codes: Mapping[str, tuple[CodeEntry, ...]]

    def law_on(self, day: date) -> Parameters:
        dated = {name: parameter.on(day) for name, parameter in self.parameters.items()}
        return Parameters(MappingProxyType({name: found.value for name, found in dated.items() if found is not None}))

    def title(self, code: str, language: str) -> str:
        return self.rules[code].title[language]

    def citation(self, code: str) -> str:
        return self.rules[code].citation

    def fact_label(self, name: str, language: str) -> str:
        return self.facts[name].label[language]

    def ask_whom(self, name: str, language: str) -> str:
        return self.facts[name].ask[language]

    def reason_text(self, rule_code: str, reason: str, details: Mapping[str, object], language: str) -> str:
        """The sentence for a reason; a detail that is not on record is said to be so."""
        template = self.template(rule_code, reason)[language]
        named = {name: details.get(name) for name in placeholders(template)}
        return template.format_map({name: phrase(value, language) for name, value in named.items()})

    def template(self, rule_code: str, reason: str) -> Bilingual:
        """The rule's own sentence, else the one all rules share."""
        found = self.reasons.get((rule_code, reason)) or self.reasons.get(("", reason))
        if found is None:
            raise RulebookError(f"reasons: no sentence for '{reason}' of {rule_code}")
        return found


def placeholders(template: str) -> tuple[str, ...]:
    return tuple(name for _, name, _, _ in string.Formatter().parse(template) if name)


def read_rulebook(documents: Mapping[str, Document]) -> Rulebook:
    """Build a rulebook from documents by path: `stay/parameters`, `stay/cases/STAY-01`, `facts`, `codes/activity` …"""
    parameters: dict[str, DatedParameter] = {}
    rules: dict[str, RuleText] = {}
    reasons: dict[tuple[str, str], Bilingual] = {}
    cases: list[Case] = []
    codes: dict[str, tuple[CodeEntry, ...]] = {}
    facts: dict[str, FactText] = {}
    for path, document in sorted(documents.items()):
        match path.split("/"):
            case ["facts"]:
                facts = {name: read_fact_text(path, name, entry) for name, entry in entries(path, document)}
            case [*_, "parameters"]:
                parameters |= {name: read_parameter(path, name, entry) for name, entry in entries(path, document)}
            case [_, "rules"]:
                rules |= {code: read_rule_text(path, code, entry) for code, entry in entries(path, document)}
            case ["reasons"]:
                reasons |= {("", key): bilingual(path, key, text) for key, text in entries(path, document)}
            case [_, "reasons"]:
                reasons |= dict(read_reasons(path, document))
            case [_, "cases", code]:
                cases += [read_case(path, code, entry) for entry in listed(path, document)]
            case ["codes", name]:
                codes[name] = tuple(read_code(path, code, entry) for code, entry in entries(path, document))
            case _:
                raise RulebookError(f"{path}: no document of a rulebook has this name")
    return Rulebook(
        MappingProxyType(parameters),
        MappingProxyType(rules),
        MappingProxyType(reasons),
        MappingProxyType(facts),
        tuple(cases),
        MappingProxyType(codes),
    )


def entries(path: str, document: Document) -> Iterable[tuple[str, Document]]:
    if not isinstance(document, Mapping):
        raise RulebookError(f"{path}: expected names with their entries, got {type(document).__name__}")
    return [(str(name), entry) for name, entry in document.items()]


def listed(path: str, document: Document) -> list[Document]:
    if not isinstance(document, list) or not document:
        raise RulebookError(f"{path}: expected a list with at least one entry, got {document!r}")
    return document


def field(path: str, where: str, entry: Document, name: str, kind: type[Any]) -> Any:
    value = entry.get(name) if isinstance(entry, Mapping) else None
    if not isinstance(value, kind):
        raise RulebookError(f"{path}: '{where}' needs {name} ({kind.__name__}), got {value!r}")
    return value


def bilingual(path: str, where: str, entry: Document) -> Bilingual:
    return MappingProxyType({language: field(path, where, entry, language, str).strip() for language in LANGUAGES})


def confidence(path: str, where: str, entry: Document) -> str:
    mark: str = field(path, where, entry, "confidence", str)
    if mark not in CONFIDENCES:
        raise RulebookError(f"{path}: confidence of '{where}' is one of {', '.join(CONFIDENCES)}, got {mark!r}")
    return mark


def read_parameter(path: str, name: str, entry: Document) -> DatedParameter:
    label = bilingual(path, name, field(path, name, entry, "label", dict))
    values = [read_value(path, name, dated) for dated in listed(path, entry.get("values"))]
    values.sort(key=lambda dated: dated.valid_from)
    starts = [dated.valid_from for dated in values]
    if len(set(starts)) < len(starts):
        raise RulebookError(f"{path}: '{name}' has two values from the same day")
    if len({value_kind(dated.value) for dated in values}) > 1:
        raise RulebookError(f"{path}: the values of '{name}' are of different kinds")
    return DatedParameter(name, label, tuple(values))


def value_kind(value: ParameterValue) -> str:
    return f"list of {type(value[0]).__name__}" if isinstance(value, tuple) and value else type(value).__name__


def read_value(path: str, name: str, entry: Document) -> DatedValue:
    return DatedValue(
        value=read_plain_value(path, name, entry.get("value") if isinstance(entry, Mapping) else None),
        valid_from=field(path, name, entry, "valid_from", date),
        citation=field(path, name, entry, "citation", str),
        confidence=confidence(path, name, entry),
        editable=field(path, name, entry, "editable", bool),
    )


def read_plain_value(path: str, name: str, value: Document) -> ParameterValue:
    match value:
        case bool():
            pass
        case int() if value >= 0:
            return value
        case date():
            return value
        case [*items] if all(isinstance(item, date) for item in items):
            return tuple(sorted(items))
        case [*items] if all(isinstance(item, str) for item in items):
            return tuple(sorted(items))
    expected = "a whole number, a date, or a list of texts or of dates"
    raise RulebookError(f"{path}: the value of '{name}' is {expected}, got {value!r}")


def read_rule_text(path: str, code: str, entry: Document) -> RuleText:
    signed = entry.get("sign_off") if isinstance(entry, Mapping) else None
    return RuleText(
        title=bilingual(path, code, field(path, code, entry, "title", dict)),
        citation=field(path, code, entry, "citation", str).strip(),
        confidence=confidence(path, code, entry),
        sign_off=signed and SignOff(field(path, code, signed, "by", str), field(path, code, signed, "on", date)),
    )


def read_reasons(path: str, document: Document) -> Iterator[tuple[tuple[str, str], Bilingual]]:
    for code, by_key in entries(path, document):
        for key, text in entries(f"{path}/{code}", by_key):
            yield (code, key), bilingual(path, f"{code} {key}", text)


def read_fact_text(path: str, name: str, entry: Document) -> FactText:
    if name not in FACTS:
        raise RulebookError(f"{path}: '{name}' is no fact of a stay")
    label = bilingual(path, name, field(path, name, entry, "label", dict))
    return FactText(label, bilingual(path, name, field(path, name, entry, "ask", dict)))


def read_code(path: str, code: str, entry: Document) -> CodeEntry:
    until = entry.get("valid_until") if isinstance(entry, Mapping) else None
    label = bilingual(path, code, field(path, code, entry, "label", dict))
    return CodeEntry(code, label, field(path, code, entry, "valid_from", date), until)


def read_case(path: str, code: str, entry: Document) -> Case:
    name = field(path, code, entry, "name", str)
    verdict = field(path, name, entry, "verdict", str)
    if verdict not in set(Verdict):
        raise RulebookError(f"{path}: verdict of '{name}' is one of {', '.join(Verdict)}, got {verdict!r}")
    try:
        facts = parse_facts(field(path, name, entry, "facts", dict))
    except FactError as error:
        raise RulebookError(f"{path}: the facts of '{name}' cannot be read ({error})") from error
    known = {fact: value for fact, value in facts.items() if value is not None}
    day = field(path, name, entry, "day", date)
    return Case(code, name, day, MappingProxyType(known), verdict, entry.get("reason"))


def misfits(rulebook: Rulebook, rules: Iterable[Rule]) -> list[str]:
    """Values of another kind than a rule reads, one sentence each: such a rulebook cannot judge at all."""
    wanted = {
        node.name: node.kind
        for rule in rules
        for expr in rule.expressions()
        for node in walk(expr)
        if isinstance(node, Parameter)
    }
    known = {name: rulebook.parameters[name].values[0].value for name in wanted if name in rulebook.parameters}
    return [
        f"parameters: {name} must be a {wanted[name]} value, got {value!r}"
        for name, value in known.items()
        if value_kind(value) not in KINDS_OF_VALUE[wanted[name]]
    ]


def gaps(rulebook: Rulebook, rules: Iterable[Rule]) -> list[str]:
    """What the rulebook still owes to these rules, one sentence each; empty when nothing is missing."""
    found = [f"facts: no label and no office to ask for {name}" for name in FACTS if name not in rulebook.facts]
    for rule in rules:
        found += gaps_of(rulebook, rule)
    return found


def gaps_of(rulebook: Rulebook, rule: Rule) -> Iterator[str]:
    if rule.code not in rulebook.rules:
        yield f"{rule.code}: no title and citation"
    cases = [case for case in rulebook.cases if case.rule == rule.code]
    if len(cases) < MINIMUM_OF_CASES:
        yield f"{rule.code}: {len(cases)} cases, at least {MINIMUM_OF_CASES} are needed"
    for name in rule.parameters:
        parameter = rulebook.parameters.get(name)
        if parameter is None or parameter.on(rule.since) is None:
            yield f"{rule.code}: no value of {name} on {rule.since}, the day from which the rule is in force"
    for step in rule.steps:
        known = {name for name, _ in step.details}
        text = rulebook.reasons.get((rule.code, step.reason)) or rulebook.reasons.get(("", step.reason))
        if text is None:
            yield f"{rule.code}: no sentence for '{step.reason}'"
        for language, template in (text or {}).items():
            for name in placeholders(template):
                if name not in known:
                    yield f"{rule.code}: the {language} sentence for '{step.reason}' asks for {name}, not given there"
