"""`migrate`, `serve`, `work`."""

import argparse
import os
import sys

from timpora import serving
from timpora.database import LOCK_TIMEOUT


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = subparsers.add_parser("migrate", help="bring the database and its reference data to this version")
    migrate.set_defaults(run=run_migrate)
    serve = subparsers.add_parser("serve", help="run the web server")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument(
        "--log-requests", action="store_true", help="one line a request on stderr, without personal data"
    )
    serve.set_defaults(run=run_serve)
    work = subparsers.add_parser("work", help="run the worker: jobs and seals")
    work.set_defaults(run=run_work)


def run_migrate(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import OperationalError, connection
    from psycopg.errors import DeadlockDetected, LockNotAvailable

    from timpora.agencies.reference import load_kinds
    from timpora.territory.load import load_territory

    with connection.cursor() as cursor:
        cursor.execute("select set_config('lock_timeout', %s, false)", [LOCK_TIMEOUT])
    try:
        call_command("migrate", interactive=False, verbosity=1)
    except OperationalError as error:
        if not isinstance(error.__cause__, LockNotAvailable | DeadlockDetected):
            raise
        print(
            f"timpora: another program has been using a table for over {LOCK_TIMEOUT}, so the migration gave way. What "
            "was done before stands; run `timpora migrate` again, at a quieter time or with web and worker stopped.",
            file=sys.stderr,
        )
        return 2
    # Reference data belongs to the version: areas and kinds of agencies; loading them again changes nothing.
    load_kinds()
    load_territory()
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    if gaps := gaps_of_mode():
        return refused(gaps)
    log_requests = arguments.log_requests or os.environ.get("TIMPORA_LOG_REQUESTS") == "INFO"
    return serving.serve(arguments.port, arguments.host, arguments.workers, log_requests=log_requests)


def run_work(arguments: argparse.Namespace) -> int:
    if gaps := gaps_of_mode():
        return refused(gaps)
    return serving.work()


def gaps_of_mode() -> list[str]:
    """What an installation in operation lacks; an installation for practice lacks nothing."""
    from timpora.foundation import installation

    return installation.missing_here() if installation.mode() == installation.OPERASI else []


def refused(gaps: list[str]) -> int:
    from django.utils.translation import gettext as _

    print(f"timpora: {_('Mode OPERASI belum dapat dijalankan:')}", file=sys.stderr)
    for gap in gaps:
        print(f"  - {gap}", file=sys.stderr)
    return 2
