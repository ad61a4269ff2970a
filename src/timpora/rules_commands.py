"""The commands `rules test`, `rules list`, `rules explain` and `rules export`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from timpora.core.rules import (
    RULES,
    FactError,
    MissingParameter,
    Outcome,
    Rule,
    judge,
    parse_facts,
    rules_as_data,
)
from timpora.core.rules.export import as_data
from timpora.core.rules.rulebook import Case, CodeEntry, Rulebook, RulebookError, gaps
from timpora.core.rules.wordings import say
from timpora.rulebook_files import load, read_yaml, rulebook_folder, yaml_files

DONE, REFUSED, WRONG_USE = 0, 1, 2


class UsageError(Exception):
    """Wrong use or unreadable input: one sentence for the person at the terminal."""


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("rules", help="the rulebook: run its cases, list it, judge one set of facts")
    parser.set_defaults(run=run, work=None, parser=parser)
    commands = parser.add_subparsers(metavar="COMMAND")
    add(commands, "test", test_cases, "run the rulebook's cases")
    listing = add(commands, "list", list_rules, "rules with title, citation, addressee, validity and sign-off")
    listing.add_argument("--codes", metavar="NAME", help="a code list instead, such as activity")
    explaining = add(commands, "explain", explain, "judge one set of facts and say why")
    explaining.add_argument("code", metavar="CODE", help="rule code, such as STAY-01")
    explaining.add_argument("--facts", metavar="FILE", required=True, type=Path, help="facts as YAML or JSON")
    explaining.add_argument("--day", metavar="YYYY-MM-DD", required=True, help="the day for which to judge")
    exporting = add(commands, "export", export, "write the rulebook and its compiled tables")
    exporting.add_argument("--out", metavar="DIR", required=True, type=Path, help="a new or empty folder")


def add(commands: Any, name: str, work: Callable[..., int], text: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text)
    parser.set_defaults(work=work)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--language", choices=("id", "en"), default="id", help="language of the sentences (default id)")
    parser.add_argument("--rulebook", metavar="DIR", type=Path, help="another rulebook folder")
    return parser


def run(args: argparse.Namespace) -> int:
    if args.work is None:
        args.parser.print_usage(sys.stderr)
        return WRONG_USE
    try:
        work: Callable[[argparse.Namespace, Rulebook], int] = args.work
        return work(args, load(args.rulebook))
    except FactError as error:
        return refuse(say(error.key, args.language, **error.details))
    except MissingParameter as error:
        return refuse(say("missing_parameter", args.language, name=error.name))
    except (RulebookError, UsageError) as error:
        return refuse(str(error))


def refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return WRONG_USE


def test_cases(args: argparse.Namespace, rulebook: Rulebook) -> int:
    failures = [failure for case in rulebook.cases if (failure := failed(case, rulebook, args.language))]
    missing = gaps(rulebook, RULES.values())
    if args.json:
        print_json({"cases": len(rulebook.cases), "failed": failures, "missing": missing})
    else:
        for sentence in [*(failure["message"] for failure in failures), *missing]:
            print(sentence)
        passed = len(rulebook.cases) - len(failures)
        print(say("cases_run", args.language, rules=str(len(RULES)), passed=str(passed), failed=str(len(failures))))
    return REFUSED if failures or missing else DONE


def failed(case: Case, rulebook: Rulebook, language: str) -> dict[str, str] | None:
    if case.rule not in RULES:
        message = say("case_of_no_rule", language, rule=case.rule, name=case.name)
        return {"rule": case.rule, "name": case.name, "message": message}
    outcome = judge(RULES[case.rule], case.facts, case.day, rulebook.law_on(case.day))
    if outcome.verdict == case.verdict and case.reason in {None, outcome.reason}:
        return None
    expected = " ".join(filter(None, (case.verdict, case.reason)))
    got = f"{outcome.verdict} {outcome.reason}"
    message = say("case_failed", language, rule=case.rule, name=case.name, expected=expected, got=got)
    return {"rule": case.rule, "name": case.name, "expected": expected, "got": got, "message": message}


def list_rules(args: argparse.Namespace, rulebook: Rulebook) -> int:
    if args.codes is not None:
        return list_codes(args, rulebook)
    rows = [rule_row(rule, rulebook, args.language) for rule in sorted_rules()]
    if args.json:
        print_json({"rules": rows})
        return DONE
    for row in rows:
        print(f"{row['code']}  {row['title']}")
        validity = say("in_force", args.language, since=row["since"], until=row["until"] or "…")
        signed = row["sign_off"]
        sign_off = say("signed", args.language, **signed) if signed else say("unsigned", args.language)
        print(
            f"    {row['cites']} · {say(row['addressee'], args.language)} · {validity} · {sign_off} · {row['version']}"
        )
    return DONE


def sorted_rules() -> list[Rule]:
    return [RULES[code] for code in sorted(RULES)]


def rule_row(rule: Rule, rulebook: Rulebook, language: str) -> dict[str, Any]:
    signed = rulebook.rules[rule.code].sign_off
    return {
        "code": rule.code,
        "title": rulebook.title(rule.code, language),
        "cites": rulebook.citation(rule.code),
        "confidence": rulebook.rules[rule.code].confidence,
        "addressee": str(rule.addressee),
        "since": rule.since.isoformat(),
        "until": rule.until and rule.until.isoformat(),
        "sign_off": signed and {"by": signed.by, "on": signed.on.isoformat()},
        "version": rule.version,
        "facts": list(rule.facts),
        "parameters": list(rule.parameters),
    }


def list_codes(args: argparse.Namespace, rulebook: Rulebook) -> int:
    if args.codes not in rulebook.codes:
        raise UsageError(say("no_code_list", args.language, name=args.codes, known=", ".join(sorted(rulebook.codes))))
    rows = [code_row(entry, args.language) for entry in rulebook.codes[args.codes]]
    if args.json:
        print_json({"codes": args.codes, "entries": rows})
        return DONE
    for row in rows:
        print(f"{row['code']}  {row['label']}")
    return DONE


def code_row(entry: CodeEntry, language: str) -> dict[str, Any]:
    until = entry.valid_until and entry.valid_until.isoformat()
    label = entry.label[language]
    return {"code": entry.code, "label": label, "valid_from": entry.valid_from.isoformat(), "valid_until": until}


def explain(args: argparse.Namespace, rulebook: Rulebook) -> int:
    rule = RULES.get(args.code.upper())
    if rule is None:
        raise UsageError(say("no_rule", args.language, code=args.code, known=", ".join(sorted(RULES))))
    day, facts = day_of(args), facts_of(args)
    law = rulebook.law_on(day)
    outcome = judge(rule, facts, day, law)
    answer = explained(rule, outcome, rulebook, args.language) | {
        "day": day.isoformat(),
        "version": rule.version_under(law),
    }
    if args.json:
        print_json(answer)
    else:
        print_explained(answer, args.language)
    return DONE


def day_of(args: argparse.Namespace) -> date:
    try:
        return date.fromisoformat(args.day)
    except ValueError:
        raise UsageError(say("no_day", args.language, value=args.day)) from None


def facts_of(args: argparse.Namespace) -> dict[str, Any]:
    raw = read_yaml(args.facts)
    if not isinstance(raw, dict):
        raise UsageError(say("no_facts", args.language, file=str(args.facts)))
    return dict(parse_facts(raw))


def explained(rule: Rule, outcome: Outcome, rulebook: Rulebook, language: str) -> dict[str, Any]:
    """The outcome with its words: sentence, citation, labels of facts and whom to ask for those missing."""
    data: Any = as_data(asdict(outcome))
    labels = {name: rulebook.fact_label(name, language) for name in outcome.facts_used}
    return {
        "rule": rule.code,
        "title": rulebook.title(rule.code, language),
        **data,
        "reason_text": rulebook.reason_text(rule.code, outcome.reason, outcome.details, language),
        "cites": rulebook.citation(rule.code),
        "addressee": str(rule.addressee),
        "facts_used": [{"fact": name, "label": labels[name], "value": data["facts_used"][name]} for name in labels],
        "facts_missing": asked(outcome.facts_missing, rulebook, language),
        "relied_on_no": asked(outcome.relied_on_no, rulebook, language),
    }


def asked(names: tuple[str, ...], rulebook: Rulebook, language: str) -> list[dict[str, str]]:
    return [
        {"fact": name, "label": rulebook.fact_label(name, language), "ask": rulebook.ask_whom(name, language)}
        for name in names
    ]


def print_explained(answer: dict[str, Any], language: str) -> None:
    print(f"{answer['rule']}  {answer['title']}")
    print(f"{say(answer['verdict'], language)}: {answer['reason_text']}")
    print(say("decided_by", language, line=str(answer["line"]), reason=answer["reason"]))
    for fact in answer["facts_used"]:
        print(f"  {fact['label']}: {fact['value']}")
    for fact in answer["relied_on_no"]:
        print(f"  {fact['label']}: {say('none_on_file', language)}")
    for fact in answer["facts_missing"]:
        print(say("missing", language, label=fact["label"], ask=fact["ask"]))
    print(say("cites", language, cites=answer["cites"], version=answer["version"]))
    print(say("question_not_finding", language))


def export(args: argparse.Namespace, rulebook: Rulebook) -> int:
    out: Path = args.out
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(say("folder_in_use", args.language, folder=str(out)))
    written = 0
    try:
        for path, file in yaml_files(args.rulebook or rulebook_folder()):
            target = out / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
            written += 1
        for day in days_of_change(rulebook):
            compiled = rules_as_data([rule for rule in sorted_rules() if rule.is_in_force(day)], rulebook.law_on(day))
            (out / f"tables-{day}.json").write_text(
                json.dumps(compiled, indent=1, ensure_ascii=False), encoding="utf-8"
            )
            written += 1
    except OSError as error:
        raise UsageError(say("cannot_write", args.language, folder=str(out), why=str(error.strerror))) from error
    if args.json:
        print_json({"out": str(out), "files": written})
    else:
        print(say("exported", args.language, count=str(written), folder=str(out)))
    return DONE


def days_of_change(rulebook: Rulebook) -> list[date]:
    """Days on which a rule or a value begins, from the day on which the first rule is in force."""
    starts = {rule.since for rule in RULES.values()}
    starts |= {dated.valid_from for parameter in rulebook.parameters.values() for dated in parameter.values}
    return sorted(day for day in starts if day >= min(rule.since for rule in RULES.values()))


def print_json(content: dict[str, Any]) -> None:
    print(json.dumps(content, ensure_ascii=False))
