"""The first lock: `visible_to(acting)` compiles the scopes that `core.access.decide` reads to one predicate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Self
from uuid import UUID

from django.db import models
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
