"""Seals over the event rows: a Merkle root a batch, chained, so that an edit, a gap or a missing tail shows."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from timpora.foundation.events import event_digest, note_digest
from timpora.foundation.models import Event, EventNote, Seal

LOCK = 0x7469_6D70  # one sealer at a time
BATCH = 10_000
FIRST = bytes(32)
LATE = timedelta(minutes=1)
NAMED = 20


@dataclass(frozen=True, slots=True)
class Audit:
    """What `audit verify` found. `problems` are (message key, details), the first broken seal first."""

    seals: int
    events: int
    unsealed_late: int
    late: tuple[str, ...]  # the first of them by id
    problems: tuple[tuple[str, dict[str, object]], ...]

    @property
    def is_whole(self) -> bool:
        return not self.problems


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """Leaf and node hashes are told apart by a first byte; an odd node moves up unchanged."""
    level = [hashlib.sha256(b"\x00" + leaf).digest() for leaf in leaves]
    while len(level) > 1:
        pairs = [hashlib.sha256(b"\x01" + a + b).digest() for a, b in zip(level[::2], level[1::2], strict=False)]
        level = pairs + level[len(pairs) * 2 :]
    return level[0]


@transaction.atomic
def seal_once() -> int:
    """Take up to one batch of unsealed events into a new seal; returns how many. Another sealer at work: 0."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_try_advisory_xact_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        taken = list(Event.objects.filter(seal_no=None).order_by("at", "id").values_list("at", "id", "digest")[:BATCH])
        if not taken:
            return 0
        last = Seal.objects.order_by("-no").first()
        seal = Seal(
            no=last.no + 1 if last else 1,
            merkle_root=merkle_root([bytes(digest) for _, _, digest in taken]),
            count=len(taken),
            previous=chain_hash(last) if last else FIRST,
            at=timezone.now(),
        )
        seal.save(force_insert=True)
        cursor.execute(
            "update foundation_event set seal_no = %s from unnest(%s::timestamptz[], %s::uuid[]) as taken(at, id)"
            " where foundation_event.at = taken.at and foundation_event.id = taken.id",
            [seal.no, [row[0] for row in taken], [row[1] for row in taken]],
        )
    return len(taken)


def seal_all() -> int:
    total = 0
    while taken := seal_once():
        total += taken
    return total


def chain_hash(seal: Seal) -> bytes:
    header = f"{seal.no}:{seal.count}:{seal.at.timestamp():.6f}:".encode()
    return hashlib.sha256(header + bytes(seal.merkle_root) + bytes(seal.previous)).digest()


def anchor() -> dict[str, object]:
    """The latest root, to be kept elsewhere: it shows a truncated tail or an old backup."""
    seal_all()
    last = Seal.objects.order_by("-no").first()
    if last is None:
        return {"no": 0, "root": FIRST.hex(), "count": 0, "at": timezone.now().isoformat()}
    return {"no": last.no, "root": chain_hash(last).hex(), "count": last.count, "at": last.at.isoformat()}


def verify(anchored: dict[str, object] | None = None) -> Audit:
    """Walk all seals and their leaves. Nothing is changed."""
    problems: list[tuple[str, dict[str, object]]] = []
    previous, expected_no, events = FIRST, 1, 0
    chain: dict[int, str] = {0: FIRST.hex()}
    for seal in Seal.objects.order_by("no").iterator():
        if seal.no != expected_no:
            problems.append(("seal_missing", {"no": expected_no}))
        elif bytes(seal.previous) != previous:
            problems.append(("chain_broken", {"no": seal.no}))
        problems += list(leaf_problems(seal))
        events += seal.count
        previous, expected_no = chain_hash(seal), seal.no + 1
        chain[seal.no] = previous.hex()
    if anchored and chain.get(int(str(anchored["no"]))) != anchored["root"]:
        problems.append(("anchor_differs", {"no": anchored["no"]}))
    # One statement, one snapshot: a seal made while we walked is there together with its events.
    sealed = Exists(Seal.objects.filter(no=OuterRef("seal_no")))
    stray = Event.objects.filter(~sealed, seal_no__gte=expected_no).order_by("seal_no").first()
    if stray is not None:
        problems.append(("seal_missing", {"no": stray.seal_no}))
    late = Event.objects.filter(seal_no=None, at__lt=timezone.now() - LATE).order_by("at", "id")
    named = tuple(str(event_id) for event_id in late.values_list("id", flat=True)[:NAMED])
    return Audit(expected_no - 1, events, late.count(), named, tuple(problems))


def leaf_problems(seal: Seal) -> Iterator[tuple[str, dict[str, object]]]:
    leaves = []
    notes = {}
    rows = list(Event.objects.filter(seal_no=seal.no).order_by("at", "id"))
    for chunk in range(0, len(rows), 1000):
        ids = [event.id for event in rows[chunk : chunk + 1000] if event.note_digest is not None]
        notes |= {note.event_id: note for note in EventNote.objects.filter(event_id__in=ids)}
    for event in rows:
        if event_digest(event) != bytes(event.digest):
            yield "event_changed", {"no": seal.no, "event": str(event.id)}
        note = notes.get(event.id)
        if note is not None and note_digest(note.salt, note.purpose, note.words) != bytes(event.note_digest):
            yield "note_changed", {"no": seal.no, "event": str(event.id)}
        leaves.append(bytes(event.digest))
    if len(leaves) != seal.count:
        yield "events_missing", {"no": seal.no, "expected": seal.count, "found": len(leaves)}
    elif merkle_root(leaves) != bytes(seal.merkle_root):
        yield "root_differs", {"no": seal.no}


def read_anchor(text: str) -> dict[str, object]:
    """Parse an anchor file; raises ValueError with what was expected."""
    try:
        anchored = json.loads(text)
        int(str(anchored["no"])), bytes.fromhex(str(anchored["root"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError("anchor_unreadable") from error
    return anchored
