"""Stored files: encrypted on disk beside the database, written before the row that names them."""

import hashlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from django.conf import settings

from timpora.foundation.acting import Acting
from timpora.foundation.crypto import OVERHEAD, key_ring
from timpora.foundation.ids import uuid7
from timpora.foundation.installation import current
from timpora.foundation.models import StoredFile

GRACE = timedelta(days=1)  # a request writes the file, and within a minute the row that names it


class FileDamaged(Exception):
    """The file on disk is missing or is not what was stored."""


def store(content: bytes, *, name: str, media_type: str, area: int, by: Acting) -> StoredFile:
    file = StoredFile(
        id=uuid7(),
        name=Path(name).name[:255] or "berkas",
        media_type=media_type,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        area=area,
        agency_id=by.agency,
        account_id=by.account,
    )
    path = path_of(file)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with open(path, "xb", opener=lambda p, flags: os.open(p, flags, 0o600)) as target:
            target.write(key_ring().encrypt(content))
            target.flush()
            os.fsync(target.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # half of it would only take room that is missing already
        raise
    file.save(force_insert=True)
    return file


def read(file: StoredFile) -> bytes:
    try:
        content = key_ring().decrypt(path_of(file).read_bytes())
    except (OSError, InvalidTag, KeyError, IndexError) as error:
        raise FileDamaged(str(file.id)) from error
    if hashlib.sha256(content).hexdigest() != file.sha256:
        raise FileDamaged(str(file.id))
    return content


def is_there(file: StoredFile) -> bool:
    """Whether a file of the right size lies there. What is in it only `read` can say."""
    try:
        return path_of(file).stat().st_size == file.size + OVERHEAD
    except OSError:
        return False


def path_of(file: StoredFile) -> Path:
    name = file.id.hex
    return Path(settings.FILES_DIR) / name[-2:] / name


def unnamed(at: datetime) -> Iterator[Path]:
    """Files that no row names although they lie there for more than a day: their request ended before its row stood."""
    for folder in Path(settings.FILES_DIR).glob("??"):
        found = {path.name: path for path in folder.iterdir() if written_at(path) < (at - GRACE).timestamp()}
        kept = StoredFile.objects.filter(id__in=map(UUID, found)).values_list("id", flat=True)
        yield from (found[name] for name in found.keys() - {file_id.hex for file_id in kept})


def sweep(at: datetime) -> int:
    """How many went. What is older than this database may belong to another one, and is left to whoever runs it."""
    begun_at = current().begun_at.timestamp()
    going = [path for path in unnamed(at) if written_at(path) > begun_at]
    for path in going:
        path.unlink()
    return len(going)


def written_at(path: Path) -> float:
    return path.stat().st_mtime
