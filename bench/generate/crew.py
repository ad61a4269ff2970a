"""The processes that make chunks side by side, each with its own connection and its own picture of the world."""

import os
from dataclasses import dataclass
from datetime import date
from typing import Any

HOME = "/var/lib/timpora-bench"


@dataclass(slots=True)
class Hand:
    world: Any
    connection: Any
    seed: int


HANDS: list[Hand] = []  # one in each process


def prepare(role: str = "owner") -> str:
    os.environ.setdefault("TIMPORA_DATA", HOME)
    os.environ["DJANGO_SETTINGS_MODULE"] = "timpora.settings"
    os.environ["TIMPORA_ROLE"] = role
    import django

    django.setup()
    return os.environ["TIMPORA_DATA"]


def begin(seed: int, members: int, today: date) -> None:
    prepare()
    from bench.generate import copying, world

    HANDS.append(Hand(world.build(seed, members, today), copying.connect(), seed))


def make_chunk(number: int) -> None:
    """All of a chunk or nothing of it."""
    from bench.generate import matters
    from bench.generate.persons import Chunk

    hand = HANDS[0]
    chunk = Chunk(hand.world, number, hand.seed)
    chunk.tell()
    made = matters.about(chunk, hand.seed)
    with hand.connection.transaction():
        for rows in [*chunk.tables.all(), *made.all()]:
            if rows.rows:
                rows.write(hand.connection)
        hand.connection.execute("insert into bench.done values (%s)", [f"chunk {number}"])
