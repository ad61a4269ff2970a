"""Every statement of a page with its plan, asked as the web role with the member's own settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import TextIO

from django.db import connection
from django.test import Client

from bench.pages.jobs import Job
from bench.pages.roles import Role


@dataclass(frozen=True, slots=True)
class Plan:
    milliseconds: float
    statement: str
    lines: str


@contextmanager
def explaining(plans: list[Plan]) -> Iterator[None]:
    def explain(execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if sql.lstrip().lower().startswith("select") and "set_config" not in sql and "nextval" not in sql:
            with connection.connection.cursor() as cursor:
                cursor.execute(f"explain (analyze, buffers, settings) {sql}", params)
                lines = [line for (line,) in cursor.fetchall()]
            took = next(float(line.split()[2]) for line in lines if line.startswith("Execution Time"))
            plans.append(Plan(took, sql, "\n".join(lines)))
        return result

    with connection.execute_wrapper(explain):
        yield


def plans_of(job: Job, role: Role) -> list[Plan]:
    client, plans = Client(), []
    client.cookies["sessionid"] = role.cookies[0]
    with explaining(plans):
        answer = client.get(job.address(Random(1)), headers={"accept": job.accept})
    if answer.status_code != 200:
        raise RuntimeError(f"{job.name} as {job.role}: {answer.status_code}")
    return plans


def write_plans(jobs: list[Job], roles: dict[str, Role], file: TextIO) -> list[tuple[float, int, Job]]:
    """All plans to a file, the slowest statement first; returns time in the database and statements by page."""
    found = []
    for job in jobs:
        plans = plans_of(job, roles[job.role])
        total = sum(plan.milliseconds for plan in plans)
        found.append((total, len(plans), job))
        file.write(f"\n{'=' * 100}\n{job.name} as {job.role}: {len(plans)} statements, {total:.1f} ms\n")
        for plan in sorted(plans, key=lambda plan: -plan.milliseconds):
            file.write(f"\n-- {plan.milliseconds:.2f} ms\n{plan.statement}\n{plan.lines}\n")
    return found
