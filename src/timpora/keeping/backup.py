"""Writing a backup: one picture of the database, the files it names, the keys; whole in its place, or not there."""

import getpass
import gzip
import hashlib
import json
import os
import shutil
import zlib
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from timpora import __version__
from timpora.accountability.events import BACKED_UP
from timpora.foundation import crypto, installation
from timpora.foundation.events import Kind, emit
from timpora.foundation.files import path_of
from timpora.foundation.models import Seal, StoredFile
from timpora.foundation.sealing import FIRST, chain_hash, seal_all
from timpora.keeping import manifest, tables
from timpora.keeping.errors import KeepingError
from timpora.keeping.sealed import BackupKey, SealedWriter, damaged, opened

KEYS = "keys.sealed"
FILES_LIST = "files.txt"
Say = Callable[[str], None]


def back_up(folder: Path, *, words: str, at: datetime, say: Say) -> dict[str, Any]:
    """Returns the manifest. The folder must not be there yet, or be empty; a former backup is never touched."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise KeepingError(_("%(folder)s sudah berisi sesuatu: sebutkan folder yang baru.") % {"folder": folder})
    on_record(BACKED_UP, folder)
    seal_all()  # a restored record is whole as it stands
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True, mode=0o700)
        told = written(part, words=words, at=at, say=say)
        sync(part)
        part.rename(folder)
        sync_folder(folder.parent)
    except OSError as error:
        shutil.rmtree(part, ignore_errors=True)
        named = {"folder": folder, "why": error.strerror}
        raise KeepingError(_("Cadangan tidak dapat ditulis ke %(folder)s: %(why)s.") % named) from error
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    installation.pulse("backup", at, folder=str(folder), rows=told["rows"], missing_files=len(told["files"]["missing"]))
    return told


def on_record(kind: Kind, folder: Path) -> None:
    """By nobody's account: who may run this has the machine."""
    try:
        login = os.environ.get("SUDO_USER") or getpass.getuser()
    except OSError:  # a container whose user has no name
        login = str(os.getuid())
    emit(kind, by=None, words={"folder": str(folder.absolute()), "login": login})


def written(part: Path, *, words: str, at: datetime, say: Say) -> dict[str, Any]:
    key = BackupKey.new()
    with transaction.atomic():
        raw = snapshot()
        told: dict[str, Any] = {
            "form": manifest.FORM, "made_at": at.isoformat(), "program": __version__, "key": key.wrapped(words),
            "installation": str(installation.installation_id()), "mode": installation.mode(),
            "server": raw.info.server_version, "migrations": applied(), "seal": last_seal(),
        }  # fmt: skip
        say(_("tabel"))
        (part / "tables").mkdir()
        told["tables"] = [table_written(raw, table, part, key) for table in tables.all_tables(raw)]
        told["rows"] = sum(table["rows"] for table in told["tables"])
        told["partitions"] = tables.partitions(raw)
        say(_("berkas"))
        told["files"] = files_copied(part)
    # Running numbers stand outside any snapshot: read last, they are never behind the rows.
    told["sequences"] = tables.sequences(raw)
    seal_keys(part / KEYS, key)
    say(_("periksa"))
    read_back(part, told, key)
    manifest.write(part, told, key)
    return told


def snapshot() -> psycopg.Connection:
    """The connection of this transaction, which from here on sees one moment of the database."""
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    raw.execute("set transaction isolation level repeatable read read only")
    raw.execute(tables.PLAIN)
    return raw


def applied() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for app, name in sorted(MigrationRecorder(connection).applied_migrations()):
        found.setdefault(app, []).append(name)
    return found


def last_seal() -> dict[str, Any]:
    last = Seal.objects.order_by("-no").first()
    return {"no": last.no, "root": chain_hash(last).hex()} if last else {"no": 0, "root": FIRST.hex()}


def table_written(raw: psycopg.Connection, table: tables.Table, part: Path, key: BackupKey) -> dict[str, Any]:
    name, count = f"tables/{table.name}", tables.Count()
    with open(part / name, "xb") as target:
        sealed = SealedWriter(target, key.of_file(name))
        with gzip.GzipFile(fileobj=sealed, mode="wb", compresslevel=3, mtime=0) as packed:  # type: ignore[call-overload]
            for block in count.passing(tables.rows_out(raw, table)):
                packed.write(block)
        sealed.finish()
    return {"name": table.name, "columns": list(table.columns), **count.told()}


def files_copied(part: Path) -> dict[str, Any]:
    """Stored files are encrypted already and never change: they are copied as they are, each with its checksum."""
    lines, missing, size = [], [], 0
    for file_id in StoredFile.objects.order_by("id").values_list("id", flat=True).iterator():
        source = path_of(StoredFile(id=file_id))
        target = part / "files" / source.parent.name / source.name
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            content = source.read_bytes()
        except FileNotFoundError:
            missing.append(str(file_id))
            continue
        target.write_bytes(content)
        size += len(content)
        lines.append(f"{hashlib.sha256(content).hexdigest()}  {source.parent.name}/{source.name}\n")
    text = "".join(lines).encode()
    (part / FILES_LIST).write_bytes(text)
    return {"count": len(lines), "bytes": size, "sha256": hashlib.sha256(text).hexdigest(), "missing": missing}


def key_files() -> dict[str, Path]:
    kept = {path.name: path for path in map(crypto.key_file, crypto.COMPARTMENTS)}
    return {"keys.json": Path(settings.KEY_FILE), "secret_key": Path(settings.SECRET_KEY_FILE), **kept}


def seal_keys(target: Path, key: BackupKey) -> None:
    """The keys of the installation go along, but only sealed: beside the data in clear they would be no keys."""
    there = {name: path.read_text() for name, path in key_files().items() if path.exists()}
    with open(target, "xb") as file:
        sealed = SealedWriter(file, key.of_file(KEYS))
        sealed.write(json.dumps(there).encode())
        sealed.finish()


def read_back(part: Path, told: dict[str, Any], key: BackupKey) -> None:
    """What was written is read again before it counts as a backup."""
    for table in told["tables"]:
        count = tables.Count()
        for _block in count.passing(table_blocks(part, table["name"], key)):
            pass
        if count.told() != {name: table[name] for name in ("rows", "sha256")}:
            raise damaged(table["name"])


def table_blocks(folder: Path, table: str, key: BackupKey) -> Iterator[bytes]:
    """The rows of one table as COPY wrote them."""
    name, unpack = f"tables/{table}", zlib.decompressobj(wbits=31)
    with open(folder / name, "rb") as source:
        try:
            for chunk in opened(source, key.of_file(name), name):
                yield unpack.decompress(chunk)
        except zlib.error as error:
            raise damaged(name) from error
    yield unpack.flush()
    if not unpack.eof:
        raise damaged(name)


def sync(folder: Path) -> None:
    """On the disk before it bears its name."""
    for path in folder.rglob("*"):
        if path.is_file():
            with open(path, "rb") as file:
                os.fsync(file.fileno())
        else:
            sync_folder(path)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def missing_ids(told: dict[str, Any]) -> set[UUID]:
    return {UUID(file_id) for file_id in told["files"]["missing"]}
