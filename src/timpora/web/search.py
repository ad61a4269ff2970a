"""The search box of the top bar: areas, agencies, meetings, numbers, each by its own door. Persons have their own."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from timpora.agencies.models import Agency
from timpora.compliance.models import Check, Finding
from timpora.foundation.access import ScopedModel
from timpora.foundation.acting import Acting
from timpora.foundation.crypto import key_ring
from timpora.foundation.events import emit
from timpora.intake.models import Batch, Report
from timpora.meetings.models import FollowUp, Meeting
from timpora.tasks.models import Task
from timpora.territory.codes import dotted
from timpora.territory.queries import area_path, find
from timpora.web.events import SEARCHED

LONGEST, SHOWN = 200, 10
NUMBER = re.compile(r"(?:[^\W\d]+\.?\s+)*(?:no(?:mor)?\.?\s*|#\s*)?(?P<number>\d{1,9})", re.IGNORECASE)


class Asked:
    """What was typed, and the number in it when it is one: 27, #27, laporan 27, tugas no. 27."""

    def __init__(self, text: str) -> None:
        self.text = text[:LONGEST].replace("\x00", "").strip()
        match = NUMBER.fullmatch(self.text)
        self.number = int(match["number"]) if match else None

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that leads to a page. `name` and `key` make its address."""

    label: str
    detail: str
    name: str = ""
    key: object = None


@dataclass(frozen=True, slots=True)
class Group:
    title: str
    hits: list[Hit]


def answer(asked: Asked, acting: Acting) -> list[Group]:
    """Groups with something in them. The words are kept as a digest only."""
    groups = [Group(title, hits) for title, search in searches() if (hits := search(asked, acting))]
    found = sum(len(group.hits) for group in groups)
    emit(SEARCHED, by=acting, area=acting.area, words={"query": key_ring().blind_index(asked.text), "found": found})
    return groups


def searches() -> tuple[tuple[str, Callable[[Asked, Acting], list[Hit]]], ...]:
    return ((_("Nomor"), numbered), (_("Wilayah"), areas), (_("Instansi"), agencies), (_("Rapat"), meetings))


@dataclass(frozen=True, slots=True)
class Numbered:
    model: type[ScopedModel]
    page: str
    key: str = "pk"


def kinds() -> tuple[tuple[str, Numbered], ...]:
    return (
        (_("Laporan %(number)d"), Numbered(Report, "report_page")),
        (_("Berkas %(number)d"), Numbered(Batch, "batch_page")),
        (_("Pemeriksaan %(number)d"), Numbered(Check, "check_page")),
        (_("Temuan %(number)d"), Numbered(Finding, "finding_page")),
        (_("Permintaan %(number)d"), Numbered(Task, "task_page")),
        (_("Rapat %(number)d"), Numbered(Meeting, "meeting_page")),
        (_("Tindak lanjut %(number)d"), Numbered(FollowUp, "follow_up_page")),
    )


def numbered(asked: Asked, acting: Acting) -> list[Hit]:
    if asked.number is None:
        return []
    rows = (
        (label, kind, kind.model.objects.visible_to(acting).filter(number=asked.number).first())
        for label, kind in kinds()
    )
    return [
        Hit(label % {"number": asked.number}, area_path(row.area), kind.page, getattr(row, kind.key))
        for label, kind, row in rows
        if row is not None
    ]


def areas(asked: Asked, acting: Acting) -> list[Hit]:
    if not acting.may("area.read"):
        return []
    return [Hit(found.label, found.path, "area_page", dotted(found.area)) for found in find(asked.text, limit=SHOWN)]


def agencies(asked: Asked, acting: Acting) -> list[Hit]:
    """A public directory; an agency's place is where its page leads."""
    named = Q(name__icontains=asked.text) | Q(short_name__icontains=asked.text)
    page = "area_page" if acting.may("area.read") else ""
    rows = Agency.objects.filter(named, valid_until=None).order_by("area", "name")[:SHOWN]
    return [Hit(row.name, area_path(row.area), page, dotted(row.area)) for row in rows]


def meetings(asked: Asked, acting: Acting) -> list[Hit]:
    rows: QuerySet[Meeting] = Meeting.objects.visible_to(acting)
    rows = rows.filter(Q(theme__icontains=asked.text) | Q(place__icontains=asked.text)).order_by("-starts_at")[:SHOWN]
    return [Hit(row.theme, f"{row.place}, {area_path(row.area)}", "meeting_page", row.pk) for row in rows]
