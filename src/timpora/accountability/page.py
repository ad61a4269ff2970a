"""What every page of oversight shows: its parts, and the band that shouts when the record is not whole."""

from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from timpora.accountability.watching import Alarm, alarm
from timpora.accountability.wording import problem_sentence

PARTS: tuple[tuple[str, str | Promise], ...] = (
    ("oversight", _("Peristiwa")),
    ("oversight_find", _("Per orang")),
    ("oversight_areas", _("Per wilayah")),
    ("review_list", _("Perlu ditinjau")),
    ("sample_list", _("Uji petik")),
    ("extract_list", _("Unduhan")),
    ("seals", _("Segel")),
)


def frame(part: str, at: datetime) -> dict[str, object]:
    return {"parts": PARTS, "part": part, **band(at)}


def band(at: datetime) -> dict[str, object]:
    known: Alarm = alarm(at)
    return {"alarm": known, "alarm_problems": [problem_sentence(key, details) for key, details in known.problems]}
