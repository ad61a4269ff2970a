"""Publishing a bulletin to its audience, correcting and withdrawing it, opening and reminding."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse

from timpora.agencies.actions import revoke_because
from timpora.agencies.audience import Readers
from timpora.agencies.audience import audience as readers_of
from timpora.agencies.models import Agency
from timpora.agencies.queries import members_who_may
from timpora.agencies.sharing import one_at_a_time
from timpora.exchange import events
from timpora.exchange.audience import Audience, Kind
from timpora.exchange.models import Bulletin, BulletinEdition, BulletinReader
from timpora.foundation import files, outbox
from timpora.foundation.access import facts_of
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.models import Grant, StoredFile
from timpora.foundation.numbers import next_number
from timpora.territory.queries import day_at, zone_of

READ = "bulletin.read"
SUBJECTS = {Kind.TEAM: Grant.Subject.TEAM, Kind.CIRCLE: Grant.Subject.CIRCLE}
BETWEEN_REMINDERS = timedelta(days=1)  # practice


class OtherContent(Exception):
    """The key was used for another text of this sender."""


class Stale(Exception):
    """The bulletin was corrected or withdrawn since the page was shown; `bulletin` is how it stands."""

    def __init__(self, bulletin: Bulletin) -> None:
        super().__init__(str(bulletin.edition))
        self.bulletin = bulletin


@transaction.atomic
def publish(
    *, key: UUID, audience: Audience, title: str, words: str, handling: int, valid_until: date, by: Acting,
    at: datetime, upload: UploadedFile | None = None,
) -> Bulletin:  # fmt: skip
    """Once by its key: the same again is the same bulletin."""
    one_at_a_time(by)
    same = Bulletin.objects.filter(made_by=by.account, key=key).first()
    if same is not None:
        if (same.title, same.words) != (title, words):
            raise OtherContent
        return same
    bulletin = Bulletin.objects.create(
        id=uuid7(), number=next_number("bulletin"), key=key, agency_id=by.agency, area=by.area,
        audience=audience.kind, audience_id=audience.group, handling=handling, title=title, words=words,
        valid_until=valid_until, made_by=by.account, made_at=at,
    )  # fmt: skip
    keep_edition(bulletin, upload, by, at)
    addressed = [agency for agency in audience.agencies(at) if agency.pk != by.agency]
    of_bulletin = {"bulletin": bulletin, "from_agency_id": by.agency, "area": by.area}
    BulletinReader.objects.bulk_create(BulletinReader(agency=agency, **of_bulletin) for agency in addressed)
    Grant.objects.bulk_create(grants_for(bulletin, addressed, by, at))
    tell(bulletin, addressed, at)
    emit(events.BULLETIN_PUBLISHED, subject=bulletin, by=by)
    return bulletin


def keep_edition(bulletin: Bulletin, upload: UploadedFile | None, by: Acting, at: datetime) -> None:
    edition = BulletinEdition(
        bulletin=bulletin, from_agency_id=bulletin.agency_id, area=bulletin.area, no=bulletin.edition,
        title=bulletin.title, words=bulletin.words, valid_until=bulletin.valid_until, made_by=by.account, made_at=at,
    )  # fmt: skip
    edition.attach(stored(upload, by))
    edition.save(force_insert=True)


def stored(upload: UploadedFile | None, by: Acting) -> StoredFile | None:
    if upload is None:
        return None
    kind = upload.content_type or "application/octet-stream"
    return files.store(upload.read(), name=upload.name or "", media_type=kind, area=by.area or 0, by=by)


def grants_for(bulletin: Bulletin, addressed: Sequence[Agency], by: Acting, at: datetime) -> list[Grant]:
    """Until the last day of its validity. A team or circle is opened as such: who leaves it reads no longer."""
    kind = SUBJECTS.get(Kind(bulletin.audience), Grant.Subject.AGENCY)
    subjects = [bulletin.audience_id] if kind != Grant.Subject.AGENCY else [agency.pk for agency in addressed]
    last_moment = datetime.combine(bulletin.valid_until, datetime.max.time(), tzinfo=zone_of(bulletin.area))
    return [
        Grant(
            subject_kind=kind, subject_id=subject, verbs=[READ], record_kind="exchange.bulletin",
            record_id=bulletin.pk, purpose="bulletin", because_kind="bulletin", because_id=bulletin.pk, begins_at=at,
            ends_at=last_moment, granted_by=by.account,
        )
        for subject in subjects
    ]  # fmt: skip


def would_read(audience: Audience, handling: int, *, by: Acting, at: datetime) -> list[Readers]:
    """*Siapa yang akan membaca ini?*, asked before it is published: as the access of the published one would say."""
    bulletin = Bulletin(
        id=uuid7(), agency_id=by.agency, area=by.area, audience=audience.kind, audience_id=audience.group,
        handling=handling, valid_until=day_at(by.area or 0, at),
    )  # fmt: skip
    addressed = [agency for agency in audience.agencies(at) if agency.pk != by.agency]
    return readers_of(facts_of(bulletin), READ, at, grants_for(bulletin, addressed, by, at))


def tell(bulletin: Bulletin, agencies: Sequence[Agency], at: datetime) -> None:
    members = {m.account for agency in agencies for m in members_who_may([READ], agency, at)}
    outbox.tell(members, page=reverse("bulletin_page", args=[bulletin.pk]), at=at)


@transaction.atomic
def correct(
    bulletin: Bulletin, *, edition: int, title: str, words: str, valid_until: date, by: Acting, at: datetime,
    upload: UploadedFile | None = None,
) -> Bulletin:  # fmt: skip
    """A new edition; every agency has it to read again. The same words again change nothing."""
    said = {"title": title, "words": words, "valid_until": valid_until}
    now = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if upload is None and all(getattr(now, name) == value for name, value in said.items()):
        return now
    if now.edition != edition or now.withdrawn_at is not None:
        raise Stale(now)
    for name, value in said.items():
        setattr(now, name, value)
    now.edition += 1
    now.save()
    keep_edition(now, upload, by, at)
    addressed = [reader.agency for reader in now.readers.select_related("agency")]
    revoke_because(now.pk, at=at, by=by)
    Grant.objects.bulk_create(grants_for(now, addressed, by, at))
    tell(now, addressed, at)
    emit(events.BULLETIN_CORRECTED, subject=now, by=by)
    return now


@transaction.atomic
def withdraw(bulletin: Bulletin, reason: str, *, by: Acting, at: datetime) -> Bulletin:
    """Its words are gone for everybody but the agency that published it; the reason stays to be read."""
    now = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    if now.withdrawn_at is None:
        now.withdrawn_at, now.withdrawn_because = at, reason
        now.save()
        emit(events.BULLETIN_WITHDRAWN, subject=now, by=by)
    return now


@transaction.atomic
def open_(bulletin: Bulletin, *, by: Acting, at: datetime) -> None:
    """The first member of an addressed agency to open an edition reads it for the agency."""
    if by.agency == bulletin.agency_id or bulletin.withdrawn_at is not None:
        return
    of_bulletin = {"from_agency_id": bulletin.agency_id, "area": bulletin.area}
    reader, _is_new = BulletinReader.objects.get_or_create(bulletin=bulletin, agency_id=by.agency, defaults=of_bulletin)
    unread = BulletinReader.objects.filter(pk=reader.pk, edition__lt=bulletin.edition)
    unread.update(edition=bulletin.edition, opened_at=at, first_opened_by=by.account)


@transaction.atomic
def remind(bulletin: Bulletin, *, by: Acting, at: datetime) -> int:
    """Tell the agencies that have not opened it, each at most once a day; how many were told."""
    bulletin = Bulletin.objects.select_for_update().get(pk=bulletin.pk)
    waiting = bulletin.readers.filter(edition__lt=F("bulletin__edition")).filter(
        Q(reminded_at=None) | Q(reminded_at__lte=at - BETWEEN_REMINDERS)
    )
    agencies = [reader.agency for reader in waiting.select_related("agency")]
    if bulletin.withdrawn_at is not None or not agencies:
        return 0
    waiting.update(reminded_at=at)
    tell(bulletin, agencies, at)
    emit(events.BULLETIN_REMINDED, subject=bulletin, by=by, count=len(agencies))
    return len(agencies)
