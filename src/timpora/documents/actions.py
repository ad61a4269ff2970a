"""Making a letter: rendered, stored with the hash of its file, entered in the register."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from timpora.documents import events, render
from timpora.documents.models import Letter
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit

PDF = "application/pdf"


@transaction.atomic
def make_letter(
    *,
    template: str,
    data: Mapping[str, object],
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
    """Render once and keep. Without a number the letter carries the placeholder that TU/SRIKANDI fills."""
    full = letter_data(data, about=about, urgency=urgency, secrecy=secrecy, number=number)
    content = render.pdf(template, full)
    file = files.store(content, name=f"{template}-{dated:%Y%m%d}.pdf", media_type=PDF, area=area, by=by)
    letter = Letter.objects.create(
        template=template,
        area=area,
        agency_id=agency_id,
        number_mode=Letter.NumberMode.OWN if number else Letter.NumberMode.FROM_TU,
        number=number,
        classification=classification,
        urgency=urgency,
        secrecy=secrecy,
        about=about,
        dated=dated,
        data=full,
        data_hash=hashlib.sha256(json.dumps(full, sort_keys=True, ensure_ascii=False).encode()).hexdigest(),
        file=file,
        file_hash=file.sha256,
        made_by=by.account,
        made_at=at,
    )
    emit(events.LETTER_MADE, subject=letter, by=by)
    return letter


def letter_data(
    data: Mapping[str, object], *, about: str, urgency: str, secrecy: str, number: str
) -> dict[str, object]:
    """Letters are written in Indonesian, whatever language the maker's screen has."""
    head = {
        "about": about,
        "number": number,
        "urgency": {"biasa": "Biasa", "segera": "Segera", "amat_segera": "Amat Segera"}[urgency],
        "security": {"biasa": "Biasa", "terbatas": "Terbatas", "rahasia": "Rahasia"}[secrecy],
    }
    return dict(data) | head
