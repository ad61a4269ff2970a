"""What waits for a member: rooms register how to find it, the home page shows it in order of harm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from timpora.foundation.acting import Acting


@dataclass(frozen=True, slots=True)
class Waiting:
    order: int  # lower: more harm if it waits longer
    what: str
    url: str
    act: str  # the one thing to do, a verb
    who: str = ""
    since: datetime | date | None = None
    count: int = 1


Finder = Callable[[Acting, datetime], list[Waiting]]
FINDERS: list[Finder] = []


def register(finder: Finder) -> Finder:
    FINDERS.append(finder)
    return finder


def waiting_for(acting: Acting, at: datetime) -> list[Waiting]:
    found = [line for finder in FINDERS for line in finder(acting, at)]
    return sorted(found, key=lambda line: (line.order, str(line.since or "")))
