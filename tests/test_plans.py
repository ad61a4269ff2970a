"""Plans of searches as the web role: under row policies a predicate reaches an index, or the whole table is read.

The tables of a test are small, so the planner is forbidden what only small tables deserve; what is asked is whether the
index can be used at all.
"""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from tests.test_locks import row_of
from timpora.agencies.tests.cast import acting
from timpora.compliance import queries as compliance
from timpora.compliance.models import Check
from timpora.foundation.acting import Acting, acting_in_database
from timpora.identity import queries as identity
from timpora.intake import queries as intake
from timpora.registers.models import CurrentPerson, CurrentStay, Mention, Person, PersonKey
from timpora.registers.search import Question, found
from timpora.tasks import queries as tasks
from timpora.tasks.models import Task

type Asked = Callable[[Acting], QuerySet[Any]]
DISTRICT = 6310050000
CROWD = 1500

# What is asked, and the columns that must be found by an index, each with its relation.
SEARCHES: dict[str, tuple[Asked, tuple[tuple[str, str], ...]]] = {
    "persons of an area": (
        lambda by: CurrentPerson.objects.visible_to(by).filter(area__range=(DISTRICT, DISTRICT + 9999)),
        (("registers_currentperson", "area"),),
    ),
    "a person by number": (lambda by: found(Question("X1234567"), by), (("registers_personkey", "key"),)),
    "a person by name": (lambda by: found(Question("Aru Belan"), by), (("registers_personkey", "key"),)),
    "persons by permit": (
        lambda by: CurrentStay.objects.visible_to(by).filter(permit_kind="ITAS"),
        (("registers_currentstay", "permit_kind"),),
    ),
    "a file": (lambda by: Person.objects.visible_to(by).filter(pk=by.account), (("registers_person", "id"),)),
    "what is told of a person": (
        lambda by: Mention.objects.visible_to(by).filter(person=by.account),
        (("registers_mention", "person_id"),),
    ),
    "keys of an area": (
        lambda by: PersonKey.objects.visible_to(by).filter(key__in=(1, 2)),
        (("registers_personkey", "key"),),
    ),
    "reports of an area": (
        lambda by: intake.reports(by, timezone.now(), area=DISTRICT).order_by(),
        (("intake_report", "area"),),
    ),
    "checks of an area": (
        lambda by: compliance.waiting_checks(by).filter(compliance.in_area(DISTRICT)).order_by(),
        (("compliance_check", "area"),),
    ),
    "what came in to an agency": (lambda by: tasks.tab(by, "masuk").order_by(), (("tasks_task", "to_agency_id"),)),
    "what went out of an agency": (lambda by: tasks.tab(by, "keluar").order_by(), (("tasks_task", "from_agency_id"),)),
    "answers on a mention": (
        lambda by: identity.said_on(Mention(pk=by.account)),
        (("identity_judgement", "mention_id"),),
    ),
}

# Lists that a desk of the whole country reads: fifty rows in the order of an index, nothing sorted.
IN_ORDER: dict[str, Asked] = {
    "persons": lambda by: found(Question(), by),
    "reports": lambda by: intake.reports(by, timezone.now()),
    "checks that wait": compliance.waiting_checks,
    "checks that ended": compliance.ended_checks,
    "open findings": compliance.open_findings,
    "closed findings": compliance.closed_findings,
}


@pytest.fixture
def crowded(db) -> None:
    """Enough checks and tasks, each elsewhere, that one index beats another; their keys to other tables are free."""
    for model in (Check, Task):
        rows = [row_of(model, number) for number in range(CROWD)]
        for number, row in enumerate(rows):
            row.area, row.state = DISTRICT + 10_000 * number, "open" if model is Check else "sent"
        model.objects.bulk_create(rows, ignore_conflicts=True)
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("drop index check_waiting")  # of a small table it reads the whole as cheaply as a part
        cursor.execute("analyze compliance_check, tasks_task")
        cursor.execute("set role timpora_worker")
    yield
    transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_predicate_of_each_search_reaches_an_index(ayu, crowded):
    by, missed = acting(ayu), {}
    with acting_in_database(by):
        for name, (ask, wanted) in SEARCHES.items():
            plan = planned(ask(by).select_related(None), "enable_seqscan")  # a join begins where the tables are small
            if not all(found_by_index(plan, relation, column) for relation, column in wanted):
                missed[name] = as_text(plan)
    assert missed == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", IN_ORDER)
def test_a_long_list_is_read_in_the_order_of_an_index(name, ayu):
    by = acting(ayu)
    with acting_in_database(by):
        plan = planned(IN_ORDER[name](by)[:50], "enable_seqscan", "enable_sort", "enable_bitmapscan", "enable_hashjoin")
    kinds = {node["Node Type"] for node in nodes(plan)}
    assert not kinds & {"Sort", "Incremental Sort"}, as_text(plan)


@pytest.mark.django_db
def test_every_operator_of_a_search_is_leakproof(ayu):
    """Anything else runs after the row policy, on every row of the table."""
    by = acting(ayu)
    used: dict[str, set[str]] = {}
    with acting_in_database(by), connection.cursor() as cursor:
        for ask, _ in SEARCHES.values():
            for node in nodes(planned(ask(by), "enable_seqscan")):
                for operator, left in re.findall(r"\((\w+)(?:\)::\w+)? (=|<|>|<=|>=) ", node.get("Index Cond", "")):
                    used.setdefault(left, set()).add(operator)
        assert used, "no search reached an index"
        for operator, left_columns in used.items():
            cursor.execute(
                "select distinct a.attname, format_type(a.atttypid, null), p.proname, p.proleakproof"
                " from pg_attribute a join pg_class c on c.oid = a.attrelid and c.relkind in ('r', 'p')"
                " join pg_operator o on o.oprname = %s"
                " and o.oprleft = case a.atttypid when 'varchar'::regtype then 'text'::regtype else a.atttypid end"
                " and o.oprright = o.oprleft join pg_proc p on p.oid = o.oprcode"
                " where a.attname = any(%s) and c.relnamespace = 'public'::regnamespace",
                [operator, sorted(left_columns)],
            )
            rows = cursor.fetchall()
            assert rows, (operator, left_columns)
            assert all(is_leakproof for *_, is_leakproof in rows), [row for row in rows if not row[3]]


@pytest.mark.django_db
def test_the_planner_does_not_take_a_reach_for_a_handful_of_rows(ayu):
    """Of `<@` with a range not yet known it expects one row in 200, and then sorts whole tables to show fifty."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select polrelid::regclass::text, pg_get_expr(polqual, polrelid) from pg_policy where polname = 'member'"
        )
        policies = cursor.fetchall()
    assert policies
    assert not [table for table, condition in policies if "<@" in condition]


def planned(rows: QuerySet[Any], *forbidden: str) -> dict[str, Any]:
    """The plan of a queryset, which is not run."""
    sql, parameters = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        for setting in forbidden:
            cursor.execute(f"set local {setting} = off")
        cursor.execute(f"explain (format json) {sql}", parameters)
        plan = cursor.fetchone()[0]
        for setting in forbidden:
            cursor.execute(f"set local {setting} = on")
    return (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def columns(node: dict[str, Any]) -> set[str]:
    return set(re.findall(r"\((\w+)", node.get("Index Cond", "")))


def found_by_index(plan: dict[str, Any], relation: str, column: str) -> bool:
    """The condition of a bitmap stands on the node below that of its table."""
    tables = [node for node in nodes(plan) if node.get("Relation Name") == relation]
    return any(column in columns(below) for table in tables for below in nodes(table))


def as_text(plan: dict[str, Any]) -> str:
    return json.dumps(plan, indent=1)[:6000]
