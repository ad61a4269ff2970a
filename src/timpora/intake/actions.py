"""Receiving reports once, and saying what became of them."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.core.access import Facts, decide
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Handling
from timpora.foundation.numbers import next_number
from timpora.intake import events
from timpora.intake.models import Informant, Report
from timpora.intake.naming import keys_of_report
from timpora.sources.actions import open_source
from timpora.sources.models import Source

SEND, CLOSE = "report.send", "report.close"
CLOSING = (Report.Fate.KNOWN, Report.Fate.NEW, Report.Fate.IN_ORDER, Report.Fate.DONE)


class OtherContent(Exception):
    """The key was used for another report of this sender."""

    def __init__(self, report: Report) -> None:
        super().__init__("another report has this key")
        self.report = report


class ReceivedBefore(Exception):
    """This key was used for a report that is no longer there for its sender; nothing more may be said of it."""


class OutOfReach(Exception):
    """The sender does not report for this area; the text is the sentence."""


class Changed(Exception):
    """Somebody else changed the report meanwhile."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A picture of the place, already checked and without its metadata."""

    content: bytes
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody tells: the place as an area and in free words, the moment, and the person as far as it was told."""

    area: int
    seen_at: datetime
    sight: str
    place: str = ""
    people: int = 1
    words: str = ""
    name: str = ""
    nationality: str = ""
    birth_year: str = ""
    employer: str = ""
    informant: str = ""
    handling: int = Handling.BIASA

    def digest(self, photo: Photo | None) -> str:
        content = asdict(self) | {"seen_at": self.seen_at.timestamp()}
        if not self.handling:  # as it was before reports had a level: a report sent again stays the same report
            del content["handling"]
        picture = hashlib.sha256(photo.content).hexdigest() if photo else ""
        return hashlib.sha256(json.dumps([content, picture], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def receive(
    *, key: UUID, seen: Seen, by: Acting, at: datetime, channel: str = Source.Channel.FORM, photo: Photo | None = None,
    device_offset: timedelta | None = None, said_by: Agency | None = None,
) -> Report:  # fmt: skip
    """Store a report once. The sender makes the key, so sending again changes nothing; another content is refused.

    `said_by` is the agency whose word it is where a member only writes it down.
    """
    digest = seen.digest(photo)
    known = told_before(key, digest, by)
    if known is not None:
        return known
    facts = Facts(records=frozenset(), area=seen.area, agency=by.agency, account=by.account)
    if not decide(by.scopes, SEND, facts).is_allowed:
        raise OutOfReach(_("Tempat ini di luar wilayah tugas Anda. Laporkan kepada kepala desa atau lurah setempat."))
    try:
        with transaction.atomic():
            report = create(key, digest, seen, by, at, channel, photo, device_offset, said_by)
    except IntegrityError as error:  # the same report came a moment earlier on another connection
        known = told_before(key, digest, by)
        if known is None:
            raise ReceivedBefore from error
        return known
    emit(events.REPORTS_RECEIVED, subject=report, by=by)
    return report


def told_before(key: UUID, digest: str, by: Acting) -> Report | None:
    report = Report.objects.filter(account_id=by.account, key=key).first()
    if report is not None and report.content_hash != digest:
        raise OtherContent(report)
    return report


def create(
    key: UUID,
    digest: str,
    seen: Seen,
    by: Acting,
    at: datetime,
    channel: str,
    photo: Photo | None,
    device_offset: timedelta | None,
    said_by: Agency | None,
) -> Report:
    agency = said_by or Agency.objects.get(pk=by.agency)
    source = open_source(
        channel=channel, by=by, agency=agency, area=seen.area, told_at=seen.seen_at, received_at=at,
        content_hash=digest, device_offset=device_offset,
    )  # fmt: skip
    stored = (
        files.store(photo.content, name=photo.name, media_type=photo.media_type, area=seen.area, by=by)
        if photo
        else None
    )
    report = Report(
        number=next_number("report"),
        key=key,
        content_hash=digest,
        source=source,
        agency_id=agency.pk,
        account_id=by.account,
        area=seen.area,
        place=seen.place,
        seen_at=seen.seen_at,
        sight=Report.Sight(seen.sight),
        people=seen.people,
        words=seen.words,
        name_told=seen.name,
        nationality_told=seen.nationality,
        birth_year_told=seen.birth_year,
        employer_told=seen.employer,
        handling=seen.handling,
        photo=stored,
        fate_at=at,
        history=[{"fate": Report.Fate.RECEIVED.value, "at": at.isoformat(), "by": str(by.account)}],
    )
    report.told_keys = keys_of_report(report, seen.informant)
    report.save(force_insert=True)
    if seen.informant:
        told = Informant(report=report, area=report.area, handling=report.handling, words=seen.informant)
        told.save(force_insert=True)  # nothing is read back: the sender may not read it
    return report


def set_fate(report: Report, fate: str, at: datetime, *, by: Acting | None = None) -> bool:
    """Tell the sender what became of it. Saying the same again changes nothing; False then."""
    fate = Report.Fate(fate)
    if report.fate == fate:
        return False
    step = {"fate": fate.value, "at": at.isoformat(), "by": str(by.account) if by else None}
    changed = Report.objects.filter(pk=report.pk, version=report.version).update(
        fate=fate, fate_at=at, history=[*report.history, step], version=report.version + 1
    )
    if not changed:
        raise Changed
    report.refresh_from_db()
    return True


@transaction.atomic
def mark_read(report: Report, *, by: Acting, at: datetime) -> None:
    """Only a report nobody has read yet; whatever is said later, or in the same moment, says more."""
    if report.fate != Report.Fate.RECEIVED:
        return
    try:
        set_fate(report, Report.Fate.READ, at, by=by)
    except Changed:
        return
    emit(events.REPORT_MARKED_READ, subject=report, by=by)


@transaction.atomic
def close(report: Report, *, fate: str, by: Acting, at: datetime) -> None:
    if fate not in CLOSING:
        raise ValueError(f"a report closes with one of {', '.join(CLOSING)}, not {fate!r}")
    if set_fate(report, fate, at, by=by):
        emit(events.REPORT_CLOSED, subject=report, by=by)
