"""Data that clauses of agreements open to an agency: which rows, and exactly which columns of them.

One projection serves list, record, print, file and program. What is shown is on record with the purpose of the clause.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import F, QuerySet

from timpora.agreements.models import Agreement, Clause, Delivery
from timpora.agreements.queries import ENDED, EXPIRED, clauses_behind, state_on
from timpora.agreements.reference import Category, categories
from timpora.agreements.wording import COLUMNS
from timpora.core.matching import fold_name, number_key
from timpora.exchange import events
from timpora.foundation.acting import Acting
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import Kind, emit
from timpora.foundation.templatetags.timpora import tanggal_pendek
from timpora.intake.workbooks import as_csv
from timpora.registers.models import CurrentPerson, Person, PersonKey
from timpora.registers.person_keys import number_keys
from timpora.registers.search import IsAnyOf
from timpora.registers.wording import birth_text, country, permit_name, place
from timpora.territory.codes import dotted, span
from timpora.territory.queries import day_at, learn

READ = "shared.read"
MOST = 5000  # rows of one file, made within the request; practice, dapat diubah
AFTER_ALL = "\U0010ffff"

type Value = str | int | date | None

PERSON = {
    "name": "name", "nationality": "nationality", "birth_year": "birth_year", "employer": "employer", "area": "area",
}  # fmt: skip
NEEDS: dict[str, dict[str, object]] = {
    "permit_kind": {"person__stay__permit_kind__gt": ""},
    "employer": {"employer__gt": ""},
    "address_area": {"person__stay__address_area__isnull": False},
}


@dataclass(frozen=True, slots=True)
class Opened:
    """A category that is open to the member now, with the clauses that open it."""

    category: Category
    clauses: tuple[Clause, ...]

    @property
    def purpose(self) -> str:
        return self.clauses[0].purpose


@dataclass(frozen=True, slots=True)
class Asked:
    """Which of the rows: by name or number, in an area, with a kind of permit."""

    text: str = ""
    area: int | None = None
    permit: str = ""


class TooMany(Exception):
    """More rows than one file holds."""


def opened(code: str, acting: Acting) -> Opened | None:
    """None where no clause in force opens it, whether it exists or not."""
    category = categories().get(code)
    if category is None or not category.shows:
        return None
    clauses = tuple(clauses_behind(acting, category.verb))
    return Opened(category, clauses) if clauses else None


def all_opened(acting: Acting) -> list[Opened]:
    return [found for code in categories() if (found := opened(code, acting)) is not None]


def closed(acting: Acting, at: datetime) -> list[tuple[Category, Agreement]]:
    """What the own agency received under agreements that have ended since, the last ended first."""
    rows = Clause.objects.visible_to(acting).filter(receiver=acting.agency, removed_at=None)
    rows = rows.filter(agreement__in_force_at__isnull=False).select_related("agreement")
    ended = [row for row in rows.order_by("-agreement__valid_until", "id")[:50] if has_ended(row.agreement, at)]
    return [(categories()[row.category], row.agreement) for row in ended]


def has_ended(agreement: Agreement, at: datetime) -> bool:
    return state_on(agreement, day_at(agreement.area, at)) in (ENDED, EXPIRED)


def shown(open_now: Opened, acting: Acting, question: Asked | None = None) -> QuerySet[CurrentPerson]:
    """Rows by folded name; nobody protected is ever among them, whatever keys the member holds."""
    asked = question or Asked()
    rows = CurrentPerson.objects.visible_to(acting, open_now.category.verb).filter(
        is_protected=False, mentions_count__gt=0, **NEEDS[open_now.category.needs]
    )
    if asked.area is not None:
        rows = rows.filter(area__range=span(asked.area))
    if asked.permit and "permit_kind" in open_now.category.shows:
        rows = rows.filter(person__stay__permit_kind=asked.permit)
    if asked.text:
        rows = matching(rows, asked.text)
    return rows.select_related("person__stay").order_by("sort_key", "pk")


def matching(rows: QuerySet[CurrentPerson], text: str) -> QuerySet[CurrentPerson]:
    """By one whole number, or by how the folded name begins."""
    if any(character.isdigit() for character in text):
        key = number_key(text)
        if key is None:
            return rows.none()
        persons = ArraySubquery(PersonKey.objects.filter(key__in=number_keys(key)).values("person"))
        return rows.filter(IsAnyOf(F("person"), persons))
    beginning = " ".join(fold_name(text))
    return rows.filter(sort_key__gte=beginning, sort_key__lt=beginning + AFTER_ALL) if beginning else rows.none()


def projected(open_now: Opened, rows: Iterable[CurrentPerson]) -> list[dict[str, Value]]:
    """Exactly the columns of the category, by their names."""
    return [{name: value_of(row, name) for name in open_now.category.shows} for row in rows]


def value_of(row: CurrentPerson, name: str) -> Value:
    if name == "birth":
        return birth_text(row.birth_year, row.birth_month, row.birth_day)
    if name in PERSON:
        return getattr(row, PERSON[name])
    return getattr(row.person.stay, name)


SAID: dict[str, Callable[[Any], str]] = {
    "nationality": country, "permit_kind": permit_name, "area": place, "address_area": place, "birth": tanggal_pendek,
}  # fmt: skip


def said(name: str, value: Value) -> str:
    if value in (None, ""):
        return "—"
    if name in SAID:
        return SAID[name](value)
    return tanggal_pendek(value) if isinstance(value, date) else str(value)


def sentences(open_now: Opened, rows: Sequence[CurrentPerson]) -> list[list[str]]:
    learn(row.area for row in rows)
    return [[said(name, value) for name, value in row.items()] for row in projected(open_now, rows)]


def plain(name: str, value: Value) -> str | int | None:
    """For a program: areas as dotted codes, days as ISO."""
    if name in ("area", "address_area"):
        return dotted(value) if isinstance(value, int) else None
    return value.isoformat() if isinstance(value, date) else value or None


def as_data(open_now: Opened, rows: Iterable[CurrentPerson]) -> list[dict[str, str | int | None]]:
    return [{name: plain(name, value) for name, value in row.items()} for row in projected(open_now, rows)]


def labels(open_now: Opened) -> list[str]:
    return [str(COLUMNS[name]) for name in open_now.category.shows]


def record(
    kind: Kind, open_now: Opened, persons: Sequence[UUID], *, by: Acting, question: Asked | None = None,
    subject: Person | None = None,
) -> None:  # fmt: skip
    """`subject` where one person was opened: a look at that person, and not a list on which the person stood."""
    words: dict[str, object] = {
        "category": open_now.category.code,
        "clauses": [str(clause.pk) for clause in open_now.clauses],
        "shown": [str(person) for person in persons],
    }
    if question and question.text:
        words["query"] = key_ring().blind_index(repr(question))
    told: dict[str, Any] = {"count": max(1, len(persons)), "purpose": open_now.purpose, "words": words}
    emit(kind, by=by, subject=subject, area=by.area if subject is None else None, **told)


def deliver(
    open_now: Opened, rows: Sequence[CurrentPerson], *, way: str, by: Acting, at: datetime, sha256: str = ""
) -> None:
    """Under each clause, how many rows left; a row that two clauses open is counted under the first."""
    left: dict[UUID, int] = {}
    for row in rows:
        clause = next(c for c in open_now.clauses if any(low <= row.area <= high for low, high in map(span, c.areas)))
        left[clause.pk] = left.get(clause.pk, 0) + 1
    Delivery.objects.bulk_create(
        Delivery(
            agreement=clause.agreement, clause=clause, area=clause.area, agency_id=by.agency, account_id=by.account,
            way=way, rows=left.get(clause.pk, 0), sha256=sha256, at=at,
        )
        for clause in open_now.clauses
        if clause.pk in left
    )  # fmt: skip


@transaction.atomic
def export(open_now: Opened, question: Asked, *, by: Acting, at: datetime) -> bytes:
    """A file for a spreadsheet, bounded, on record with its hash. Raises TooMany."""
    rows = list(shown(open_now, by, question)[: MOST + 1])
    if len(rows) > MOST:
        raise TooMany
    content = as_csv([labels(open_now), *sentences(open_now, rows)])
    deliver(open_now, rows, way=Delivery.Way.FILE, by=by, at=at, sha256=hashlib.sha256(content).hexdigest())
    record(events.SHARED_EXPORTED, open_now, [row.pk for row in rows], by=by, question=question)
    return content
