"""`python -m bench.generate --persons 1000000`: makes, or goes on making, the invented country."""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from bench.generate import crew

SEED = 20260612
BIG = [
    "registers_personkey", "registers_currentperson", "registers_currentstay", "registers_identifier",
    "registers_mention", "registers_presenceclaim", "identity_judgement", "identity_screening", "compliance_verdict",
]  # fmt: skip
SERIES = {"report": "intake_report", "check": "compliance_check", "finding": "compliance_finding", "task": "tasks_task"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.generate", description=__doc__)
    parser.add_argument("--persons", type=int, default=1_000_000, help="in steps of 5,000")
    parser.add_argument("--members", type=int, default=35_000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--processes", type=int, default=2)
    arguments = parser.parse_args()
    if Path(crew.prepare()).resolve() == Path("/var/lib/timpora"):
        parser.error("TIMPORA_DATA names the folder of the real installation: choose another one")
    begun = time.perf_counter()
    with phase("schema and reference data"):
        make_schema()
    from bench.generate import copying

    connection = copying.connect()
    today = remember(connection, arguments)
    with phase(f"{arguments.members} members with their grants"):
        make_members(connection, arguments, today)
    with copying.indexes_aside(connection, BIG), phase(f"{arguments.persons} persons"):
        make_persons(connection, arguments, today)
    with phase("indexes are built again; numbers, statistics"):
        settle(connection)
    print(f"{sum_of(connection)}\nall: {time.perf_counter() - begun:.0f} s", flush=True)
    return 0


class phase:
    """Says what is done and how long it took."""

    def __init__(self, what: str) -> None:
        self.what, self.begun = what, 0.0

    def __enter__(self) -> None:
        self.begun = time.perf_counter()

    def __exit__(self, kind, error, trace) -> None:
        print(f"{time.perf_counter() - self.begun:8.1f} s  {self.what}", flush=True)


def make_schema() -> None:
    from timpora.database import is_current
    from timpora.running_commands import run_migrate

    if not is_current():
        run_migrate(argparse.Namespace())


def remember(connection, arguments: argparse.Namespace) -> date:
    """A data folder is of one seed, day and number of members; persons can be added to it."""
    connection.execute("create table if not exists bench.done (what text primary key)")
    connection.execute("create table if not exists bench.folder (members int, seed int, today date)")
    asked = (arguments.members, arguments.seed)
    known = connection.execute("select * from bench.folder").fetchone()
    if known is None:
        known = (*asked, date.today())  # noqa: DTZ011 the day of an invented country
        connection.execute("insert into bench.folder values (%s, %s, %s)", known)
    if known[:2] != asked:
        sys.exit(
            f"bench.generate: the folder holds {known[:2]} (members, seed): ask for the same, or another TIMPORA_DATA"
        )
    return known[2]


def is_done(connection, what: str) -> bool:
    return bool(connection.execute("select from bench.done where what = %s", [what]).fetchall())


def make_members(connection, arguments: argparse.Namespace, today: date) -> None:
    from bench.generate import world

    if is_done(connection, "members"):
        return
    built = world.build(arguments.seed, arguments.members, today)
    with connection.transaction():
        for rows in world.rows_of(built, "!nobody signs in by password here"):
            rows.write(connection)
        past_partitions(connection)
        connection.execute("insert into bench.done values ('members')")


def past_partitions(connection) -> None:
    """Of half a year back; those of the months to come are made by the program itself."""
    connection.execute("select foundation_event_partitions(6)")
    for back in range(1, 8):
        month = f"(date_trunc('month', now()) - interval '{back} months')"
        name, low, high = connection.execute(
            f"select 'foundation_event_' || to_char({month}, 'YYYY_MM'), {month}::date,"
            f" ({month} + interval '1 month')::date"
        ).fetchone()
        if not connection.execute("select to_regclass(%s)", [name]).fetchone()[0]:
            bounds = f"from ('{low}') to ('{high}')"
            connection.execute(f"create table {name} partition of foundation_event for values {bounds}")


def make_persons(connection, arguments: argparse.Namespace, today: date) -> None:
    from bench.generate.persons import SIZE

    todo = [n for n in range(-(-arguments.persons // SIZE)) if not is_done(connection, f"chunk {n}")]
    begun = time.perf_counter()
    setting = (arguments.seed, arguments.members, today)
    with ProcessPoolExecutor(arguments.processes, get_context("spawn"), crew.begin, setting) as pool:
        for made, _ in enumerate(pool.map(crew.make_chunk, todo), start=1):
            if made % 20 == 0:
                print(f"{time.perf_counter() - begun:8.1f} s  {made} of {len(todo)} chunks", flush=True)


def settle(connection) -> None:
    for series, table in SERIES.items():
        connection.execute(f"select setval('number_of_{series}', (select max(number) from {table}))")
    connection.execute("vacuum (analyze)")


def sum_of(connection) -> str:
    tables = (
        "registers_person", "registers_mention", "registers_presenceclaim", "registers_personkey", "intake_report",
        "compliance_check", "tasks_task", "foundation_event", "foundation_account", "foundation_grant",
    )  # fmt: skip
    counts = [f"{name} {connection.execute(f'select count(*) from {name}').fetchone()[0]:,}" for name in tables]
    size = connection.execute("select pg_size_pretty(pg_database_size(current_database()))").fetchone()[0]
    return f"{', '.join(counts)}; {size}"


if __name__ == "__main__":
    sys.exit(main())
