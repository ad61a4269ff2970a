"""How much: little in the suite, in full by `python -m bench.faults`."""

import os
from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    rows: int  # of a file that is killed while it comes in
    kills: int
    step_rows: int  # of a file whose steps are killed
    step_kills: int
    tries: int  # reports whose server dies
    migration_kills: int
    load_seconds: float
    senders: int  # at once, ten times what the two processes of the server carry
    soak_seconds: float
    soak_requests: int


SMALL = Sizes(
    rows=5_000, kills=4, step_rows=100, step_kills=2, tries=2, migration_kills=2, load_seconds=5, senders=40,
    soak_seconds=0, soak_requests=300,
)  # fmt: skip
FULL = Sizes(
    rows=200_000, kills=20, step_rows=20_000, step_kills=20, tries=20, migration_kills=20, load_seconds=600,
    senders=200, soak_seconds=3600, soak_requests=0,
)  # fmt: skip
SIZES = FULL if os.environ.get("TIMPORA_FAULTS") == "full" else SMALL
IS_FULL = SIZES is FULL
