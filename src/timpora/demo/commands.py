"""`demo`: builds the district of invented people, prints what stands, and serves it."""

import argparse
import json
import sys
from pathlib import Path

from django.utils.translation import gettext as _


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    demo = subparsers.add_parser("demo", help="build a district of invented people, print what stands, and serve it")
    demo.add_argument("--no-serve", action="store_true", help="stop after the summary")
    demo.add_argument("--port", type=int, default=8000)
    demo.add_argument("--reset", action="store_true", help="empty what the demo made and begin anew")
    demo.add_argument("--documents", type=Path, metavar="DIR", help="also write one of each official document")
    demo.add_argument("--json", action="store_true", help="one JSON object on stdout")
    demo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    # Models stand only when a command runs, not when its arguments are declared.
    from timpora.database import is_current, migrate_as_owner
    from timpora.demo.build import NotTheDemos, build
    from timpora.demo.emptying import empty
    from timpora.demo.papers import write_documents
    from timpora.demo.summary import summary
    from timpora.foundation.installation import mode_at_any_version

    if (mode := mode_at_any_version()) != "LATIHAN":
        return refused(_("Demo hanya berjalan dalam mode LATIHAN; instalasi ini dalam mode %(mode)s.") % {"mode": mode})
    if not is_current():
        say(_("basis data"))
        migrate_as_owner()
    try:
        if args.reset:
            empty()
        built = build(say=say)
    except NotTheDemos as error:
        return refused(str(error))
    tell(summary(built), is_json=args.json)
    if args.documents:
        written = write_documents(built, args.documents)
        say(_("%(n)s berkas ditulis ke %(folder)s") % {"n": len(written), "folder": args.documents})
    return 0 if args.no_serve else serve(args.port)


def say(text: str) -> None:
    """Progress is for somebody who watches; in a pipe it is silent."""
    if sys.stderr.isatty():
        print(f"timpora: {text} …", file=sys.stderr)


def refused(sentence: str) -> int:
    print(f"timpora: {sentence}", file=sys.stderr)
    return 2


def tell(told: dict, *, is_json: bool) -> None:
    from timpora.demo.institutions import PASSWORD
    from timpora.demo.summary import accounts_as_text, as_text

    if is_json:
        print(json.dumps(told | {"password": PASSWORD}, ensure_ascii=False), flush=True)
        return
    print(as_text(told))
    print(accounts_as_text(told, PASSWORD), flush=True)


def serve(port: int) -> int:
    from timpora.serving import serve_with_worker

    print(_("Buka http://127.0.0.1:%(port)s; berhenti dengan Ctrl+C.") % {"port": port}, file=sys.stderr)
    return serve_with_worker(port)
