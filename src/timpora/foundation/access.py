"""The first lock: `visible_to(acting)` compiles the scopes that `core.access.decide` reads to one predicate."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from string import Formatter
from typing import Any, Self
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models
from django.db.models import Expression, F

from timpora.core.access import Facts, Scope
from timpora.core.access.decision import HIGHEST, PROTECTION, taken_with
from timpora.foundation.acting import Acting, literal, read_verb


@dataclass(frozen=True, slots=True)
class Access:
    """Which columns of a table say who may see a row. `records` are the columns a grant on one record may name.

    `wholes` are columns of what the row is one part of: a grant on it opens the row up to the grant's level only.
    """

    kind: str
    area: str | None = "area"
    agency: str | None = None
    account: str | None = None
    protected: str | None = None
    handling: str | None = None
    records: tuple[str, ...] = ("id",)
    wholes: tuple[str, ...] = ()

    @property
    def read(self) -> str:
        return read_verb(self.kind)

    @property
    def columns(self) -> tuple[str, ...]:
        told = (self.area, self.agency, self.account, self.protected, self.handling, *self.records, *self.wholes)
        return tuple(column for column in told if column)


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    def visible_to(self, acting: Acting, verb: str | None = None) -> Self:
        """Rows on which the member may do `verb` (by default: read)."""
        access: Access = self.model.access
        return self.filter(Visible(access, verb or access.read, acting.scopes))

    def read(
        self,
        acting: Acting,
        where: str,
        told: Sequence[Any],
        *,
        then: str = "",
        verb: str | None = None,
        only: tuple[str, ...] = (),
    ) -> list[M]:
        """As `visible_to(acting).filter(…)`, in plain SQL: a page that asks thirty tables spent a third of its time on
        composing the questions. `where`, and `then` with an order or a limit, are ours; the values of both are in
        `told`. `only` names the fields besides the key that are read.
        """
        table: Table[M] = table_of(self.model, only)
        there, values = lock(self.model, acting, verb)
        with connection.cursor() as cursor:
            cursor.execute(f"{table.select} where {there} and ({where}) {then}", [*values, *told])
            return [table.row(values) for values in cursor]

    def among(self, acting: Acting, keys: Iterable[Any], *, only: tuple[str, ...] = ()) -> list[M]:
        """Of the rows with these keys those that are there for the member, in no order."""
        return self.read(acting, f"{self.model._meta.pk.column} = any(%s)", [list(keys)], only=only)

    def one(self, acting: Acting, pk: Any, *, verb: str | None = None) -> M | None:
        """The row with this key, as far as it is there for the member."""
        rows = self.read(acting, f"{self.model._meta.pk.column} = %s", [pk], verb=verb)
        return rows[0] if rows else None


class Visible(Expression):
    """The scopes as one condition, written out: a page asks a dozen tables, and composing it of parts took longest."""

    conditional = True
    output_field = models.BooleanField()

    def __init__(self, access: Access, verb: str, scopes: Sequence[Scope]) -> None:
        super().__init__()
        self.text, self.told = condition(access, verb, scopes)
        self.names = [name for name in access.columns if f"{{{name}}}" in self.text]
        self.columns: list[Any] = [F(name) for name in self.names]

    def get_source_expressions(self) -> list[Any]:
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        self.columns = list(exprs)

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        columns = {name: compiler.compile(column)[0] for name, column in zip(self.names, self.columns, strict=True)}
        return f"({self.text.format_map(columns)})", self.told


type Part = tuple[str, list[Any]]
NOTHING: Part = ("false", [])


def lock(model: type[models.Model], acting: Acting, verb: str | None = None) -> Part:
    """The rows of a table that the member may read, as a condition for a question of our own."""
    if model.objects._queryset_class.visible_to is not ScopedQuerySet.visible_to:  # type: ignore[attr-defined]
        raise TypeError(f"{model.__name__} shows less than its scopes say: ask by visible_to")
    access: Access = model.access  # type: ignore[attr-defined]
    text, told = condition(access, verb or access.read, acting.scopes)
    return f"({text.format_map(table_of(model).columns)})", told


def condition(access: Access, verb: str, scopes: Sequence[Scope]) -> Part:
    """With the names of columns in braces. What no column says is never opened, and never denied either."""
    reading = [scope for scope in scopes if verb in scope.verbs]
    whole = [opens(access, scope) for scope in reading if access.wholes or not scope.records]
    text, told = either([*whole, *(named(access.records, scope.records) for scope in reading)])
    if access.protected:
        key, keys = either([covered(access, scope) for scope in scopes if PROTECTION in scope.verbs])
        text, told = f"({text}) and (not {{{access.protected}}} or {key})", told + keys
    taking = [covered(access, scope) for scope in scopes if not scope.denies.isdisjoint(taken_with(verb))]
    if taking:
        taken, denied = either(taking)
        text, told = f"({text}) and ({taken}) is not true", told + denied
    return text, told


def either(parts: Iterable[Part]) -> Part:
    """Of the parts those that can be true; none at all is false."""
    some = [part for part in parts if part is not NOTHING]
    if not some:
        return NOTHING
    return " or ".join(text for text, _told in some), [value for _text, told in some for value in told]


def every(parts: Iterable[Part]) -> Part:
    some = list(parts)
    return " and ".join(text for text, _told in some) or "true", [value for _text, told in some for value in told]


def named(columns: Sequence[str], records: Mapping[UUID, str]) -> Part:
    """By a grant on the record itself: whoever gave it knew the level."""
    if not records:
        return NOTHING
    return either([(f"{{{column}}} = any(%s::uuid[])", [literal(records)]) for column in columns])


def opens(access: Access, scope: Scope) -> Part:
    part = covered(access, scope)
    if part is NOTHING or not access.handling or scope.level >= HIGHEST:
        return part
    text, told = part
    return f"({text}) and {{{access.handling}}} <= %s", [*told, scope.level]


def covered(access: Access, scope: Scope) -> Part:
    if scope.records:
        return named(access.records + access.wholes, scope.records)
    if scope.low is None or scope.high is None or access.area is None:
        return NOTHING
    text, told = f"{{{access.area}}} between %s and %s", [scope.low, scope.high]
    for column, wanted in ((access.agency, scope.agency), (access.account, scope.account)):
        if wanted is not None:
            if not column:
                return NOTHING
            text, told = f"{text} and {{{column}}} = %s", [*told, wanted]
    return text, told


def composed(text: str, **parts: Part) -> Part:
    """A question with its parts put where it names them in braces, and their values in that order."""
    told = [value for _, name, _, _ in Formatter().parse(text) if name for value in parts[name][1]]
    return text.format_map({name: part[0] for name, part in parts.items()}), told


def facts_of(row: models.Model) -> Facts:
    """The same row as `decide` sees it."""
    access: Access = row.access
    value = lambda column: getattr(row, column) if column else None  # noqa: E731
    ids = lambda columns: frozenset(v for column in columns if (v := value(column)) is not None)  # noqa: E731
    return Facts(
        records=ids(access.records),
        area=value(access.area),
        agency=value(access.agency),
        account=value(access.account),
        is_protected=bool(value(access.protected)),
        handling=value(access.handling) or 0,
        wholes=ids(access.wholes),
    )


@dataclass(frozen=True, slots=True)
class Table[M: models.Model]:
    """How the rows of a model are read without composing a query."""

    model: type[M]
    select: str
    columns: dict[str, str]  # by the name of the column, as a condition writes it
    names: list[str]
    converters: list[tuple[int, Callable[[Any, Any, Any], Any]]]

    def row(self, values: Sequence[Any]) -> M:
        if self.converters:
            values = list(values)
            for at, convert in self.converters:
                values[at] = convert(values[at], None, connection)
        return self.model.from_db(DEFAULT_DB_ALIAS, self.names, values)


def with_related[M: models.Model](rows: Iterable[M], name: str, acting: Acting, only: tuple[str, ...] = ()) -> list[M]:
    """Each row with what `name` points to. As in a join, a row whose other end the member may not see is left out."""
    rows = list(rows)
    if not rows:
        return rows
    field = rows[0]._meta.get_field(name)
    other = field.related_model
    found = {row.pk: row for row in other.objects.among(acting, {getattr(r, field.attname) for r in rows}, only=only)}
    kept = [row for row in rows if getattr(row, field.attname) in found]
    for row in kept:
        setattr(row, name, found[getattr(row, field.attname)])
    return kept


@cache
def table_of[M: models.Model](model: type[M], only: tuple[str, ...] = ()) -> Table[M]:
    if unknown := set(only) - {field.name for field in model._meta.concrete_fields}:
        raise ValueError(f"{model.__name__} has no field {', '.join(sorted(unknown))}")
    name = model._meta.db_table
    columns = {field.column: f'{name}."{field.column}"' for field in model._meta.concrete_fields}
    read = [f for f in model._meta.concrete_fields if not only or f.primary_key or f.name in only]
    converters = [(at, field.from_db_value) for at, field in enumerate(read) if hasattr(field, "from_db_value")]
    select = f"select {', '.join(columns[field.column] for field in read)} from {name}"  # noqa: S608
    return Table(model, select, columns, [field.attname for field in read], converters)


class ScopedModel(models.Model):
    """A table whose rows are shown by grants. Each subclass says `access = Access(...)` and `retention = "..."`."""

    access: Access
    retention: str

    objects = models.Manager.from_queryset(ScopedQuerySet)()

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> str:
        """Of `get_…_display`. Django's own translates and hashes every choice for each row of a list."""
        value = getattr(self, field.attname)
        return str(labels(field).get(value, value)) if value is not None else ""


@cache
def labels(field: models.Field) -> dict[Any, Any]:
    return dict(field.flatchoices)
