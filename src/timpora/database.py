"""Whether the database is at this version of the program, and bringing it there as its owner."""

import subprocess
import sys
from pathlib import Path

LOCK_TIMEOUT = "5s"  # a migration that would hold up requests gives way instead


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
    """Cheap: are all migrations of the code in the database? A database that is away is another matter, and raises."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader
    from django.db.utils import ProgrammingError

    try:
        loader = MigrationLoader(connection)
    except ProgrammingError:
        return False
    return set(loader.disk_migrations) <= set(loader.applied_migrations)


def why_not_ready() -> str:
    """One sentence for whoever runs a command that needs the tables; empty if they are ready."""
    from django.conf import settings

    if Path(settings.RESTORING_FILE).exists():
        return "a restore did not come to its end; run `timpora restore DIR` again."
    if not is_current():
        return "the database is not at this version yet; run `timpora migrate` first."
    return ""
