"""All commands in one parser; each room brings its own. Errors are one clear sentence on stderr, never a traceback."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec

from timpora.database import why_not_ready

# command -> (module that registers it, database role it runs as)
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("timpora.demo.commands", "worker"),
    "import": ("timpora.intake.commands", "worker"),
    "territory": ("timpora.territory.commands", "worker"),
    "rules": ("timpora.rules_commands", ""),
    "audit": ("timpora.accountability.commands", "auditor"),
    "member": ("timpora.agencies.commands", "worker"),
    "token": ("timpora.channels.api.commands", "worker"),
    "check-status": ("timpora.exchange.commands", "worker"),
    "init": ("timpora.init_commands", "worker"),
    "migrate": ("timpora.running_commands", "owner"),
    "serve": ("timpora.running_commands", "web"),
    "work": ("timpora.running_commands", "worker"),
    "doctor": ("timpora.doctor_commands", "worker"),
    "backup": ("timpora.backup_commands", "owner"),
    "restore": ("timpora.backup_commands", "owner"),
    "check": ("timpora.check_commands", "owner"),
    "test": ("timpora.check_commands", ""),
}
NEEDS_A_DATABASE = ("import", "territory", "audit", "member", "token", "check-status", "serve", "work", "backup")


def run(argv: Sequence[str]) -> int:
    name = next((word for word in argv if not word.startswith("-")), "")
    module, role = COMMANDS.get(name, ("", ""))
    if role:
        os.environ["TIMPORA_ROLE"] = role
    if name == "test" and argv[0] == "test":
        from timpora.check_commands import run_test

        return run_test(list(argv[1:]))
    parser = argparse.ArgumentParser(prog="timpora", description=__doc__)
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    wanted = [module] if module else list(dict.fromkeys(entry[0] for entry in COMMANDS.values()))
    try:
        if role:
            start_django()
        for entry in wanted:
            if find_spec(entry):
                import_module(entry).register(subparsers)
        arguments = parser.parse_args(argv)
        if name in NEEDS_A_DATABASE and (why := why_not_ready()):
            print(f"timpora: {why}", file=sys.stderr)  # noqa: T201
            return 2
        handler: Callable[[argparse.Namespace], int] = arguments.run
        return handler(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0
    except Exception as error:
        return explain(error)


def start_django() -> None:
    import django

    from timpora.catalogues import compile_catalogues

    compile_catalogues()
    django.setup()


def explain(error: Exception) -> int:
    """The last net: what a command did not foresee. With TIMPORA_DEBUG=1 the whole traceback."""
    if os.environ.get("TIMPORA_DEBUG"):
        raise error
    first_line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    print(f"timpora: {first_line}", file=sys.stderr)  # noqa: T201
    return 2
