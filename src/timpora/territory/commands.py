"""`territory find TEXT [--json]`: areas by name, alias or code, best first."""

import argparse
import json
import sys

from django.utils.translation import gettext as _


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    territory = subparsers.add_parser("territory", help="areas of Indonesia")
    acts = territory.add_subparsers(dest="act", required=True)
    find = acts.add_parser("find", help="areas by name, alias or code, best first")
    find.add_argument("text", nargs="+", help='"kusan hulu", "simpang empat tanah bumbu", 63.10.05')
    find.add_argument("--json", action="store_true", help="one JSON object on stdout")
    find.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    # The app registry stands only when a command runs, not when its arguments are declared.
    from timpora.territory.codes import dotted
    from timpora.territory.models import Area
    from timpora.territory.queries import find

    text = " ".join(args.text)
    results = find(text)
    if not results and not Area.objects.exists():
        print(_("Data wilayah belum dimuat. Jalankan `timpora migrate` lebih dahulu."), file=sys.stderr)
        return 2
    if args.json:
        told = [
            {"code": dotted(f.area), "value": f.area, "label": f.label, "path": f.path, "score": round(f.score, 1)}
            for f in results
        ]
        print(json.dumps({"query": text, "results": told}, ensure_ascii=False))
        return 0
    for found in results:
        print(f"{dotted(found.area):13}  {found.label}" + (f", {found.path}" if found.path else ""))
    if not results:
        print(_("Tidak ada wilayah yang cocok dengan “%(text)s”.") % {"text": text}, file=sys.stderr)
    return 0
