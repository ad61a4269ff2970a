"""What waits here: a record that is not whole, looks to review, samples, and a supervisor's explanation."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from timpora.accountability.page import band
from timpora.accountability.queries import READ
from timpora.accountability.review_queries import WAITING, in_state, questions_to, samples, unusual
from timpora.accountability.supervisors import KEEPS_MEMBERS
from timpora.foundation.acting import Acting
from timpora.foundation.lists import bounded
from timpora.foundation.waiting import Waiting

BROKEN, EXPLAIN, REVIEW, SAMPLE = 1, 25, 30, 55
TOLD = ("kasi", "kakanim", "inspektur")  # who must hear at once that the record is not whole


def oversight_waits(acting: Acting, at: datetime) -> list[Waiting]:
    lines = broken(at) if acting.duty in TOLD else []
    if acting.may(READ):
        lines += to_review(acting) + to_sample(acting)
    return lines + (to_explain(acting) if acting.may(KEEPS_MEMBERS) else [])


def broken(at: datetime) -> list[Waiting]:
    known = band(at)
    alarm, problems = known["alarm"], known["alarm_problems"]
    if not alarm:
        return []
    what = _("Catatan peristiwa tidak utuh: %(problem)s") % {"problem": problems[0]} if problems else ""
    what = what or _("Peristiwa belum disegel lebih dari satu menit")
    count = len(problems) or alarm.late
    return [Waiting(BROKEN, what, reverse("seals"), _("Lihat yang harus dilakukan"), since=alarm.since, count=count)]


def to_review(acting: Acting) -> list[Waiting]:
    rows = in_state(unusual(acting), WAITING)
    count = bounded(rows)
    if not count:
        return []
    return [Waiting(REVIEW, _("Pembukaan data yang perlu ditinjau"), reverse("review_list"), _("Tinjau"), count=count)]


def to_sample(acting: Acting) -> list[Waiting]:
    rows = samples(acting, answered=False)
    count, oldest = bounded(rows), rows.last()
    if oldest is None:
        return []
    url = reverse("sample_list")
    return [Waiting(SAMPLE, _("Uji petik pembukaan data"), url, _("Jawab"), since=oldest.at, count=count)]


def to_explain(acting: Acting) -> list[Waiting]:
    return [
        Waiting(
            EXPLAIN, _("Pengawas internal meminta penjelasan Anda"), reverse("explain", args=[turn.pk]), _("Jelaskan"),
            who=str(turn.told.get("member", "")), since=turn.at,
        )
        for turn in questions_to(acting)[:20]
    ]  # fmt: skip
