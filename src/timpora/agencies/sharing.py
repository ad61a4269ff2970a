"""Acts on one record: opening it to others for a purpose until a day, keeping an agency out, changing its level.

Rooms above register the kinds of records; every act is a grant or its end, and stands in the record's own story.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import models, transaction
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from timpora.agencies import events
from timpora.agencies.acting import GROUPS
from timpora.agencies.duties import DUTIES
from timpora.agencies.models import Agency, Circle
from timpora.core.access import decide
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Account, Grant, Handling
from timpora.foundation.waiting import Waiting

SHARE = "record.share"
SHARED, EXCLUDED, HANDED_OVER = "share", "exclusion", "handover"  # why a grant stands
LONGEST = timedelta(days=366)  # praktik, dapat diubah
TOLD_FOR = timedelta(days=14)  # how long the home page of the receivers says it; dapat diubah
ORDER = 35  # of harm on the home page
PURPOSES: dict[str, str | Promise] = {  # praktik, dapat diubah
    "field_check": gettext_lazy("Pengecekan lapangan bersama"),
    "protection": gettext_lazy("Pelindungan orang"),
    "meeting": gettext_lazy("Bahan rapat koordinasi"),
    "joint_operation": gettext_lazy("Operasi gabungan"),
    "technical": gettext_lazy("Pendapat teknis instansi"),
}


@dataclass(frozen=True, slots=True)
class Shareable:
    """A kind of record: how it is called, its page, who brought it in, who cannot be kept out, who may narrow it."""

    model: type[models.Model]
    label: str | Promise  # with %(n)s for its number
    page: str
    narrowing: str  # the verb of those who work on it
    originator: Callable[[Any], UUID | None]
    needed: Callable[[Any, datetime], Iterable[UUID | None]]
    followers: tuple[type[models.Model], ...] = ()  # tables whose rows stand at the record's level, by a column
    column: str = ""
    carry_level: Callable[[Any], None] = lambda record: None  # what was drawn out of it, beyond the member's reach
    # Rows that are read with it and carry a policy of their own: table, id, verb.
    companions: Callable[[Any], list[tuple[str, UUID, str]]] = lambda record: []

    @property
    def kind(self) -> str:
        return self.model.access.kind  # type: ignore[attr-defined]

    @property
    def read(self) -> str:
        return f"{self.kind}.read"


REGISTRY: dict[str, Shareable] = {}


class NotAllowed(Exception):
    """`args[0]` is the sentence: who may, and what can be done instead."""


class Changed(Exception):
    """Somebody else changed the record meanwhile; `args[0]` is how it stands now."""


def register(kind: Shareable) -> None:
    REGISTRY[kind.model._meta.label_lower] = kind


def kind_of(record: models.Model) -> Shareable:
    return REGISTRY[record._meta.label_lower]


def is_originator(record: models.Model, by: Acting) -> bool:
    return by.agency is not None and kind_of(record).originator(record) == by.agency


def may(record: models.Model, verb: str, by: Acting) -> bool:
    return decide(by.scopes, verb, facts_of(record)).is_allowed


def one_at_a_time(by: Acting) -> None:
    """Two clicks of one member wait for each other, so that the second finds what the first wrote."""
    Account.objects.select_for_update().filter(pk=by.account).first()


def live(record_id: UUID, at: datetime) -> models.QuerySet[Grant]:
    running = models.Q(ends_at=None) | models.Q(ends_at__gt=at)
    return Grant.objects.filter(running, record_id=record_id, revoked_at=None)


def share_grant(
    record: models.Model, subject_kind: str, subject_id: UUID, *, purpose: str, until: datetime, by: Acting,
    at: datetime,
) -> Grant:  # fmt: skip
    """What sharing would write; not saved. A circle's share ends with the circle."""
    kind, grant_id = kind_of(record), uuid7()
    if subject_kind == Grant.Subject.CIRCLE:
        until = min(until, Circle.objects.get(pk=subject_id).ends_at)
    return Grant(
        id=grant_id, subject_kind=subject_kind, subject_id=subject_id, verbs=[kind.read], record_id=record.pk,
        record_kind=record._meta.label_lower, purpose=purpose, because_kind=SHARED, because_id=grant_id, begins_at=at,
        ends_at=until, granted_by=by.account,
    )  # fmt: skip


@transaction.atomic
def share(
    record: models.Model, subject_kind: str, subject_id: UUID, *, purpose: str, until: datetime, by: Acting,
    at: datetime,
) -> Grant:  # fmt: skip
    """Once: the same share while it runs is the same share."""
    if not may(record, SHARE, by):
        raise NotAllowed(_("Hanya seksi yang menangani catatan ini dapat membagikannya."))
    if facts_of(record).is_protected:
        raise NotAllowed(_("Orang ini dilindungi. Catatan tentangnya tidak dibagikan."))
    if not at < until <= at + LONGEST:
        raise ValueError("a share ends after it begins, and within the longest time")
    one_at_a_time(by)
    same = live(record.pk, at).filter(because_kind=SHARED, subject_kind=subject_kind, subject_id=subject_id)
    if (found := same.filter(purpose=purpose).first()) is not None:
        return found
    grant = share_grant(record, subject_kind, subject_id, purpose=purpose, until=until, by=by, at=at)
    grant.save(force_insert=True)
    for table, row, verb in kind_of(record).companions(record):
        same_grant = {"id": uuid7(), "record_kind": table, "record_id": row, "verbs": [verb]}
        Grant.objects.create(**values_of(grant) | same_grant)
    emit(events.RECORD_SHARED, subject=record, by=by, purpose=purpose)
    return grant


def values_of(grant: Grant) -> dict[str, Any]:
    return {field.attname: getattr(grant, field.attname) for field in Grant._meta.concrete_fields}


@transaction.atomic
def exclude(record: models.Model, agency: Agency, *, by: Acting, at: datetime) -> Grant:
    """*Kecuali instansi …*: whatever opens the record to that agency, now or later, this closes it."""
    kind = kind_of(record)
    if not is_originator(record, by):
        raise NotAllowed(_("Hanya instansi yang membuat catatan ini dapat mengecualikan instansi lain."))
    if agency.pk == by.agency or agency.pk in set(kind.needed(record, at)):
        raise NotAllowed(_("%(agency)s menangani catatan ini dan tidak dapat dikecualikan.") % {"agency": agency.name})
    one_at_a_time(by)
    same = live(record.pk, at).filter(because_kind=EXCLUDED, subject_id=agency.pk)
    if (found := same.first()) is not None:
        return found
    grant = denial(record._meta.label_lower, record.pk, because_kind=EXCLUDED, because_id=uuid7(), by=by, at=at)
    grant.subject_kind, grant.subject_id = Grant.Subject.AGENCY, agency.pk
    grant.save(force_insert=True)
    emit(events.RECORD_EXCLUDED, subject=record, by=by)
    return grant


def denial(
    record_kind: str, record_id: UUID, *, because_kind: str, because_id: UUID, by: Acting, at: datetime
) -> Grant:
    """Every verb of this kind of record; not saved, and without its subject."""
    return Grant(
        is_denial=True, verbs=verbs_of(apps.get_model(record_kind)), record_kind=record_kind, record_id=record_id,
        purpose=because_kind, because_kind=because_kind, because_id=because_id, begins_at=at, granted_by=by.account,
    )  # fmt: skip


def verbs_of(model: type[models.Model]) -> list[str]:
    kind = model.access.kind  # type: ignore[attr-defined]
    return sorted({verb for duty in DUTIES.values() for verb in duty.verbs if verb.startswith(f"{kind}.")})


@transaction.atomic
def take_back(record: models.Model, grant_id: UUID, *, by: Acting, at: datetime) -> bool:
    """End a share, or an exclusion. False where it had ended already."""
    grant = live(record.pk, at).filter(pk=grant_id, because_kind__in=(SHARED, EXCLUDED)).first()
    if grant is None:
        return False
    if not (is_originator(record, by) or (grant.because_kind == SHARED and may(record, SHARE, by))):
        raise NotAllowed(_("Hanya instansi yang membuat catatan ini dapat mengubahnya."))
    ended = Grant.objects.filter(because_id=grant.because_id, revoked_at=None).update(
        revoked_at=at, revoked_by=by.account
    )
    if ended:
        emit(events.RECORD_TAKEN_BACK if grant.because_kind == SHARED else events.RECORD_LET_IN, subject=record, by=by)
    return bool(ended)


def levels_for(record: models.Model, by: Acting) -> list[Handling]:
    """The levels this member may choose: narrower for who works on it, any for the agency it comes from; never one at
    which it would be closed to the member."""
    kind, facts = kind_of(record), facts_of(record)
    is_ours = is_originator(record, by)
    if not is_ours and not may(record, kind.narrowing, by):
        return []
    return [
        level
        for level in Handling
        if (is_ours or level >= facts.handling)
        and decide(by.scopes, kind.read, replace(facts, handling=int(level))).is_allowed
    ]


@transaction.atomic
def handle(record: models.Model, level: Handling, *, reason: str, version: int, by: Acting, at: datetime) -> None:
    """Another handling level, with its reason; from the next request on."""
    kind, model = kind_of(record), type(record)
    if level not in levels_for(record, by):
        raise NotAllowed(
            _("Instansi yang menangani hanya dapat memperketat tingkatnya. Instansi asal yang dapat melonggarkannya.")
        )
    now = model.objects.select_for_update().get(pk=record.pk)  # type: ignore[attr-defined]
    if now.handling == level:
        return
    if now.version != version:
        raise Changed(now)
    step = {"from": now.handling, "to": int(level), "at": at.isoformat(), "by": str(by.account), "reason": reason}
    model.objects.filter(pk=record.pk).update(  # type: ignore[attr-defined]
        handling=level, handling_story=[*now.handling_story, step], version=version + 1
    )
    for follower in kind.followers:
        follower.objects.filter(**{kind.column: record.pk}).update(handling=level)  # type: ignore[attr-defined]
    kind.carry_level(now)
    emit(events.RECORD_HANDLING, subject=record, by=by, words={"from": now.handling, "to": int(level)})


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a record's story about who may see it. `grant` where it runs and can be taken back."""

    at: datetime
    text: str
    by: UUID | None
    grant: Grant | None = None


def story(record: models.Model, at: datetime) -> list[Line]:
    """What was opened, closed and narrowed, the newest first."""
    grants = list(Grant.objects.filter(record_id=record.pk, because_kind__in=(SHARED, EXCLUDED)).order_by("begins_at"))
    names = names_of(grants)
    lines = [line for grant in grants for line in lines_of(grant, names, at)]
    lines += [handled(step) for step in record.handling_story]  # type: ignore[attr-defined]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def lines_of(grant: Grant, names: dict[UUID, str], at: datetime) -> Iterable[Line]:
    who = {"who": names.get(grant.subject_id, _("sebuah lingkar kerja")), "why": PURPOSES.get(grant.purpose, "")}
    ended = grant.revoked_at or (grant.ends_at if grant.ends_at and grant.ends_at <= at else None)
    running = None if ended else grant
    if grant.is_denial:
        yield Line(grant.begins_at, _("Tidak untuk %(who)s") % who, grant.granted_by, running)
        if ended:
            yield Line(ended, _("Pengecualian %(who)s dicabut") % who, grant.revoked_by)
        return
    yield Line(grant.begins_at, _("Dibagikan kepada %(who)s: %(why)s") % who, grant.granted_by, running)
    if ended:
        yield Line(ended, _("Tidak lagi dibagikan kepada %(who)s") % who, grant.revoked_by)


def handled(step: dict[str, Any]) -> Line:
    words = {"from": Handling(step["from"]).label, "to": Handling(step["to"]).label, "reason": step["reason"]}
    text = _("Tingkat penanganan dari %(from)s menjadi %(to)s: %(reason)s") % words
    return Line(datetime.fromisoformat(step["at"]), text, UUID(step["by"]))


def names_of(grants: Iterable[Grant]) -> dict[UUID, str]:
    """Agencies, and the groups of each kind. A circle is a secret of its members and keeps no name here."""
    by_kind: dict[str, set[UUID]] = {}
    for grant in grants:
        by_kind.setdefault(grant.subject_kind, set()).add(grant.subject_id)
    names = dict(Agency.objects.filter(pk__in=by_kind.get(Grant.Subject.AGENCY, ())).values_list("pk", "name"))
    for kind, group in GROUPS.items():
        if kind != Grant.Subject.CIRCLE and kind in by_kind:
            names |= group.names(by_kind[kind])
    return names


def shared_with_me(acting: Acting, at: datetime) -> list[Waiting]:
    """To the receivers, while it is new: which kind of record, its number and what for."""
    closed = {record for scope in acting.scopes if scope.denies for record in scope.records}
    given = (told for scope in acting.scopes if not scope.denies for told in scope.records.items())
    mine = [why.partition(":")[2] for record, why in given if why.startswith(f"{SHARED}:") and record not in closed]
    recent = Grant.objects.filter(pk__in=mine, begins_at__gt=at - TOLD_FOR, record_kind__in=REGISTRY)
    grants = list(recent.exclude(granted_by=acting.account).order_by("-begins_at"))
    numbers: dict[UUID, int] = {}
    for code in {grant.record_kind for grant in grants}:
        rows = REGISTRY[code].model.objects.visible_to(acting)  # type: ignore[attr-defined]
        of_kind = [grant.record_id for grant in grants if grant.record_kind == code]
        numbers |= dict(rows.filter(pk__in=of_kind).values_list("pk", "number"))
    return [waiting_line(grant, numbers[grant.record_id]) for grant in grants if grant.record_id in numbers]


def waiting_line(grant: Grant, number: int) -> Waiting:
    kind = REGISTRY[grant.record_kind]
    words = {"what": str(kind.label) % {"n": number}, "why": PURPOSES.get(grant.purpose, "")}
    text = _("Dibagikan kepada Anda: %(what)s (%(why)s)") % words
    return Waiting(ORDER, text, reverse(kind.page, args=[grant.record_id]), _("Lihat"), since=grant.begins_at)
