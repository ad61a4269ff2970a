"""`check` (all static gates) and `test` (the suite), the same for people and for CI."""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Two processes, each with a database of its own; files in the order of `testpaths`, the long ones first.
WHOLE_SUITE = ["-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"]
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def register(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    check = subparsers.add_parser("check", help="all static gates")
    check.set_defaults(run=run_check)
    test = subparsers.add_parser("test", help="the test suite, or the part named: everything after it goes to pytest")
    test.set_defaults(run=lambda arguments: run_test([]))


def run_check(arguments: argparse.Namespace) -> int:
    """Every gate runs, so that one call shows all that is wrong."""
    gates = {
        "ruff": [sys.executable, "-m", "ruff", "check", "src", "tests", "bench", "conftest.py"],
        "format": [sys.executable, "-m", "ruff", "format", "--check", "src", "tests", "bench", "conftest.py"],
        "mypy": [sys.executable, "-m", "mypy"],
        "import contracts": [str(Path(sys.executable).with_name("lint-imports")), "--no-logo"],
        "migrations": [sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"],
        "catalogues": [sys.executable, "-m", "timpora.catalogues", "check"],
        "templates": [sys.executable, "-m", "timpora.template_lint"],
        "rulebook": [sys.executable, "-m", "timpora", "rules", "test"],
    }
    failed = []
    for name, command in gates.items():
        print(f"· {name}", flush=True)
        if subprocess.run(
            command, cwd=ROOT, check=False, env=os.environ | {"DJANGO_SETTINGS_MODULE": "timpora.settings"}
        ).returncode:
            failed.append(name)
    if failed:
        print(f"timpora check: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def run_test(words: list[str]) -> int:
    """Hands everything on to pytest. Without Chromium the run stops and says how, save with `--no-browser`."""
    if "--no-browser" in words:
        words.remove("--no-browser")
        words += ["-m", "not browser"]
    elif not any(shutil.which(name) for name in CHROMIUM):
        print(
            "timpora test: Chromium is missing; install it (apt-get install chromium) or add --no-browser.",
            file=sys.stderr,
        )
        return 2
    from timpora.catalogues import compile_catalogues

    compile_catalogues()
    if not [word for word in words if word not in ("-m", "not browser")]:
        words += WHOLE_SUITE
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "timpora.settings_for_tests"}
    return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False, env=environment).returncode
