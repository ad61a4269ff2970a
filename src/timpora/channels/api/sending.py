"""A report through the API: the same door as the form, the same receipt for the same key."""

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from timpora.channels.api.models import Answer
from timpora.channels.api.problems import Problem, wrong
from timpora.channels.api.schemas import ReportIn
from timpora.foundation.acting import Acting
from timpora.intake.actions import OtherContent, OutOfReach, ReceivedBefore, Seen, receive
from timpora.intake.forms import CLOCK_AHEAD
from timpora.sources.models import Source
from timpora.territory.forms import AreaField

LONG_AGO = timedelta(days=90)  # practice, dapat diubah: what is older is kept and marked
TOLD = ("sight", "place", "people", "words", "name", "nationality", "birth_year", "employer")


def line_up(by: Acting) -> None:
    """One sender's reports are taken one request at a time, so that a key sent twice at once finds its receipt."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"reports {by.account}"])


def send(told: ReportIn, *, key: UUID, by: Acting, at: datetime) -> dict[str, Any]:
    """The receipt. The caller has lined up. Raises Problem."""
    digest = digest_of(told)
    kept = Answer.objects.filter(account_id=by.account, key=key).first()
    if kept is not None:
        if kept.content_hash != digest:
            raise conflict(key)
        return kept.body
    seen, notes = as_seen(told, at)
    offset = at - told.device_time if told.device_time else None
    try:
        with transaction.atomic():
            report = receive(key=key, seen=seen, by=by, at=at, channel=Source.Channel.API, device_offset=offset)
    except (OtherContent, ReceivedBefore) as error:
        raise conflict(key) from error
    except OutOfReach as refusal:
        raise Problem("wrong_content", errors=[wrong("area", "out_of_reach", str(refusal))]) from refusal
    body = {"id": str(report.pk), "number": report.number, "received_at": at.isoformat(), "notes": notes}
    Answer.objects.create(account_id=by.account, key=key, content_hash=digest, body=body)
    return body


def conflict(key: UUID) -> Problem:
    return Problem(
        "other_content",
        _("Kunci %(key)s sudah dipakai untuk laporan lain. Laporan baru memakai kunci baru.") % {"key": key},
    )


def digest_of(told: ReportIn) -> str:
    """Of what is told, not of the clock of the device at this try."""
    content = told.model_dump(mode="json", exclude={"device_time", "key"})
    content["seen_at"] = told.seen_at.timestamp()
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def as_seen(told: ReportIn, at: datetime) -> tuple[Seen, list[dict[str, str]]]:
    """A moment that has not come yet is kept in the words, and the report counts from when it was received."""
    words = {name: getattr(told, name) for name in TOLD}
    seen, notes = Seen(area=area_of(told.area), seen_at=told.seen_at, **words), []
    if told.device_time and abs(at - told.device_time) > CLOCK_AHEAD:
        notes.append(note("clock_off", _("Jam perangkat berbeda dari jam server; selisihnya dicatat.")))
    if told.seen_at > at + CLOCK_AHEAD:
        notes.append(note("seen_in_future", _("Waktu terlihat belum terjadi; waktu penerimaan yang dipakai.")))
        original = _("[Waktu menurut pengirim: %(moment)s]") % {"moment": told.seen_at.isoformat()}
        seen = replace(seen, seen_at=at, words=f"{seen.words}\n{original}".strip())
    elif told.seen_at < at - LONG_AGO:
        message = _("Terlihat lebih dari %(days)s hari lalu; laporan tetap diterima.") % {"days": LONG_AGO.days}
        notes.append(note("seen_long_ago", message))
    return seen, notes


def note(code: str, message: str) -> dict[str, str]:
    return {"code": code, "message": message}


def area_of(code: str) -> int:
    try:
        area = AreaField().clean(code)
    except ValidationError as error:
        raise Problem("wrong_content", errors=[wrong("area", "area_unknown", error.messages[0])]) from error
    assert area is not None  # noqa: S101 the pattern of the schema lets nothing empty through
    return area
