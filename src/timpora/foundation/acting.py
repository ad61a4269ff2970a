"""Who acts now: an account in one of its duties, with all its grants open, told to the database once a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction

from timpora.core.access import Scope, reach
from timpora.core.access.decision import PROTECTION

# Kinds of records that carry a row policy; each has a verb "<kind>.read".
KINDS = (
    "report", "batch", "person", "check", "task", "meeting", "team", "letter", "file", "event", "urgent", "circle",
    "asked", "bulletin", "question", "agreement", "total",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Acting:
    """One account in one duty. Without a duty (`membership is None`) nothing is open."""

    account: UUID
    name: str = ""
    membership: UUID | None = None
    agency: UUID | None = None
    duty: str = ""
    area: int | None = None
    verbs: frozenset[str] = frozenset()
    scopes: tuple[Scope, ...] = field(default=(), repr=False)
    purpose: str = ""
    owes: str = ""  # the name of a page to be answered before anything else opens

    def may(self, verb: str) -> bool:
        return verb in self.verbs

    def records(self, verb: str | None = None) -> tuple[UUID, ...]:
        return tuple(s.record for s in self.scopes if s.record is not None and (verb is None or verb in s.verbs))


def database_settings(acting: Acting) -> dict[str, str]:
    """The settings that row policies read. Ranges are inclusive in grants and half-open in PostgreSQL."""
    settings = {"timpora.account": str(acting.account), "timpora.agency": str(acting.agency or "")}
    for kind in KINDS:
        reading = [s for s in acting.scopes if f"{kind}.read" in s.verbs or (kind == "person" and shares(s))]
        open_ranges = [s for s in reading if is_whole(s)]
        settings[f"timpora.{kind}_reach"] = multirange(reach(open_ranges))
        settings[f"timpora.{kind}_agency"] = multirange(reach([s for s in reading if s.agency is not None]))
        settings[f"timpora.{kind}_own"] = multirange(reach([s for s in reading if s.account is not None]))
        settings[f"timpora.{kind}_records"] = uuids(acting.records(f"{kind}.read"))
        settings[f"timpora.{kind}_level"] = str(max((s.level for s in open_ranges if s.record is None), default=0))
        denying = [s for s in acting.scopes if f"{kind}.read" in s.denies]
        settings[f"timpora.{kind}_denied"] = uuids(tuple(s.record for s in denying if s.record is not None))
    settings["timpora.status_reach"] = multirange(reach(acting.scopes, "status.check"))
    settings["timpora.keys_reach"] = multirange(reach(acting.scopes, PROTECTION))
    settings["timpora.keys_records"] = uuids(acting.records(PROTECTION))
    return settings


def shares(scope: Scope) -> bool:
    """A clause of an agreement opens columns of persons: the policy is about rows, the columns are cut above it."""
    return any(verb.startswith("shared.") for verb in scope.verbs)


def is_whole(scope: Scope) -> bool:
    """The whole range, not only the rows somebody told in it."""
    return scope.agency is None and scope.account is None


def multirange(ranges: tuple[tuple[int, int], ...]) -> str:
    return "{" + ",".join(f"[{low},{high + 1})" for low, high in ranges) + "}"


def uuids(values: tuple[UUID, ...]) -> str:
    return "{" + ",".join(map(str, values)) + "}"


@contextmanager
def acting_in_database(acting: Acting) -> Iterator[None]:
    """Run a block in its own transaction as the web role with this member's reach.

    The former settings come back at the end: a surrounding transaction (a worker's, a test's) goes on as itself.
    """
    wanted = {"role": "timpora_web"} | database_settings(acting)
    names = list(wanted)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select " + ", ".join("current_setting(%s, true)" for _ in names), names)
        former = dict(zip(names, cursor.fetchone(), strict=True))
        set_local(cursor, wanted)
        yield
        if not connection.needs_rollback:
            set_local(
                cursor, {name: value or "" for name, value in former.items()} | {"role": former["role"] or "none"}
            )


def set_local(cursor, values: dict[str, str]) -> None:
    parameters = [part for item in values.items() for part in item]
    cursor.execute("select " + ", ".join("set_config(%s, %s, true)" for _ in values), parameters)
