"""A letter of the office, made by one of the cast through the same door as everybody's."""

from datetime import UTC, date, datetime
from typing import Any

from timpora.agencies.models import Agency
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.documents.actions import make_letter
from timpora.documents.models import Letter
from timpora.documents.reference import samples
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Account

NOW, DAY = datetime(2026, 8, 12, 1, tzinfo=UTC), date(2026, 8, 12)


def made(
    somebody: Account, office: Agency, *, template: str = "undangan", number: str = "", about: str = "Undangan rapat",
    dated: date = DAY, **words: Any,
) -> Letter:  # fmt: skip
    by = acting(somebody)
    told = {name: value for name, value in samples()[template].items() if name not in ("number", "dated_words")}
    with acting_in_database(by):
        return make_letter(
            template=template, data=told | words, about=about, dated=dated, area=TANAH_BUMBU, agency_id=office.pk,
            by=by, at=NOW, number=number,
        )  # fmt: skip
