"""Steps of this room: answering verifications, and examining sealed events once, in the order of their seals."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection
from django.db.models import Max
from django.utils import timezone

from timpora.accountability.actions import answer_verification, make_extract
from timpora.accountability.looks import Look, looks_of
from timpora.accountability.models import Extract, Progress, Verification
from timpora.accountability.review import review
from timpora.accountability.sampling import draw
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Event, Seal
from timpora.territory.queries import day_at

EXAMINE, SEALS, EVENTS = "examine", 60, 20_000


def verify_asked() -> int:
    waiting = Verification.objects.select_for_update(skip_locked=True).filter(ended_at=None)
    asked = waiting.order_by("asked_at").first()
    if asked is None:
        return 0
    answer_verification(asked, at=timezone.now())
    return 1


def make_extracts() -> int:
    asked = Extract.objects.select_for_update(skip_locked=True).filter(ended_at=None).order_by("asked_at").first()
    if asked is None:
        return 0
    make_extract(asked, at=timezone.now())
    return 1


def examine_sealed() -> int:
    """The next seals: count their looks, draw the sample, find what is unusual. Returns how many seals were taken."""
    Progress.objects.get_or_create(step=EXAMINE)
    progress = Progress.objects.select_for_update().get(step=EXAMINE)
    seals = next_seals(progress.seal_no)
    if not seals:
        return 0
    events = list(Event.objects.filter(seal_no__in=seals).order_by("at", "id"))
    looks = looks_of(events)
    count(looks)
    draw(looks)
    review(looks, events)
    progress.seal_no = seals[-1]
    progress.save(update_fields=["seal_no"])
    return len(seals)


def next_seals(after: int) -> list[int]:
    """Up to a fixed number of seals, fewer where they hold much, at least one."""
    taken, held = [], 0
    for no, size in Seal.objects.filter(no__gt=after).order_by("no").values_list("no", "count")[:SEALS]:
        if taken and held + size > EVENTS:
            break
        taken.append(no)
        held += size
    return taken


def unexamined() -> int:
    """Seals that wait; shown where counts are shown."""
    last = Seal.objects.aggregate(last=Max("no"))["last"] or 0
    done = Progress.objects.filter(step=EXAMINE).values_list("seal_no", flat=True).first() or 0
    return max(0, last - done)


ADD = """
insert into accountability_tally (id, day, area, account_id, agency_id, kind, purpose, has_reference, looks)
values (%s, %s, %s, %s, %s, %s, %s, %s, %s)
on conflict (account_id, day, area, kind, purpose, has_reference, agency_id)
do update set looks = accountability_tally.looks + excluded.looks
"""


def count(looks: Iterable[Look]) -> None:
    """By the legal day of the place that was looked at."""
    tallies = Counter(
        (day_at(look.area, look.at), look.area, look.account, look.agency, look.kind, look.purpose, look.has_reference)
        for look in looks
    )
    if tallies:
        with connection.cursor() as cursor:
            cursor.executemany(ADD, [(uuid7(), *key, number) for key, number in sorted(tallies.items(), key=repr)])
