"""`doctor`: what is installed, reachable, out of date, misconfigured; one line each."""

import argparse
import json
import sys
from dataclasses import asdict


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser("doctor", help="what is installed, reachable, out of date, misconfigured")
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    # The app registry stands only when a command runs, not when its arguments are declared.
    from django.utils import timezone

    from timpora.keeping.doctor import examine
    from timpora.keeping.health import BROKEN

    found = examine(timezone.now())
    is_well = not any(finding.state == BROKEN for finding in found)
    if args.json:
        print(json.dumps({"is_well": is_well, "findings": [asdict(finding) for finding in found]}, ensure_ascii=False))
        return 0 if is_well else 1
    for finding in found:
        print(f"{finding.state:<10} {finding.about}: {finding.words} {finding.remedy}".rstrip())
    sys.stdout.flush()
    return 0 if is_well else 1
