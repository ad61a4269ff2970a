"""The manifest of a backup: what it holds, by number and checksum; without names, because it is not sealed."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from timpora.keeping.errors import KeepingError
from timpora.keeping.sealed import BackupKey, damaged

FORM = 1
NAME, MARK = "manifest.json", "manifest.mark"


def write(folder: Path, told: dict[str, Any], key: BackupKey) -> None:
    content = json.dumps(told, indent=1, ensure_ascii=False).encode()
    (folder / NAME).write_bytes(content)
    (folder / MARK).write_text(key.mark(content))


def read(folder: Path) -> dict[str, Any]:
    try:
        told = json.loads((folder / NAME).read_bytes())
        form = told["form"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        words = {"folder": folder, "name": NAME}
        raise KeepingError(_("%(folder)s bukan cadangan: %(name)s tidak ada atau tidak terbaca.") % words) from error
    if form != FORM:
        words = {"form": form, "ours": FORM}
        raise KeepingError(
            _("Bentuk cadangan %(form)s tidak dikenal; versi ini membaca %(ours)s. Pasang versi yang lebih baru.")
            % words
        )
    return told


def opened(folder: Path, words: str) -> tuple[dict[str, Any], BackupKey]:
    """The manifest with its key; refused if one letter of it was changed."""
    told = read(folder)
    key = BackupKey.unwrapped(told["key"], words)
    try:
        mark = (folder / MARK).read_text().strip()
    except OSError:
        mark = ""
    if mark != key.mark((folder / NAME).read_bytes()):
        raise damaged(NAME)
    return told, key
