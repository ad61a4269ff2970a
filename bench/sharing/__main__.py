"""`python -m bench.sharing`: adds teams, agreements and circles once, measures them; exits with 1 when a gate fails."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import gettempdir

from bench.generate.crew import prepare


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.sharing", description=__doc__)
    parser.add_argument("--plans", type=Path, default=Path(gettempdir()) / "timpora-sharing-plans.txt")
    arguments = parser.parse_args()
    prepare("worker")
    from timpora.foundation.models import Installation

    Installation.objects.update_or_create(is_the_one=True, defaults={"is_demo": True})  # members owe no second factor
    from bench.generate import copying
    from bench.sharing.making import make
    from bench.sharing.measuring import measure
    from bench.sharing.who import busiest, members
    from timpora.serving import settle_in

    connection = copying.connect()
    seed, today = connection.execute("select seed, today from bench.folder").fetchone()
    partner, office, kecamatan = busiest()
    if not connection.execute("select from bench.done where what = 'sharing'").fetchall():
        make(connection, seed, today, partner, office)
    settle_in(None)  # as each process of the web server does
    with arguments.plans.open("w") as plans:
        results = measure(members(partner, office), partner.area, kecamatan, plans)
    print(f"plans: {arguments.plans}\n")
    for result in results:
        print(result.line)
    failed = [result for result in results if not result.holds]
    print(f"\n{len(results) - len(failed)} of {len(results)} hold; load {os.getloadavg()[0]:.1f}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
