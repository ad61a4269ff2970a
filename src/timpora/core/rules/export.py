"""Tables and values as plain data for readers outside Python, such as a calculator in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from timpora.core.rules.facts import FACTS, PLANNED
from timpora.core.rules.parameters import Parameters
from timpora.core.rules.tables import Rule, step_as_data


def rules_as_data(rules: Iterable[Rule], law: Parameters) -> dict[str, object]:
    """All a reader needs to judge: the facts with their kinds, the steps, and the values of the parameters used."""
    chosen = list(rules)
    names = sorted({name for rule in chosen for name in rule.parameters})
    return {
        "facts": {name: {"kind": fact.kind, "planned": name in PLANNED} for name, fact in FACTS.items()},
        "parameters": {name: as_data(law.get(name)) for name in names},
        "rules": [rule_as_data(rule, law) for rule in chosen],
    }


def rule_as_data(rule: Rule, law: Parameters) -> dict[str, object]:
    return {
        "code": rule.code,
        "title": rule.title,
        "cites": rule.cites,
        "addressee": rule.addressee,
        "since": rule.since.isoformat(),
        "until": rule.until and rule.until.isoformat(),
        "version": rule.version,
        "version_under_law": rule.version_under(law),
        "steps": [step_as_data(step) for step in rule.steps],
    }


def as_data(value: object) -> object:
    """Moments in UTC, so that one instant is written in one way whatever offset it was told in."""
    match value:
        case datetime():
            return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        case date():
            return value.isoformat()
        case tuple() | list():
            return [as_data(item) for item in value]
        case Mapping():
            return {str(name): as_data(item) for name, item in value.items()}
    return value


def details_json(details: Mapping[str, object]) -> str:
    return json.dumps(as_data(details), separators=(",", ":"), ensure_ascii=False)
