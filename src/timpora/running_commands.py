"""`migrate`, `serve`, `work`."""

import argparse

from timpora import serving


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    migrate = subparsers.add_parser("migrate", help="bring the database to this version")
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

    call_command("migrate", interactive=False, verbosity=1)
    return 0
