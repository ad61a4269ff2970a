"""The part of the suite that shows whether the system's own PostgreSQL will do: `.ci/smoke`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.running.place import ROOT, system_major, system_server

CHOSEN = (
    "tests/test_locks.py", "tests/journeys", "tests/leaks/test_nothing_is_deleted.py",
    "src/timpora/foundation/tests/test_sealing.py", "src/timpora/foundation/tests/test_partitions.py",
    "src/timpora/intake/tests/test_import_command.py",
)  # fmt: skip


def main(words: list[str]) -> int:
    major = system_major()
    if major is None:
        sys.stderr.write("The system has no PostgreSQL of 15 or later: apt-get install postgresql.\n")
        return 2
    with tempfile.TemporaryDirectory(prefix="timpora-") as name:
        home = Path(name)
        home.chmod(0o711)
        with system_server(home, major) as server:
            sys.stderr.write(f"PostgreSQL {major}, as a login that may make roles and databases\n")
            own = {"DATABASE_URL": server.url("postgres"), "DJANGO_SETTINGS_MODULE": "timpora.settings_for_tests"}
            environment = os.environ | own | {"TIMPORA_DATA": str(home / "data")}
            command = [sys.executable, "-m", "pytest", "-q", *(words or CHOSEN)]
            return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
