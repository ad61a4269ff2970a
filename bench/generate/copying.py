"""Rows to PostgreSQL by COPY: columns by model, secondary indexes laid aside and built afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import models

SUPERUSER = "postgres"


def connect() -> psycopg.Connection:
    """As the server's own superuser: checks of foreign keys are passed over, the generator keeps them by design."""
    from timpora.embedded import ensure_server

    connection = psycopg.connect(ensure_server().url(SUPERUSER, "timpora"), autocommit=True)
    connection.execute("create schema if not exists bench")  # not among the tables that policies are laid on
    connection.execute("set session_replication_role = replica")
    connection.execute("set synchronous_commit = off")
    connection.execute("set maintenance_work_mem = '1GB'")
    return connection


def number_as_id(space: int, number: int) -> str:
    """A UUIDv7 in shape: the place of the moment carries the number, so ids rise as rows are made."""
    moment = f"{0x0198_0000_0000 + number:012x}"
    return f"{moment[:8]}-{moment[8:]}-7000-8{space:03x}-000000000000"


class Rows:
    """Rows of one table, given in the order of `columns`; columns left out take the model's default."""

    def __init__(self, model: type[models.Model], columns: str) -> None:
        given = columns.split()
        fields = {field.attname: field for field in model._meta.concrete_fields}
        unknown = set(given) - set(fields)
        if unknown:
            raise ValueError(f"{model.__name__} has no columns {sorted(unknown)}")
        more = [f for name, f in fields.items() if name not in given and not f.null and not f.generated]
        more = [f for f in more if not isinstance(f, models.AutoField | models.BigAutoField)]
        self.rest = tuple(default_of(field) for field in more)
        quoted = ", ".join(f'"{name}"' for name in [*given, *(f.attname for f in more)])
        self.into = f"{model._meta.db_table} ({quoted})"
        self.rows: list[tuple[Any, ...]] = []

    def add(self, *values: Any) -> None:
        self.rows.append((*values, *self.rest))

    def write(self, connection: psycopg.Connection) -> int:
        with connection.cursor().copy(f"copy {self.into} from stdin") as copy:
            for row in self.rows:
                copy.write_row(row)
        written, self.rows = len(self.rows), []
        return written


def default_of(field: models.Field) -> Any:
    value = field.get_default()
    if isinstance(value, dict | list):
        return "{}" if isinstance(value, dict) or not isinstance(field, models.JSONField) else "[]"
    if value is None:
        raise ValueError(f"{field} needs a value: the generator does not know this column yet")
    return value


@contextmanager
def indexes_aside(connection: psycopg.Connection, tables: Iterable[str]) -> Iterator[None]:
    """Secondary indexes of big tables are dropped and built again, also after an interrupted run."""
    connection.execute("create table if not exists bench.laid_aside (name text primary key, definition text)")
    connection.execute(
        "insert into bench.laid_aside select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index"
        " where indrelid::regclass::text = any(%s) and not indisprimary on conflict do nothing",
        [list(tables)],
    )
    names = [name for (name,) in connection.execute("select name from bench.laid_aside")]
    for name in names:
        table = connection.execute(
            "select conrelid::regclass::text from pg_constraint where conname = %s and contype = 'u'", [name]
        ).fetchone()
        connection.execute(
            f"alter table {table[0]} drop constraint {name}" if table else f"drop index if exists {name}"
        )
    yield
    for name, definition in connection.execute("select name, definition from bench.laid_aside").fetchall():
        connection.execute(definition.replace("INDEX", "INDEX if not exists", 1))
        connection.execute("delete from bench.laid_aside where name = %s", [name])
