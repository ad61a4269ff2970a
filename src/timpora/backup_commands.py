"""`backup DIR` and `restore DIR`."""

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    backup = subparsers.add_parser("backup", help="write database, files and keys to a new folder, sealed and checked")
    backup.set_defaults(run=run_backup)
    restore = subparsers.add_parser("restore", help="bring a backup into an empty installation, and prove it")
    restore.set_defaults(run=run_restore)
    for parser in (backup, restore):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--key", type=Path, metavar="FILE", help=f"the backup key (else {key_file()})")
        parser.add_argument("--json", action="store_true", help="one JSON object on stdout")


def key_file() -> Path:
    """Neither in the data folder nor in the backup: whoever takes one of them away has not got the key."""
    if chosen := os.environ.get("TIMPORA_BACKUP_KEY"):
        return Path(chosen)
    if os.geteuid() == 0:
        return Path("/etc/timpora/backup.key")
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "timpora" / "backup.key"


def run_backup(args: argparse.Namespace) -> int:
    # The app registry stands only when a command runs, not when its arguments are declared.
    from django.utils import timezone

    from timpora.keeping.backup import back_up
    from timpora.keeping.errors import KeepingError
    from timpora.keeping.sealed import key_words, make_key_file

    key = args.key or key_file()
    try:
        if not key.exists() and args.key is None:
            make_key_file(key)
            say_key_was_made(key)
        told = back_up(args.folder, words=key_words(key), at=timezone.now(), say=say)
    except KeepingError as error:
        return refused(error)
    missing = told["files"]["missing"]
    tell(told, args, _("Cadangan utuh di %(folder)s: %(rows)d baris dalam %(tables)d tabel, %(files)d berkas."))
    if missing:
        words = _("%(n)d berkas yang tercatat tidak ada di penyimpanan, jadi tidak ikut: %(ids)s")
        print(words % {"n": len(missing), "ids": ", ".join(missing[:5])}, file=sys.stderr)
    return 1 if missing else 0


def run_restore(args: argparse.Namespace) -> int:
    from django.utils import timezone

    from timpora.keeping.errors import KeepingError
    from timpora.keeping.restore import restore
    from timpora.keeping.sealed import key_words

    try:
        told = restore(args.folder, words=key_words(args.key or key_file()), at=timezone.now(), say=say)
    except KeepingError as error:
        return refused(error)
    tell(
        told,
        args,
        _("Dipulihkan dari %(folder)s: %(rows)d baris dalam %(tables)d tabel, %(files)d berkas; semua sama."),
    )
    return 0


def tell(told: dict[str, Any], args: argparse.Namespace, sentence: str) -> None:
    numbers = {"rows": told["rows"], "tables": len(told["tables"]), "files": told["files"]["count"]}
    if args.json:
        kept = {name: told[name] for name in ("made_at", "program", "installation", "seal")}
        print(json.dumps({"folder": str(args.folder), **numbers, "missing": told["files"]["missing"], **kept}))
    else:
        print(sentence % {"folder": args.folder, **numbers})


def say_key_was_made(key: Path) -> None:
    words = _(
        "Kunci cadangan baru dibuat: %(file)s. Tanpa kunci ini cadangan tidak dapat dibuka oleh siapa pun. "
        "Salin sekarang ke tempat lain (misalnya tulis di kertas, simpan di brankas), jangan di samping cadangan."
    )
    print(words % {"file": key}, file=sys.stderr)


def say(text: str) -> None:
    """Progress is for somebody who watches; in a pipe it is silent."""
    if sys.stderr.isatty():
        print(f"timpora: {text} …", file=sys.stderr)


def refused(error: Exception) -> int:
    print(f"timpora: {error}", file=sys.stderr)
    return 1
