"""Is this permit known to run? Asked for a purpose and an open piece of work; one of three answers, never who.

Whatever cannot be said to the one who asks (unknown, contradictory, protected, known only to others) has one answer:
the same words after the same time by the same statements.
"""

import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.compliance.rulebook import law_on
from timpora.core.access import reach
from timpora.core.matching import nationality_code, number_key
from timpora.exchange import events
from timpora.exchange.models import StatusCheck
from timpora.exchange.picket import whom_to_call
from timpora.exchange.purposes import purposes
from timpora.exchange.references import CHECK, Reference, open_reference
from timpora.foundation.acting import Acting, multirange
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.templatetags.timpora import tanggal
from timpora.territory.codes import span
from timpora.territory.queries import day_at, office_of, work_areas, zone_of

OF_OFFICES = "status.permit"  # held in immigration offices: they are told which other office keeps the file


class Answer(models.TextChoices):
    VALID = "valid"  # a permit on record runs today
    ELSEWHERE = "elsewhere"  # another immigration office keeps the file
    CALL = "call"  # ask the duty desk first; says nothing about anybody


@dataclass(frozen=True, slots=True)
class Status:
    """`until` goes with VALID alone and `office` with ELSEWHERE alone; `call` is the same for everybody in a place."""

    answer: str
    until: date | None
    office: str
    call: str
    reference: str
    asked_at: datetime
    agency: str
    duty: str

    @property
    def note(self) -> str:
        if self.answer == Answer.VALID:
            return _("Izin berlaku s.d. %(day)s.") % {"day": tanggal(self.until)}
        if self.answer == Answer.ELSEWHERE:
            return _("Ditangani %(office)s, tanyakan ke sana.") % {"office": self.office}
        said = _("Hubungi piket Inteldakim %(call)s sebelum tindakan apa pun; tidak ditemukan bukan bukti pelanggaran.")
        return said % {"call": self.call}

    def as_data(self) -> dict[str, Any]:
        return {
            "hit": self.answer != Answer.CALL, "answer": str(self.answer), "valid_until": self.until,
            "office": self.office, "call": self.call, "note": self.note, "reference": self.reference,
            "asked_at": self.asked_at, "checked_as": {"agency": self.agency, "duty": self.duty},
        }  # fmt: skip


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
    began = time.monotonic()
    key, country, named = asked(document, nationality, purpose, reference, by, at)
    count_in(by, at)
    emit(
        events.STATUS_CHECKED, by=by, subject=named.row, purpose=purpose,
        words={"reference": named.code, "number": key_ring().blind_index(f"document {key}")},
    )  # fmt: skip
    answer, until, office = looked_up(key, country, purpose, named.code, by, at)
    call, agency = whom_to_call(by.area or 0, at), Agency.objects.get(pk=by.agency)
    status = Status(answer, until, office, call, named.code, at, agency.name, by.duty)
    wait_since(began)
    return status


def wait_since(began: float) -> None:
    """An answer is given only at whole steps of time, so that how long it took tells nothing of what was found."""
    time.sleep(settings.STATUS_STEP - (time.monotonic() - began) % settings.STATUS_STEP)


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


LOOK = """
select answer, until, kept_in
from exchange_status(%s, %s, %s::int8multirange, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def looked_up(
    key: str, country: str, purpose: str, reference: str, by: Acting, at: datetime
) -> tuple[str, date | None, str]:
    """One and the same statement whoever is or is not on record; it also writes down, for the owner, who asked."""
    today = day_at(by.area or 0, at)
    fresh_from = today - timedelta(days=int(law_on(today).values["status.fresh_days"]))  # type: ignore[call-overload]
    who = [uuid7(), uuid7(), at, by.area or 0, by.agency, by.account, purpose, reference]
    with connection.cursor() as cursor:
        cursor.execute(
            LOOK, [key, country, multirange(recorded_in(by, at)), by.may(OF_OFFICES), today, fresh_from, *who]
        )
        row = cursor.fetchone()
    answer, until, kept_in = row or (Answer.CALL, None, None)
    office = office_of(kept_in, today) if kept_in else None
    if answer == Answer.ELSEWHERE and office is None:
        return Answer.CALL, None, ""
    return Answer(answer), until, office.name if office else ""


def recorded_in(by: Acting, at: datetime) -> tuple[tuple[int, int], ...]:
    """Where "on our record" reaches: the member's own area and the whole work area of the office that serves it."""
    ranges = set(reach(by.scopes, CHECK))
    if by.area:
        today = day_at(by.area, at)
        office = office_of(by.area, today)
        ranges |= {span(area) for area in work_areas(office, today)} if office else set()
    return tuple(sorted(ranges))
