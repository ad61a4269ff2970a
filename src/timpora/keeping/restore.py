"""Reading a backup into an empty installation, and proving that what stands there is what was kept.

All rows come in one transaction: a restore that ends halfway leaves empty tables and a mark, and is simply begun again.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, LiteralString

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from psycopg import sql

from timpora.accountability.events import RESTORED
from timpora.foundation import installation
from timpora.foundation.crypto import key_ring
from timpora.foundation.files import FileDamaged, read
from timpora.foundation.models import Account, StoredFile
from timpora.foundation.sealing import verify
from timpora.keeping import manifest, tables
from timpora.keeping.backup import FILES_LIST, KEYS, key_files, missing_ids, on_record, table_blocks
from timpora.keeping.errors import KeepingError
from timpora.keeping.policies import tables_without_lock
from timpora.keeping.sealed import BackupKey, damaged, opened

LOCKED = "select relname from pg_class where relnamespace = 'public'::regnamespace and relrowsecurity"
Say = Callable[[str], None]


def restore(folder: Path, *, words: str, at: datetime, say: Say) -> dict[str, Any]:
    told, key = manifest.opened(folder, words)
    require_known(told["migrations"])
    mark = Path(settings.RESTORING_FILE)
    require_empty(is_again=mark.exists())
    mark.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    mark.write_text(str(folder))
    try:
        say(_("skema"))
        migrate_to(told["migrations"])
        say(_("berkas dan kunci"))
        bring_keys(folder, key)
        bring_files(folder, told)
        say(_("tabel"))
        load(folder, told, key)
        # Forward from the backup's version to ours; row policies and partitions are laid after it.
        call_command("migrate", interactive=False, verbosity=0)
        say(_("periksa"))
        prove(told)
    except OSError as error:
        words_ = {"why": error.strerror}
        raise KeepingError(_("Pemulihan berhenti: %(why)s. Atasi itu, lalu jalankan lagi.") % words_) from error
    installation.forget()
    on_record(RESTORED, folder)
    mark.unlink()
    installation.pulse("restored", at, folder=str(folder), rows=told["rows"], made_at=told["made_at"])
    return told


def require_known(migrations: dict[str, list[str]]) -> None:
    known = MigrationExecutor(connection).loader.disk_migrations
    unknown = [f"{app}.{name}" for app, names in migrations.items() for name in names if (app, name) not in known]
    if unknown:
        raise KeepingError(
            _("Cadangan ini dari versi program yang lebih baru (%(name)s): pasang versi itu, lalu pulihkan.")
            % {"name": unknown[-1]}
        )


def require_empty(*, is_again: bool) -> None:
    try:
        with transaction.atomic():
            is_used = Account.objects.exists()
    except DatabaseError:  # no tables yet
        is_used = False
    has_files = Path(settings.FILES_DIR).exists() and any(Path(settings.FILES_DIR).rglob("*"))
    if is_used or (has_files and not is_again):
        raise KeepingError(
            _("Instalasi ini tidak kosong. Pulihkan ke basis data dan folder baru (DATABASE_URL, TIMPORA_DATA).")
        )


def migrate_to(migrations: dict[str, list[str]]) -> None:
    """The tables as they were when the backup was made; reference data that migrations bring are replaced by it."""
    executor = MigrationExecutor(connection)
    newer = set(executor.loader.applied_migrations) - {
        (app, name) for app, names in migrations.items() for name in names
    }
    if newer:
        raise KeepingError(
            _("Basis data ini sudah berversi lebih baru daripada cadangan: gunakan basis data yang kosong.")
        )
    wanted = {(app, name) for app, names in migrations.items() for name in names}
    graph = executor.loader.graph
    ends = [node for node in wanted if not any(child.key in wanted for child in graph.node_map[node].children)]
    executor.migrate(sorted(ends))


def bring_keys(folder: Path, key: BackupKey) -> None:
    with open(folder / KEYS, "rb") as source:
        kept = json.loads(b"".join(opened(source, key.of_file(KEYS), KEYS)))
    for name, path in key_files().items():
        if name in kept:
            part = path.with_name(f"{path.name}.part")
            with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(kept[name])
            part.rename(path)
    key_ring.cache_clear()


def bring_files(folder: Path, told: dict[str, Any]) -> None:
    listed = (folder / FILES_LIST).read_bytes()
    if hashlib.sha256(listed).hexdigest() != told["files"]["sha256"]:
        raise damaged(FILES_LIST)
    place = Path(settings.FILES_DIR)
    shutil.rmtree(place, ignore_errors=True)
    for line in listed.decode().splitlines():
        digest, _space, name = line.partition("  ")
        content = (folder / "files" / name).read_bytes()
        if hashlib.sha256(content).hexdigest() != digest:
            raise damaged(f"files/{name}")
        target = place / name
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with open(target, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            file.write(content)


@transaction.atomic
def load(folder: Path, told: dict[str, Any], key: BackupKey) -> None:
    connection.ensure_connection()
    raw: psycopg.Connection = connection.connection
    raw.execute(tables.PLAIN)
    here = {table.name: table for table in tables.all_tables(raw)}
    kept = {table["name"]: table for table in told["tables"]}
    if set(here) != set(kept):
        raise KeepingError(
            _("Tabel di sini dan dalam cadangan berbeda: %(names)s.")
            % {"names": ", ".join(sorted(set(here) ^ set(kept)))}
        )
    locked = [name for (name,) in raw.execute(LOCKED) if name in here]
    # COPY cannot fill a table under row policies; triggers would write what the backup brings anyway.
    alter(raw, locked, "disable row level security")
    alter(raw, here, "disable trigger user")
    raw.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(map(sql.Identifier, here))))
    make_partitions(raw, told["partitions"])
    for name, table in here.items():
        wanted = tables.Table(name, tuple(kept[name]["columns"]), table.key)
        with raw.cursor().copy(wanted.into()) as copy:
            for block in table_blocks(folder, name, key):
                copy.write(block)
        require_same(kept[name], tables.counted(raw, wanted))
    set_sequences(raw, told["sequences"])
    rest_jobs(raw)
    raw.execute("set constraints all immediate")  # a table with checks still open cannot be altered
    alter(raw, here, "enable trigger user")
    alter(raw, locked, "enable row level security")


def alter(raw: psycopg.Connection, names: Iterable[str], change: LiteralString) -> None:
    for name in names:
        raw.execute(sql.SQL("alter table {} ").format(sql.Identifier(name)) + sql.SQL(change))


def make_partitions(raw: psycopg.Connection, months: list[str]) -> None:
    for month in months:
        year, number = map(int, month.split("_"))
        following = (year + number // 12, number % 12 + 1)
        raw.execute(
            sql.SQL("create table if not exists {} partition of foundation_event for values from ({}) to ({})").format(
                sql.Identifier(f"foundation_event_{year:04}_{number:02}"),
                sql.Literal(f"{year:04}-{number:02}-01 00:00:00+00"),
                sql.Literal(f"{following[0]:04}-{following[1]:02}-01 00:00:00+00"),
            )
        )


def require_same(kept: dict[str, Any], found: dict[str, object]) -> None:
    if found != {name: kept[name] for name in found}:
        words = {"name": kept["name"], "kept": kept["rows"], "found": found["rows"]}
        raise KeepingError(
            _("Tabel %(name)s tidak sama dengan cadangan: %(kept)d baris disimpan, %(found)d terbaca.") % words
        )


def set_sequences(raw: psycopg.Connection, kept: dict[str, int]) -> None:
    for name, value in kept.items():
        raw.execute("select setval(%s::regclass, %s)", [sql.Identifier(name).as_string(raw), value])


def rest_jobs(raw: psycopg.Connection) -> None:
    """A job that ran while the backup was taken runs again; the worker that had it is not here."""
    raw.execute("update procrastinate_jobs set status = 'todo', worker_id = null where status = 'doing'")
    raw.execute("update procrastinate_jobs set worker_id = null where worker_id is not null")
    raw.execute("delete from procrastinate_workers")


def prove(told: dict[str, Any]) -> None:
    """Files open with their keys, the record of events is whole up to the backup's last seal, the locks are on."""
    absent = missing_ids(told)
    for file in StoredFile.objects.exclude(id__in=absent).iterator():
        try:
            read(file)
        except FileDamaged as error:
            raise KeepingError(_("Berkas %(id)s tidak terbuka dengan kunci cadangan.") % {"id": file.id}) from error
    audit = verify(told["seal"])
    if not audit.is_whole:
        raise KeepingError(_("Catatan peristiwa dalam cadangan tidak utuh: %(what)s.") % {"what": audit.problems[0]})
    if unlocked := tables_without_lock():
        raise KeepingError(_("Tabel tanpa kebijakan baris: %(names)s.") % {"names": ", ".join(unlocked)})
