"""`import KIND FILE`, `import undo BATCH`, `import template KIND`: the same doors as on the pages, for one member."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

KINDS = ("permits", "workers", "residents", "lodging", "sightings", "arrivals")
DONE, REFUSED, WRONG_USE = 0, 1, 2


def register(subparsers: Any) -> None:
    parser = subparsers.add_parser("import", help="bring in a file of an agency, take one back, write an empty one")
    acts = parser.add_subparsers(dest="act", required=True, metavar="KIND|undo|template")
    for kind in KINDS:
        one = acts.add_parser(kind, help=f"bring in a file of {kind}: CSV, XLSX, XLS or ODS")
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument(
            "--agency",
            metavar="AGENCY",
            help="who told it: a kind (disnaker), kind:short name, or an id; default: the member's own",
        )
        one.add_argument("--as-of", metavar="YYYY-MM-DD", help="the day on which the list was known true")
        one.add_argument(
            "--rejects", type=Path, metavar="OUT", help="where refused rows are written; default: beside FILE"
        )
        one.add_argument("--dry-run", action="store_true", help="read and count, store nothing")
        common(one, bring_in)
    undo = acts.add_parser("undo", help="take a whole batch back")
    undo.add_argument("batch", metavar="BATCH", help="its id or its number")
    undo.add_argument("--because", metavar="WORDS", help="the reason, kept with it")
    common(undo, take_back)
    template = acts.add_parser("template", help="write an empty file with the columns of a kind")
    template.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    template.add_argument("--out", type=Path, metavar="FILE", help="default: contoh-KIND.xlsx here")
    template.set_defaults(run=write_template)


def common(parser: argparse.ArgumentParser, run: Any) -> None:
    parser.add_argument(
        "--as", dest="member", metavar="MEMBER", help="sign-in name of the member who is on record for it"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object on stdout")
    parser.set_defaults(run=run)


# The app registry stands only when a command runs, not when its arguments are declared: hence the imports inside.


def bring_in(args: argparse.Namespace) -> int:
    from timpora.intake.command_line import Mistake, imported

    try:
        content = args.file.read_bytes()
    except OSError as error:
        return wrong(f"{args.file}: {error.strerror}")
    say_on_terminal(f"{args.file} …")
    try:
        outcome = imported(args, content)
    except Mistake as mistake:
        return wrong(str(mistake))
    told = outcome.as_data()
    if outcome.rejects_file:
        told["rejects_file"] = written(args.rejects or args.file.with_name(outcome.rejects_name), outcome.rejects_file)
    if args.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print_lines(outcome.lines())
        if told.get("rejects_file"):
            print(told["rejects_file"])
    return REFUSED if told["rejected"] else DONE


def take_back(args: argparse.Namespace) -> int:
    from timpora.intake.command_line import Mistake, undone

    try:
        told, line = undone(args)
    except Mistake as mistake:
        return wrong(str(mistake))
    print(json.dumps(told, ensure_ascii=False) if args.json else line)
    return DONE


def write_template(args: argparse.Namespace) -> int:
    from timpora.intake.workbooks import template

    out = args.out or Path(f"contoh-{args.kind}.xlsx")
    try:
        out.write_bytes(template(args.kind))
    except OSError as error:
        return wrong(f"{out}: {error.strerror}")
    print(out)
    return DONE


def written(path: Path, content: bytes) -> str:
    """Where the refused rows are; empty where they could not be written: they are kept with the batch as well."""
    try:
        path.write_bytes(content)
    except OSError as error:
        print(f"timpora: {path}: {error.strerror}", file=sys.stderr)
        return ""
    return str(path)


def wrong(sentence: str) -> int:
    print(f"timpora: {sentence}", file=sys.stderr)
    return WRONG_USE


def say_on_terminal(line: str) -> None:
    if sys.stderr.isatty():
        print(line, file=sys.stderr)


def print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)
