"""The database that the migrations make: made once, then copied for each process of the suite and for each place."""

import hashlib
import inspect
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql

ROOT = Path(__file__).parents[1]
PREFIX = "timpora_ground_"
MIGRATE = 'import django; django.setup(); from django.core.management import call_command; call_command("migrate")'
# What is laid and filled after the migrations stands in these rooms, and on each model.
LAID_BY = ("foundation", "agencies", "core/access")
ONE_AT_A_TIME = "select pg_advisory_lock(6310)"


@dataclass(frozen=True)
class Server:
    host: str
    port: str
    user: str
    password: str = ""

    def url(self, database: str) -> str:
        login = f"{self.user}:{self.password}" if self.password else self.user
        return f"postgresql://{login}@/{database}?host={self.host}&port={self.port}"

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.url("postgres"), autocommit=True)


def suites_server() -> Server:
    chosen = settings.DATABASES["default"]
    return Server(chosen["HOST"], str(chosen["PORT"]), chosen["USER"], chosen["PASSWORD"])


def name_of_the_ground() -> str:
    """Another name as soon as another database would come of it: by a migration, by what follows them, by the month."""
    told = hashlib.sha256(f"{datetime.now(UTC):%Y-%m} {django.VERSION}".encode())
    package = ROOT / "src" / "timpora"
    files = {Path(inspect.getfile(model)) for model in apps.get_models()}
    files |= {path for room in apps.get_app_configs() for path in Path(room.path, "migrations").glob("*.py")}
    files |= {path for room in LAID_BY for path in (package / room).rglob("*") if path.suffix in (".py", ".yaml")}
    for path in sorted(path for path in files if "tests" not in path.parts):
        told.update(path.name.encode() + path.read_bytes())
    return PREFIX + told.hexdigest()[:16]


@contextmanager
def copy_of_the_ground(server: Server, database: str) -> Iterator[None]:
    """A database of this name, there as long as it is used."""
    with server.connect() as base:
        base.execute(ONE_AT_A_TIME)
        drop(base, database)
        words = sql.SQL("create database {} template {}")
        base.execute(words.format(sql.Identifier(database), sql.Identifier(ground(server, base))))
    try:
        yield
    finally:
        with server.connect() as base:
            drop(base, database)


def drop(base: psycopg.Connection, database: str) -> None:
    """Not `with (force)`: that is refused while the server itself is at work there, which a plain drop sends away."""
    base.execute(
        "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
        " where datname = %s and backend_type = 'client backend'",
        [database],
    )
    base.execute(sql.SQL("drop database if exists {}").format(sql.Identifier(database)))


def ground(server: Server, base: psycopg.Connection) -> str:
    """Its name; it is made if it is not there, and what an earlier version made goes."""
    name, draft = name_of_the_ground(), PREFIX + "draft"
    there = [row[0] for row in base.execute("select datname from pg_database where starts_with(datname, %s)", [PREFIX])]
    if name in there:
        return name
    for former in there:
        with suppress(psycopg.errors.ObjectInUse):
            base.execute(sql.SQL("drop database {}").format(sql.Identifier(former)))
    base.execute(sql.SQL("create database {} encoding 'UTF8' template template0").format(sql.Identifier(draft)))
    own = {"DATABASE_URL": server.url(draft), "TIMPORA_ROLE": "owner", "DJANGO_SETTINGS_MODULE": "timpora.settings"}
    environment = os.environ | own | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-P", "-c", MIGRATE], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    base.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(draft), sql.Identifier(name)))
    return name
