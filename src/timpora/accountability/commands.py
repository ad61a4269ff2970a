"""`audit verify [--anchor FILE] [--json]` and `audit anchor --out FILE`."""

import argparse
import json
import sys
from pathlib import Path

from django.utils.translation import gettext as _


class Unreadable(Exception):
    """Wrong use: one sentence, exit 2."""


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    audit = subparsers.add_parser("audit", help="whether the record of events is whole")
    acts = audit.add_subparsers(dest="act", required=True)
    verify = acts.add_parser("verify", help="walk seals and leaves, name the first broken one")
    verify.add_argument("--anchor", type=Path, metavar="FILE", help="a root kept elsewhere by `audit anchor`")
    verify.add_argument("--json", action="store_true", help="one JSON object on stdout")
    verify.set_defaults(run=run_verify)
    anchor = acts.add_parser("anchor", help="write the latest root for keeping elsewhere")
    anchor.add_argument("--out", type=Path, metavar="FILE", required=True)
    anchor.set_defaults(run=run_anchor)


def run_verify(args: argparse.Namespace) -> int:
    # The app registry stands only when a command runs, not when its arguments are declared.
    from timpora.accountability.watching import verify_whole
    from timpora.accountability.wording import problem_sentence

    try:
        audit = verify_whole(anchor_in(args.anchor) if args.anchor else None)
    except Unreadable as error:
        print(error, file=sys.stderr)
        return 2
    sentences = [problem_sentence(key, details) for key, details in audit.problems]
    if args.json:
        problems = [{"code": key, **details} for key, details in audit.problems]
        told = {
            "is_whole": audit.is_whole, "seals": audit.seals, "events": audit.events, "problems": problems,
            "unsealed_late": audit.unsealed_late, "late": list(audit.late),
            "first_broken": problems[0] if problems else None,
        }  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    elif audit.is_whole:
        print(_("Utuh: %(seals)d segel, %(events)d peristiwa.") % {"seals": audit.seals, "events": audit.events})
    for sentence in sentences:
        print(sentence, file=sys.stderr)
    if audit.unsealed_late:
        words = _(
            "%(n)d peristiwa sudah lebih dari satu menit belum disegel: jalankan `timpora work`, lalu periksa lagi."
        )
        print(words % {"n": audit.unsealed_late}, file=sys.stderr)
        print(", ".join(audit.late), file=sys.stderr)
    return 0 if audit.is_whole and not audit.unsealed_late else 1


def anchor_in(path: Path) -> dict[str, object]:
    from timpora.foundation.sealing import read_anchor

    try:
        return read_anchor(path.read_text(encoding="utf-8"))
    except OSError as error:
        words = {"file": path, "why": error.strerror}
        raise Unreadable(_("Jangkar %(file)s tidak dapat dibaca: %(why)s.") % words) from error
    except ValueError as error:
        words = {"file": path}
        raise Unreadable(
            _("%(file)s bukan jangkar: diharapkan JSON dengan `no` dan `root` dari `timpora audit anchor`.") % words
        ) from error


def run_anchor(args: argparse.Namespace) -> int:
    from timpora.accountability.watching import latest_anchor

    latest = latest_anchor()
    try:
        args.out.write_text(json.dumps(latest) + "\n", encoding="utf-8")
    except OSError as error:
        words = {"file": args.out, "why": error.strerror}
        print(_("Jangkar tidak dapat ditulis ke %(file)s: %(why)s.") % words, file=sys.stderr)
        return 2
    words = {"no": latest["no"], "file": args.out}
    print(_("Jangkar segel %(no)d ditulis ke %(file)s. Simpan di tempat lain.") % words)
    return 0
