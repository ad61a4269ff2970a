"""The tables as text: each in the order of its key, so that the same rows always make the same bytes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import psycopg
from psycopg import sql

# Rows that stay behind: the migrations make their own, and nobody is signed in after a restore.
LEFT_BEHIND = ("django_migrations", "django_session")

TABLES = """
select c.oid::bigint, c.relname from pg_class c
where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
order by c.relname
"""
COLUMNS = """
select a.attname, coalesce(array_position(i.indkey::int2[], a.attnum), -1) as place, t.typcollation <> 0 as is_text
from pg_attribute a join pg_type t on t.oid = a.atttypid
left join pg_index i on i.indrelid = a.attrelid and i.indisprimary
where a.attrelid = %s and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum
"""
REFERENCES = """
select conrelid::bigint, confrelid::bigint from pg_constraint where contype = 'f' and conrelid <> confrelid
"""
# Text that reads the same on every server.
PLAIN = (
    "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'iso_8601';"
    " set local bytea_output = 'hex'; set local extra_float_digits = 1; set local client_encoding = 'UTF8'"
)


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    columns: tuple[str, ...]
    key: tuple[tuple[str, bool], ...]  # columns of the primary key, and whether they are sorted as text

    def _columns(self) -> sql.Composed:
        return sql.SQL(", ").join(map(sql.Identifier, self.columns))

    def out(self) -> sql.Composed:
        """A plain COPY of a partitioned table says nothing; a query does."""
        parts = [
            sql.SQL('{} collate "C"' if is_text else "{}").format(sql.Identifier(name)) for name, is_text in self.key
        ]
        order = sql.SQL(", ").join(parts) if parts else sql.SQL('t::text collate "C"')
        return sql.SQL("copy (select {} from {} t order by {}) to stdout").format(
            self._columns(), sql.Identifier(self.name), order
        )

    def into(self) -> sql.Composed:
        return sql.SQL("copy {} ({}) from stdin").format(sql.Identifier(self.name), self._columns())


def all_tables(connection: psycopg.Connection) -> list[Table]:
    """Referred-to tables first: not every foreign key of a library can wait for the end of the transaction."""
    names = dict(connection.execute(TABLES).fetchall())
    needs: dict[int, set[int]] = {oid: set() for oid in names}
    for child, parent in connection.execute(REFERENCES):
        if child in names and parent in names:
            needs[child].add(parent)
    ordered: list[int] = []
    while len(ordered) < len(names):
        ready = [oid for oid in names if oid not in ordered and needs[oid] <= set(ordered)]
        ordered += ready or [oid for oid in names if oid not in ordered]  # in a circle all wait for the end
    return [described(connection, oid, names[oid]) for oid in ordered if names[oid] not in LEFT_BEHIND]


def described(connection: psycopg.Connection, oid: int, name: str) -> Table:
    columns = connection.execute(COLUMNS, [oid]).fetchall()
    key = sorted((place, column, is_text) for column, place, is_text in columns if place >= 0)
    return Table(name, tuple(row[0] for row in columns), tuple((column, is_text) for _, column, is_text in key))


def rows_out(connection: psycopg.Connection, table: Table) -> Iterator[bytes]:
    with connection.cursor().copy(table.out()) as copy:
        for block in copy:
            yield bytes(block)


class Count:
    """Rows and checksum of what passes by. COPY writes one line a row and escapes the line ends inside."""

    def __init__(self) -> None:
        self.rows, self.digest = 0, hashlib.sha256()

    def passing(self, blocks: Iterable[bytes]) -> Iterator[bytes]:
        for block in blocks:
            self.rows += block.count(b"\n")
            self.digest.update(block)
            yield block

    def told(self) -> dict[str, object]:
        return {"rows": self.rows, "sha256": self.digest.hexdigest()}


def counted(connection: psycopg.Connection, table: Table) -> dict[str, object]:
    count = Count()
    for _block in count.passing(rows_out(connection, table)):
        pass
    return count.told()


def sequences(connection: psycopg.Connection) -> dict[str, int]:
    """Where each running number stands; those never used are left out."""
    found = connection.execute("select sequencename, last_value from pg_sequences where schemaname = 'public'")
    return {name: value for name, value in found if value is not None}


def partitions(connection: psycopg.Connection) -> list[str]:
    """The months of events that have a partition of their own, as YYYY_MM."""
    found = connection.execute(
        r"select right(relname, 7) from pg_class where relname ~ '^foundation_event_\d{4}_\d\d$' order by 1"
    )
    return [month for (month,) in found]
