"""Writing an agreement: its draft, parties, clauses and obligations, until it takes effect."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.functional import Promise

from timpora.agencies.models import Agency
from timpora.agreements import events
from timpora.agreements.models import Agreement, Clause, Obligation, Party
from timpora.agreements.queries import AGREEMENT, OFFICE, clauses_of, missing, parties_of
from timpora.agreements.reference import categories
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Grant, StoredFile
from timpora.territory.codes import span
from timpora.territory.queries import zone_of

READ = "agreement.read"


class Stale(Exception):
    """Somebody saved another version meanwhile; carries the agreement as it stands."""

    def __init__(self, agreement: Agreement) -> None:
        super().__init__(f"version {agreement.version} stands")
        self.agreement = agreement


class NotNow(Exception):
    """It is a draft no more: in force, or ended."""


class Taken(Exception):
    """The key belongs to an agreement that is there already; whose, nobody is told."""


class Incomplete(Exception):
    """What an agreement lacks before it can take effect, in words."""

    def __init__(self, lacking: Sequence[str | Promise]) -> None:
        super().__init__("; ".join(map(str, lacking)))
        self.lacking = lacking


@transaction.atomic
def draft_agreement(
    *, kind: str, title: str, area: int, by: Acting, at: datetime, parent: Agreement | None = None,
    key: UUID | None = None, **words: object,
) -> Agreement:  # fmt: skip
    """Once by its key: the form sent again is the same draft. Raises Taken where the key is somebody else's."""
    try:
        with transaction.atomic():
            agreement = Agreement.objects.create(
                id=key or uuid7(), kind=Agreement.Kind(kind), title=title, area=area, parent=parent, made_at=at,
                made_by=by.account, changed_at=at, changed_by=by.account, **words,
            )  # fmt: skip
    except IntegrityError as error:
        same = Agreement.objects.filter(pk=key, made_by=by.account).first()
        if same is None:
            raise Taken from error
        return same
    emit(events.AGREEMENT_DRAFTED, subject=agreement, by=by)
    return agreement


def locked_draft(agreement: Agreement) -> Agreement:
    current = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.in_force_at is not None or current.ended_at is not None:
        raise NotNow
    return current


def touched(current: Agreement, by: Acting, at: datetime) -> None:
    current.version += 1
    current.changed_by, current.changed_at = by.account, at
    current.save()
    emit(events.AGREEMENT_CHANGED, subject=current, by=by)


@transaction.atomic
def change_agreement(
    agreement: Agreement, *, version: int, words: Mapping[str, object], by: Acting, at: datetime
) -> Agreement:
    """Saving the same again changes nothing; another text on an old version is refused with what stands."""
    current = locked_draft(agreement)
    if all(getattr(current, name) == value for name, value in words.items()):
        return current
    if current.version != version:
        raise Stale(current)
    for name, value in words.items():
        setattr(current, name, value)
    touched(current, by, at)
    return current


@transaction.atomic
def add_party(
    agreement: Agreement, *, agency: Agency, by: Acting, at: datetime, signatory: str = "", position: str = "",
    capacity: str = "",
) -> Party:  # fmt: skip
    """An agency signs once; saying it again corrects who signs."""
    current = locked_draft(agreement)
    party, _is_new = Party.objects.update_or_create(
        agreement=current, agency=agency, removed_at=None,
        defaults={"signatory": signatory, "position": position, "capacity": capacity},
        create_defaults={
            "signatory": signatory, "position": position, "capacity": capacity, "area": current.area,
            "order": parties_of(current).count() + 1,
        },
    )  # fmt: skip
    touched(current, by, at)
    return party


class Unfit(ValueError):
    """The clause cannot stand: the key of a sentence."""


@transaction.atomic
def add_clause(
    agreement: Agreement, *, category: str, purpose: str, areas: Sequence[int], giver: Agency, receiver: Agency,
    by: Acting, at: datetime,
) -> Clause:  # fmt: skip
    """Saying the same twice adds one. Raises Unfit where the giver does not hold such data."""
    current = locked_draft(agreement)
    if current.kind == Agreement.Kind.NK:
        raise Unfit("umbrella")
    if giver.kind_id not in categories()[category].givers:
        raise Unfit("giver")
    if categories()[category].files and receiver.kind_id != OFFICE:
        raise Unfit("receiver")
    low, high = span(current.area)
    if any(not (low <= area <= high) for area in areas):
        raise Unfit("area")
    clause, is_new = Clause.objects.get_or_create(
        agreement=current, category=category, purpose=purpose, giver=giver, receiver=receiver,
        areas=sorted(set(areas)), removed_at=None, defaults={"area": current.area},
    )  # fmt: skip
    if is_new:
        touched(current, by, at)
    return clause


@transaction.atomic
def remove(row: Party | Clause | Obligation, *, by: Acting, at: datetime) -> None:
    current = locked_draft(row.agreement)
    if type(row).objects.filter(pk=row.pk, removed_at=None).update(removed_at=at):
        touched(current, by, at)


@transaction.atomic
def add_obligation(
    agreement: Agreement, *, agency: Agency, words: str, due_on: date, by: Acting, at: datetime
) -> Obligation:
    current = locked_draft(agreement)
    row, is_new = Obligation.objects.get_or_create(
        agreement=current, agency=agency, words=words, due_on=due_on, removed_at=None, defaults={"area": current.area}
    )
    if is_new:
        touched(current, by, at)
    return row


@transaction.atomic
def attach(agreement: Agreement, *, content: bytes, name: str, media_type: str, by: Acting, at: datetime) -> Agreement:
    """The signed document itself, at any time: the paper often comes after the day it begins."""
    current = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.file_hash == hashlib.sha256(content).hexdigest():
        return current
    current.file = files.store(content, name=name, media_type=media_type, area=current.area, by=by)
    current.file_hash = current.file.sha256
    touched(current, by, at)
    return current


def content_of(row: Agreement | Obligation) -> bytes:
    """The row opens its file: the file's own row need not be in reach."""
    return files.read(StoredFile(id=row.file_id, sha256=row.file_hash))


@transaction.atomic
def take_effect(agreement: Agreement, *, by: Acting, at: datetime) -> Agreement:
    """From here on its clauses open data, from its first day to its last. Twice is as once. Raises Incomplete, and
    NotNow for a draft that was given up."""
    current = Agreement.objects.select_for_update().get(pk=agreement.pk)
    if current.in_force_at is not None:
        return current
    if current.ended_at is not None:
        raise NotNow
    parties, clauses = list(parties_of(current)), list(clauses_of(current))
    lacking = missing(current, parties, clauses)
    if lacking:
        raise Incomplete(lacking)
    current.in_force_at, current.in_force_by = at, by.account
    current.save(update_fields=["in_force_at", "in_force_by"])
    begins_at, ends_at = time_of(current)
    named = {"begins_at": begins_at, "ends_at": ends_at, "because_kind": AGREEMENT, "granted_by": by.account}
    Grant.objects.bulk_create(
        Grant(
            subject_kind=Grant.Subject.AGENCY, subject_id=clause.receiver_id,
            verbs=[categories()[clause.category].verb], area_low=low, area_high=high, purpose=clause.purpose,
            because_id=clause.pk, **named,
        )
        for clause in clauses
        if categories()[clause.category].shows
        for low, high in map(span, clause.areas)
    )  # fmt: skip
    # A party reads what it signed also where its own area is a smaller one; that outlasts the agreement.
    Grant.objects.bulk_create(
        Grant(
            subject_kind=Grant.Subject.AGENCY, subject_id=party.agency_id, verbs=[READ], record_kind="agreement",
            record_id=current.pk, purpose="supervision", because_id=current.pk, **named | {"ends_at": None},
        )
        for party in parties
    )  # fmt: skip
    emit(events.AGREEMENT_IN_FORCE, subject=current, by=by, count=max(1, len(clauses)))
    return current


def time_of(agreement: Agreement) -> tuple[datetime, datetime]:
    """The first moment of its first day and the first moment after its last, where it holds."""
    zone = zone_of(agreement.area)
    begins_at = datetime.combine(agreement.valid_from, time(), tzinfo=zone)
    return begins_at, datetime.combine(agreement.valid_until + timedelta(days=1), time(), tzinfo=zone)
