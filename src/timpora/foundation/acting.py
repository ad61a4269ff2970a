"""Who acts now: an account in one of its duties, with all its grants open, told to the database once a request."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db import connection, transaction

from timpora.core.access import Scope, reach
from timpora.core.access.decision import COLUMNS, PROTECTION

# Kinds of records that carry a row policy; each has a verb "<kind>.read", or the one named below.
KINDS = (
    "report", "batch", "person", "check", "task", "meeting", "team", "letter", "file", "event", "urgent", "circle",
    "asked", "bulletin", "question", "agreement", "total", "reporter", "family", "restricted",
)  # fmt: skip
READ_BY = {"reporter": "report.reporter"}


def read_verb(kind: str) -> str:
    return READ_BY.get(kind, f"{kind}.read")


@dataclass(frozen=True, slots=True)
class Choice:
    """One duty of the account that runs now: what the member can act in."""

    membership: UUID
    duty: str
    agency_name: str
    area: int


@dataclass(frozen=True, slots=True)
class Acting:
    """One account in one duty. Without a duty (`membership is None`) nothing is open."""

    account: UUID
    name: str = ""
    membership: UUID | None = None
    agency: UUID | None = None
    agency_kind: str = ""
    duty: str = ""
    area: int | None = None
    verbs: frozenset[str] = frozenset()
    scopes: tuple[Scope, ...] = field(default=(), repr=False)
    purpose: str = ""
    choices: tuple[Choice, ...] = ()
    owes: str = ""  # the name of a page to be answered before anything else opens

    def may(self, verb: str) -> bool:
        return verb in self.verbs


# Of each kind: the ranges that are open as a whole, those open for what the own agency or the own account told, the
# records opened one by one, the level up to which, and the records denied.
SETTINGS = (
    "role", "timpora.account", "timpora.agency", "timpora.status_reach", "timpora.keys_reach", "timpora.keys_records",
    *(f"timpora.{kind}_{what}" for kind in KINDS for what in ("reach", "agency", "own", "records", "level", "denied")),
)  # fmt: skip


def database_settings(acting: Acting) -> dict[str, str]:
    """The settings that row policies read. Ranges are inclusive in grants and half-open in PostgreSQL. What is not set
    opens nothing and denies nothing, so that only what says something is written."""
    by_verb: dict[str, list[Scope]] = defaultdict(list)
    for scope in acting.scopes:
        for verb in scope.verbs:
            by_verb[verb].append(scope)
    closing = [scope for scope in acting.scopes if scope.denies]
    # A clause of an agreement opens columns of persons: the policy is about rows, the columns are cut above it.
    shares = [scope for verb, found in by_verb.items() if verb.startswith(COLUMNS) for scope in found]
    told = {"account": str(acting.account), "agency": str(acting.agency or "")}
    for kind in KINDS:
        verb = read_verb(kind)
        reading = by_verb.get(verb, []) + (shares if kind == "person" else [])
        if reading:
            whole = [s for s in reading if is_whole(s)]
            told[f"{kind}_reach"] = open_to(whole)
            told[f"{kind}_agency"] = open_to([s for s in reading if s.agency is not None])
            told[f"{kind}_own"] = open_to([s for s in reading if s.account is not None])
            told[f"{kind}_records"] = uuids(by_verb.get(verb, []))
            told[f"{kind}_level"] = str(max((s.level for s in whole if not s.records), default=0))
        told[f"{kind}_denied"] = uuids(s for s in closing if verb in s.denies)
    told["status_reach"] = open_to(by_verb["status.check"])
    told["keys_reach"] = open_to(by_verb[PROTECTION])
    told["keys_records"] = uuids(by_verb[PROTECTION])
    return {f"timpora.{name}": value for name, value in told.items() if value}


def is_whole(scope: Scope) -> bool:
    """The whole range, not only the rows somebody told in it."""
    return scope.agency is None and scope.account is None


def multirange(ranges: tuple[tuple[int, int], ...]) -> str:
    return "{" + ",".join(f"[{low},{high + 1})" for low, high in ranges) + "}"


def open_to(scopes: Sequence[Scope]) -> str:
    ranges = reach(scopes) if scopes else ()
    return multirange(ranges) if ranges else ""


class Named(Mapping[UUID, str]):
    """Records of a scope, each with why, as PostgreSQL wrote them: two lists with commas. Whoever sits in hundreds of
    circles has thousands, and most requests hand them on unread."""

    def __init__(self, records: str, reasons: str) -> None:
        self.literal = f"{{{records}}}"
        self.told = records, reasons

    @cached_property
    def read(self) -> dict[UUID, str]:
        records, reasons = self.told
        return dict(zip(map(UUID, records.split(",")), reasons.split(","), strict=True))

    def __getitem__(self, record: UUID) -> str:
        return self.read[record]

    def __iter__(self) -> Iterator[UUID]:
        return iter(self.read)

    def __len__(self) -> int:
        return len(self.read)

    def __bool__(self) -> bool:
        return True


def literal(records: Mapping[UUID, str]) -> str:
    return records.literal if isinstance(records, Named) else "{" + ",".join(map(str, records)) + "}"


def uuids(scopes: Iterable[Scope]) -> str:
    told = ",".join(literal(scope.records)[1:-1] for scope in scopes if scope.records)
    return "{" + told + "}" if told else ""


@contextmanager
def acting_in_database(acting: Acting) -> Iterator[None]:
    """Run a block in its own transaction as the web role with this member's reach.

    The settings end with the transaction. Inside a surrounding one (a worker's, a test's) the former come back at the
    end: it goes on as itself.
    """
    wanted = {"role": "timpora_web"} | database_settings(acting)
    is_inside = connection.in_atomic_block
    with transaction.atomic(), connection.cursor() as cursor:
        former = settings_now(cursor) if is_inside else {}
        set_local(cursor, dict.fromkeys(former, "") | wanted)
        yield
        if former and not connection.needs_rollback:
            set_local(cursor, former)


def settings_now(cursor) -> dict[str, str]:
    asked = "select name, coalesce(current_setting(name, true), '') from unnest(%s::text[]) name"
    cursor.execute(asked, [list(SETTINGS)])
    former: dict[str, str] = dict(cursor.fetchall())
    return former | {"role": former["role"] or "none"}


def set_local(cursor, values: dict[str, str]) -> None:
    # No arrays: to write one, the driver looks at every letter of thousands of records; nor should they come back.
    each = ", ".join(["set_config(%s, %s, true) is null"] * len(values))
    cursor.execute(f"select {each}", [part for item in values.items() for part in item])
