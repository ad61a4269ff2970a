"""`python -m bench.pages`: measures pages of the real web server; exits with 1 when a gate fails."""

import argparse
import json
import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import gettempdir

from bench.generate.crew import prepare

TEMPORARY = Path(gettempdir())


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--seconds", type=float, default=6, help="for each page")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--port", type=int, default=8790)
    parser.add_argument("--only", default="", help="pages whose name or role begins so")
    parser.add_argument("--plans", type=Path, default=TEMPORARY / "timpora-plans.txt")
    parser.add_argument("--json", type=Path, default=TEMPORARY / "timpora-pages.json")
    parser.add_argument("--plans-only", action="store_true")
    arguments = parser.parse_args()
    prepare("worker")
    from timpora.foundation.models import Installation

    Installation.objects.update_or_create(is_the_one=True, defaults={"is_demo": True})  # members owe no second factor
    return measure(arguments)


def measure(arguments: argparse.Namespace) -> int:
    from bench.pages import gates
    from bench.pages.driving import drive, pace, served
    from bench.pages.jobs import jobs
    from bench.pages.plans import write_plans
    from bench.pages.roles import roles

    members = roles(arguments.clients)
    wanted = [
        job for job in jobs(members) if job.name.startswith(arguments.only) or job.role.startswith(arguments.only)
    ]
    with arguments.plans.open("w") as file:
        for total, count, job in sorted(write_plans(wanted, members, file), key=lambda found: -found[0])[:25]:
            print(f"{total:9.1f} ms in {count:3d} statements: {job.name} as {job.role}")
    print(f"plans: {arguments.plans}\n", flush=True)
    if arguments.plans_only:
        return 0
    results, before = [], pace()
    web = ["timpora", "serve", "--port", str(arguments.port), "--workers", "2"]
    with served(web, arguments.port, {"TIMPORA_ROLE": "web"}):
        for job in wanted:
            alone = drive(arguments.port, job, members[job.role], 1, min(1.5, arguments.seconds))
            times = drive(arguments.port, job, members[job.role], arguments.clients, arguments.seconds)
            results.append(gates.page(job, alone, times))
            print(results[-1].line, flush=True)
        results += gates.narrow_and_wide(arguments, members)
        ours = gates.ours(arguments, members)
    bare = ["bench.pages.bare_serve", str(arguments.port)]
    with served(bare, arguments.port, {"TIMPORA_ROLE": "worker"}):
        results.append(gates.against_bare(arguments, members, ours))
    results += gates.inside(members)
    for result in results:
        if not result.is_page:
            print(result.line)
    after = pace()
    report = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores",
        "load": os.getloadavg(), "pace": [round(before), round(after)], "clients": arguments.clients,
        "results": [result.as_json() for result in results],
    }  # fmt: skip
    arguments.json.write_text(json.dumps(report, indent=1))
    failed = [result for result in results if not result.holds]
    print(f"\n{len(results) - len(failed)} of {len(results)} hold; load {os.getloadavg()[0]:.1f};"
          f" pace {before:.0f} and {after:.0f} ms; {arguments.json}")  # fmt: skip
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
