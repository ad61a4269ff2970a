"""`python -m bench.faults [WORDS]`: every fault at full size, or those whose names hold the words; one JSON line each.

All of them take some three hours on two cores. The sizes are in `tests/faults_running/sizes.py`.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
TESTS = ("tests/faults_running", "tests/faults/test_every_field.py")


def main(words: list[str]) -> int:
    command = [
        sys.executable,
        "-m",
        "pytest",
        *TESTS,
        "-q",
        "-x",
        "--tb=short",
        *(["-k", " ".join(words)] if words else []),
    ]
    environment = os.environ | {"TIMPORA_FAULTS": "full", "TIMPORA_TEST_DB": "test_timpora_faults"}
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
