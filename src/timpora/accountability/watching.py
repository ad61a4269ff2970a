"""Whether the record is whole: walks over all seals or the newest ones, and what is told when they find something."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from django.db import connection

from timpora.accountability.models import Verification
from timpora.foundation import sealing
from timpora.foundation.models import Seal
from timpora.foundation.sealing import FIRST, LATE, Audit, chain_hash, leaf_problems

NEWEST = 5_000  # seals of an hourly walk at most: one a second is 3,600
SILENT = timedelta(hours=3)  # the hourly walk did not come


def latest_anchor() -> dict[str, object]:
    """The latest root as it stands; nothing is sealed for it, so that an auditor who may only read can take it."""
    last = Seal.objects.order_by("-no").first()
    if last is None:
        return {"no": 0, "root": FIRST.hex(), "count": 0, "at": ""}
    return {"no": last.no, "root": chain_hash(last).hex(), "count": last.count, "at": last.at.isoformat()}


def remembered() -> dict[str, object] | None:
    """Where the chain ended when it was last found whole: a cut tail or an old copy no longer holds it."""
    whole = Verification.objects.filter(ended_at__isnull=False, problems=[]).exclude(last_root="")
    row = whole.order_by("-ended_at").first()
    return {"no": row.last_no, "root": row.last_root} if row else None


def verify_whole(anchored: dict[str, object] | None = None) -> Audit:
    """All seals, against an anchor kept elsewhere where one is given, and against the end last found whole."""
    audit = sealing.verify(anchored)
    return replace(audit, problems=(*audit.problems, *remembered_problems()))


def remembered_problems() -> list[tuple[str, dict[str, object]]]:
    known = remembered()
    if known is None or known["no"] == 0:
        return []
    seal = Seal.objects.filter(no=known["no"]).first()
    fits = seal is not None and chain_hash(seal).hex() == known["root"]
    return [] if fits else [("anchor_differs", {"no": known["no"]})]


def verify_newest() -> Audit:
    """The seals since the last walk, and the last one it saw; the rest is the night's."""
    known = remembered()
    newest = Seal.objects.order_by("-no").values_list("no", flat=True).first() or 0
    start = max(1, int(str(known["no"])) if known else 1, newest - NEWEST)
    before = Seal.objects.filter(no=start - 1).first()
    previous, expected, events = chain_hash(before) if before else FIRST, start, 0
    problems: list[tuple[str, dict[str, object]]] = []
    for seal in Seal.objects.filter(no__gte=start).order_by("no").iterator():
        if seal.no != expected:
            problems.append(("seal_missing", {"no": expected}))
        elif bytes(seal.previous) != previous:
            problems.append(("chain_broken", {"no": seal.no}))
        problems += leaf_problems(seal)
        events += seal.count
        previous, expected = chain_hash(seal), seal.no + 1
    problems += remembered_problems()
    late, first = late_events()
    return Audit(expected - start, events, late, (str(first),) if first else (), tuple(problems))


def late_events(at: datetime | None = None) -> tuple[int, object]:
    """How many events wait for a seal for more than a minute, at most 1,001, and the first; told to everybody."""
    with connection.cursor() as cursor:
        cursor.execute("select n, first from accountability_late(coalesce(%s, now()) - %s)", [at, LATE])
        return cursor.fetchone()


@dataclass(frozen=True, slots=True)
class Alarm:
    """What shouts. Empty: nothing is known to be wrong."""

    problems: list[tuple[str, dict[str, object]]] = field(default_factory=list)
    late: int = 0
    first_late: str = ""
    since: datetime | None = None

    def __bool__(self) -> bool:
        return bool(self.problems or self.late)


def alarm(at: datetime) -> Alarm:
    """The last walk of each extent speaks; a whole one that found nothing silences older ones of the newest seals."""
    whole, newest = ended(Verification.Extent.WHOLE), ended(Verification.Extent.NEWEST)
    if whole and newest and not whole.problems and whole.ended_at > newest.ended_at:
        newest = None
    broken = [row for row in (whole, newest) if row and row.problems]
    problems = {repr(problem): tuple(problem) for row in broken for problem in row.problems}
    late, first = late_events(at)
    since = min((row.ended_at for row in broken), default=None)
    return Alarm(list(problems.values()), late, str(first or ""), since)


def ended(extent: Verification.Extent) -> Verification | None:
    return Verification.objects.filter(extent=extent, ended_at__isnull=False).order_by("-ended_at").first()


def is_silent(at: datetime) -> bool:
    """Walks once came by themselves and no longer do."""
    row = Verification.objects.filter(asked_by=None, ended_at__isnull=False).order_by("-ended_at").first()
    return row is not None and row.ended_at < at - SILENT
