"""One look-up in fifty is put before the inspector: drawn by the hash of its event, with its reference looked up."""

from collections.abc import Iterable
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from timpora.accountability.looks import Look
from timpora.accountability.models import Sampled
from timpora.compliance.models import Check, Finding
from timpora.identity.models import Proposal
from timpora.intake.models import Report
from timpora.meetings.models import Meeting
from timpora.registers.models import Mention
from timpora.registers.purposes import number
from timpora.tasks.models import Task

ONE_IN = 50
Fits = Sampled.Reference


def is_drawn(event_id: UUID) -> bool:
    """Anybody can repeat the draw; nobody can foresee it, because the id is made only when the look happens."""
    return int.from_bytes(sha256(event_id.bytes).digest()[:8]) % ONE_IN == 0


def draw(looks: Iterable[Look]) -> int:
    rows = [
        Sampled(
            event_id=look.id, at=look.at, area=look.area, account_id=look.account, agency_id=look.agency,
            kind=look.kind, subject_id=look.person, purpose=look.purpose, reference=look.reference,
            reference_state=state_of(look),
        )
        for look in looks
        if is_drawn(look.id)
    ]  # fmt: skip
    return len(Sampled.objects.bulk_create(rows, ignore_conflicts=True))


def state_of(look: Look) -> Fits:
    """What the reference was when the look happened. A record that was opened is its own reference."""
    if not look.reference:
        return Fits.NONE
    kind, _, named = look.reference.partition(":")
    find = FINDERS.get(kind)
    if find is None:
        return Fits.FITS if "." in kind else Fits.MISSING
    found = find(named)
    if found is None:
        return Fits.MISSING
    persons, spans = found
    if look.person is not None and persons is not None and look.person not in persons:
        return Fits.OTHER
    return Fits.FITS if any(was_open(look.at, *span) for span in spans) else Fits.ENDED


def was_open(at: datetime, begun: datetime, ended: datetime | None) -> bool:
    return begun <= at and (ended is None or at <= ended)


Found = tuple[frozenset[UUID] | None, list[tuple[datetime, datetime | None]]]


def check(named: str) -> Found | None:
    """A question until it is decided, then its finding until that is closed."""
    row = Check.objects.filter(number=number(named)).first()
    if row is None:
        return None
    spans: list[tuple[datetime, datetime | None]] = [(row.opened_at, row.decided_at)]
    spans += Finding.objects.filter(check_row=row).values_list("confirmed_at", "closed_at")
    return frozenset({row.person_id}), spans


def task(named: str) -> Found | None:
    row = Task.objects.filter(number=number(named)).first()
    return (frozenset({row.person_id}) if row.person_id else None, [(row.made_at, row.ended_at)]) if row else None


def match(named: str) -> Found | None:
    try:
        row = Mention.objects.select_related("source").filter(pk=UUID(named)).first()
    except ValueError:
        return None
    if row is None:
        return None
    proposed = Proposal.objects.filter(mention=row).values_list("person_id", flat=True)
    ended = row.withdrawn_at or row.source.withdrawn_at
    return frozenset({*proposed, *filter(None, (row.person_id,))}), [(row.source.received_at, ended)]


def report(named: str) -> Found | None:
    row = Report.objects.select_related("source").filter(number=number(named)).first()
    if row is None:
        return None
    told = Mention.objects.filter(pk=row.mention_id).values_list("person_id", flat=True).first()
    ended = row.fate_at if row.fate in (Report.Fate.DONE, Report.Fate.IN_ORDER) else None
    return frozenset({told}) if told else None, [(row.source.received_at, ended)]


def meeting(named: str) -> Found | None:
    """The day it was called is not kept: a meeting counts as going on until its minutes are settled."""
    row = Meeting.objects.filter(number=number(named)).first()
    return (None, [(datetime.min.replace(tzinfo=row.starts_at.tzinfo), row.closed_at)]) if row else None


FINDERS = {"check": check, "task": task, "match": match, "report": report, "meeting": meeting}
