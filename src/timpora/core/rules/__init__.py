"""Rules of law as decision tables, and readers that judge one stay with its proof or a whole table at once.

Missing data never accuses: a line that says "breached" is guarded by every line before it.
This room knows no files, no clock, no database, and no nationality, religion or ethnicity.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from timpora.core.rules import lodging, residence, stay  # noqa: F401  (each enters its rules in RULES)
from timpora.core.rules.export import details_json, rules_as_data
from timpora.core.rules.facts import FACTS, FactError, check_facts, parse_facts
from timpora.core.rules.one_row import Outcome, judge
from timpora.core.rules.parameters import Law, MissingParameter, Parameters
from timpora.core.rules.tables import RULES, Addressee, Rule, RuleError, Verdict

if TYPE_CHECKING:
    import polars as pl


def judge_table(
    rules: Iterable[Rule], table: pl.DataFrame, day: date, law: Parameters, *, with_met: bool = False
) -> pl.DataFrame:
    """`sid, rule, verdict, reason, details` for a table of stays; without `with_met` only verdicts other than `met`."""
    # Polars takes a second to load and those who judge one stay do not need it.
    from timpora.core.rules.many_rows import judge_table as judge_columns

    return judge_columns(rules, table, day, law, with_met=with_met)


__all__ = [
    "FACTS",
    "RULES",
    "Addressee",
    "FactError",
    "Law",
    "MissingParameter",
    "Outcome",
    "Parameters",
    "Rule",
    "RuleError",
    "Verdict",
    "check_facts",
    "details_json",
    "judge",
    "judge_table",
    "parse_facts",
    "rules_as_data",
]
