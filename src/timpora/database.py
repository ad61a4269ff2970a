"""Bringing the database to this version of the program, as its owner."""

import subprocess
import sys


class MigrationFailed(RuntimeError):
    """What the owner's process said."""


def migrate_as_owner() -> None:
    """Migrations run in a process of their own, connected as the owner; this process keeps its humbler role."""
    done = subprocess.run(
        [sys.executable, "-m", "timpora", "migrate"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise MigrationFailed(done.stderr.strip().splitlines()[-1] if done.stderr.strip() else "")


def is_current() -> bool:
    """Cheap: are all migrations of the code in the database?"""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.utils import DatabaseError

    try:
        loader = MigrationLoader(connection)
    except DatabaseError:
        return False
    return set(loader.disk_migrations) <= set(loader.applied_migrations)
