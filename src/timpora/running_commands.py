"""`migrate`, `serve`, `work`."""

import argparse

from timpora import serving


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = subparsers.add_parser("migrate", help="bring the database and its reference data to this version")
    migrate.set_defaults(run=run_migrate)
    serve = subparsers.add_parser("serve", help="run the web server")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--workers", type=int, default=2)
    serve.set_defaults(run=lambda arguments: serving.serve(arguments.port, arguments.host, arguments.workers))
    work = subparsers.add_parser("work", help="run the worker: jobs and seals")
    work.set_defaults(run=lambda arguments: serving.work())


def run_migrate(arguments: argparse.Namespace) -> int:
    from django.core.management import call_command
    from django.db import connection

    from timpora.agencies.reference import load_kinds
    from timpora.territory.load import load_territory

    with connection.cursor() as cursor:
        cursor.execute("set lock_timeout = '5s'")  # a migration that would hold up requests gives way instead
    call_command("migrate", interactive=False, verbosity=1)
    # Reference data belongs to the version: areas and kinds of agencies; loading them again changes nothing.
    load_kinds()
    load_territory()
    return 0
