"""Making a letter: numbered, rendered, stored with its hash, entered in the register; and its next editions."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import translation

from timpora.documents import events, marks, render
from timpora.documents.kinds import kind_of
from timpora.documents.models import Letter, LetterEdition
from timpora.documents.numbering import next_number
from timpora.documents.reference import title_of
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.ids import uuid7
from timpora.foundation.templatetags.timpora import tanggal

PDF = "application/pdf"


class Stale(Exception):
    """Another edition came since the page was shown; `letter` is how it stands."""

    def __init__(self, letter: Letter) -> None:
        super().__init__(letter.number)
        self.letter = letter


@transaction.atomic
def make_letter(
    *,
    template: str,
    data: Mapping[str, Any],
    about: str,
    dated: date,
    area: int,
    agency_id: UUID,
    by: Acting,
    at: datetime,
    classification: str = "",
    urgency: str = Letter.Urgency.ORDINARY,
    secrecy: str = Letter.Secrecy.BIASA,
    number: str = "",
) -> Letter:
    """Render once and keep. The number is told, or the next of the agency's own series; else the letter carries the
    placeholders that TU fills in SRIKANDI. Raises `kinds.FieldsMissing` before anything is written."""
    kind = kind_of(template)
    if kind.is_numbered and not number:
        number = next_number(agency_id, template, dated, classification)
    mode = Letter.NumberMode.OWN if number else Letter.NumberMode.FROM_TU if kind.is_numbered else "none"
    full = letter_data(data, template, about=about, urgency=urgency, secrecy=secrecy, number=number, dated=dated)
    letter = Letter(
        id=uuid7(),
        template=template,
        area=area,
        agency_id=agency_id,
        number_mode=mode,
        number=number,
        classification=classification,
        urgency=urgency,
        secrecy=secrecy,
        about=about,
        dated=dated,
        made_by=by.account,
        made_at=at,
    )
    keep(letter, full, by=by, at=at, is_final=bool(number) or not kind.is_numbered)
    emit(events.LETTER_MADE, subject=letter, by=by)
    return letter


@transaction.atomic
def enter_number(
    letter: Letter, *, number: str, dated: date, edition: int, by: Acting, at: datetime, reason: str = ""
) -> Letter:
    """What came back from TU: a new edition that carries it. The one before stays. The same again changes nothing."""
    now = Letter.objects.select_for_update().get(pk=letter.pk)
    if (now.number, now.dated) == (number, dated) and now.edition > 1:
        return now
    if now.edition != edition:
        raise Stale(now)
    told = {**now.data, "number": number, "dated_words": written_day(dated)}
    now.number, now.dated, now.edition = number, dated, now.edition + 1
    keep(now, told, by=by, at=at, is_final=True, reason=reason)
    emit(events.LETTER_NUMBERED, subject=now, by=by)
    return now


def keep(
    letter: Letter, data: dict[str, Any], *, by: Acting, at: datetime, is_final: bool, reason: str = ""
) -> LetterEdition:
    """The finished paper carries a code by which anybody can check it; one that waits for its number does not."""
    content = render.pdf(letter.template, data, check=marks.check_page() if is_final else "")
    pages = render.page_count(content)
    if is_final:
        content = marks.marked(content, letter.pk, letter.number, letter.dated)
    name = f"{letter.template}-{letter.dated:%Y%m%d}.pdf"
    file = files.store(content, name=name, media_type=PDF, area=letter.area, by=by)
    letter.file, letter.file_hash, letter.data = file, file.sha256, data
    letter.data_hash = hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    letter.save()
    return LetterEdition.objects.create(
        letter=letter,
        no=letter.edition,
        area=letter.area,
        number=letter.number,
        dated=letter.dated if is_final else None,
        reason=reason,
        file=file,
        file_hash=file.sha256,
        pages=pages,
        made_by=by.account,
        made_at=at,
    )


def letter_data(
    data: Mapping[str, Any], template: str, *, about: str, urgency: str, secrecy: str, number: str, dated: date
) -> dict[str, Any]:
    """Letters are written in Indonesian, whatever language the maker's screen has. What leaves has no telephones."""
    told = dict(data) | {
        "about": about,
        "number": number,
        "urgency": {"biasa": "Biasa", "segera": "Segera", "amat_segera": "Amat Segera"}[urgency],
        "security": {"biasa": "Biasa", "terbatas": "Terbatas", "rahasia": "Rahasia"}[secrecy],
        "with_phone": False,
        "title": data.get("title") or title_of(template, dated),
    }
    if number:
        told["dated_words"] = written_day(dated)
    return told


def written_day(day: date) -> str:
    with translation.override("id"):
        return tanggal(day).partition(", ")[2]
