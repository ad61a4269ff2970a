"""The first lock: `visible_to(acting)` compiles the scopes that `core.access.decide` reads to one predicate."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self
from uuid import UUID

from django.db import models
from django.db.models import Q

from timpora.core.access import Facts, Scope
from timpora.core.access.decision import HIGHEST, PROTECTION, taken_with
from timpora.foundation.acting import Acting, read_verb

NOTHING = Q(pk__in=())


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


class ScopedQuerySet[M: models.Model](models.QuerySet[M]):
    def visible_to(self, acting: Acting, verb: str | None = None) -> Self:
        """Rows on which the member may do `verb` (by default: read)."""
        access: Access = self.model.access
        verb = verb or access.read
        opened = any_of(opens(access, scope) for scope in acting.scopes if verb in scope.verbs and scope.record is None)
        opened |= named(access.records, acting.records(verb))
        opened |= any_of(
            opens(access, scope)
            for scope in acting.scopes
            if access.wholes and verb in scope.verbs and scope.record is not None
        )
        if access.protected:
            keys = any_of(covered(access, scope) for scope in acting.scopes if PROTECTION in scope.verbs)
            opened &= Q(**{access.protected: False}) | keys
        for scope in acting.scopes:
            if not scope.denies.isdisjoint(taken_with(verb)):
                opened &= ~covered(access, scope)
        return self.filter(opened)


def any_of(conditions) -> Q:
    combined = NOTHING
    for condition in conditions:
        combined |= condition
    return combined


def named(columns: Sequence[str], records: Sequence[UUID]) -> Q:
    """By a grant on the record itself: whoever gave it knew the level."""
    return any_of(Q(**{f"{column}__in": records}) for column in columns) if records else NOTHING


def opens(access: Access, scope: Scope) -> Q:
    condition = covered(access, scope)
    if access.handling and scope.level < HIGHEST:
        condition &= Q(**{f"{access.handling}__lte": scope.level})
    return condition


def covered(access: Access, scope: Scope) -> Q:
    if scope.record is not None:
        return named(access.records + access.wholes, [scope.record])
    if scope.low is None or scope.high is None or access.area is None:
        return NOTHING
    condition = Q(**{f"{access.area}__gte": scope.low, f"{access.area}__lte": scope.high})
    for column, wanted in ((access.agency, scope.agency), (access.account, scope.account)):
        if wanted is not None:
            condition &= Q(**{column: wanted}) if column else NOTHING
    return condition


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
