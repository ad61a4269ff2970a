"""Is this document on record? Asked for a purpose and an open piece of work, answered with hit or no hit."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.core.access import reach
from timpora.core.matching import nationality_code, number_key
from timpora.exchange import events
from timpora.exchange.models import StatusCheck
from timpora.exchange.purposes import purposes
from timpora.exchange.references import CHECK, Reference, open_reference
from timpora.foundation.acting import Acting, multirange
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import emit
from timpora.territory.codes import span
from timpora.territory.queries import day_at, office_of, work_areas, zone_of

PERMIT = "status.permit"


@dataclass(frozen=True, slots=True)
class Permit:
    """The permit on record: a copy, known true on `as_of`. It may have been extended elsewhere since."""

    kind: str
    ends_on: date | None
    as_of: date | None


@dataclass(frozen=True, slots=True)
class Status:
    """`permit` is None without a record, without a permit on record, and for duties that may not read it."""

    hit: bool
    permit: Permit | None
    reference: str
    asked_at: datetime
    agency: str
    duty: str

    @property
    def note(self) -> str:
        if not self.hit:
            return _("Tidak tercatat pada kami; bukan berarti tidak berizin.")
        return _("Tercatat pada kami. Keterangan selebihnya diminta lewat permintaan kepada kantor imigrasi.")

    def as_data(self) -> dict[str, Any]:
        told = asdict(self)
        agency, duty = told.pop("agency"), told.pop("duty")
        return told | {"checked_as": {"agency": agency, "duty": duty}, "note": self.note}


class Unfit(Exception):
    """The question cannot be put: field -> sentence."""

    def __init__(self, sentences: dict[str, str]) -> None:
        super().__init__(" ".join(sentences.values()))
        self.sentences = sentences


class LimitReached(Exception):
    """The member's checks of this day are used up; `seconds` until the next day begins there."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            _("Batas %(limit)s pemeriksaan sehari sudah tercapai. Lanjutkan besok, atau kirim permintaan.")
            % {"limit": settings.STATUS_CHECKS_A_DAY}
        )
        self.seconds = seconds


def check_status(*, document: str, nationality: str, purpose: str, reference: str, by: Acting, at: datetime) -> Status:
    """Ask in the running transaction. Raises Unfit, or LimitReached, which is on record only if that commits."""
    key, country, named = asked(document, nationality, purpose, reference, by, at)
    count_in(by, at)
    emit(
        events.STATUS_CHECKED, by=by, subject=named.row, purpose=purpose,
        words={"reference": named.code, "number": key_ring().blind_index(f"document {key}")},
    )  # fmt: skip
    hit, permit = looked_up(key, country, by, at)
    agency = Agency.objects.get(pk=by.agency)
    return Status(hit, permit, named.code, at, agency.name, by.duty)


def asked(
    document: str, nationality: str, purpose: str, reference: str, by: Acting, at: datetime
) -> tuple[str, str, Reference]:
    """The question as it is looked up, or every part that does not fit at once."""
    wrong: dict[str, str] = {}
    key, country = number_key(document), country_of(nationality)
    if key is None:
        wrong["document"] = _("Nomor dokumen tidak terbaca. Tulis nomor paspor, NIORA, atau nomor izin tinggal.")
    if country is None:
        wrong["nationality"] = _("Kewarganegaraan tidak dikenal. Tulis kode tiga huruf, misalnya KOR, atau negaranya.")
    chosen = purposes().get(purpose)
    if chosen is None:
        wrong["purpose"] = _("Keperluan ini tidak ada di daftar. Pilih salah satu: %(codes)s.") % {
            "codes": ", ".join(purposes())
        }
    named = open_reference(reference, by, at)
    if named is None:
        wrong["reference"] = _("Tidak ada pekerjaan terbuka dengan acuan ini di wilayah tugas Anda.")
    elif chosen and named.kind not in chosen.names:
        wrong["reference"] = _("Acuan ini tidak cocok untuk keperluan “%(purpose)s”.") % {"purpose": chosen}
    if key is None or country is None or named is None or wrong:
        raise Unfit(wrong)
    return key, country, named


def country_of(told: str) -> str | None:
    try:
        return nationality_code(told)
    except ValueError:
        return None


def count_in(by: Acting, at: datetime) -> None:
    """One more of this day. The lock makes a member's questions queue, so that none slips past the limit."""
    today = day_at(by.area or 0, at)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"status {by.account}"])
    if StatusCheck.objects.filter(account_id=by.account, on=today).count() >= settings.STATUS_CHECKS_A_DAY:
        emit(events.LIMIT_REACHED, by=by, area=by.area)
        tomorrow = datetime.combine(today + timedelta(days=1), datetime.min.time(), tzinfo=zone_of(by.area or 0))
        raise LimitReached(max(1, int((tomorrow - at).total_seconds())))
    StatusCheck.objects.create(account_id=by.account, on=today)


LOOK = "select permit_kind, ends_on, as_of from exchange_status(%s, %s, %s::int8multirange, %s::int8multirange)"


def looked_up(key: str, country: str, by: Acting, at: datetime) -> tuple[bool, Permit | None]:
    """One and the same statement whoever is or is not on record: shielded persons are left out inside it."""
    permits = multirange(reach(by.scopes, PERMIT))
    with connection.cursor() as cursor:
        cursor.execute(LOOK, [key, country, multirange(recorded_in(by, at)), permits])
        row = cursor.fetchone()
    if row is None:
        return False, None
    return True, Permit(*row) if row[0] else None


def recorded_in(by: Acting, at: datetime) -> tuple[tuple[int, int], ...]:
    """Where "on our record" reaches: the member's own area and the whole work area of the office that serves it."""
    ranges = set(reach(by.scopes, CHECK))
    if by.area:
        today = day_at(by.area, at)
        office = office_of(by.area, today)
        ranges |= {span(area) for area in work_areas(office, today)} if office else set()
    return tuple(sorted(ranges))
