"""An event as a line of a list: who, what, about which reference, why, where. Never a person's name."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from timpora.accountability.queries import names_of, notes_of
from timpora.accountability.wording import kind_label, purpose_label, subject_label
from timpora.foundation.models import Event, EventNote
from timpora.territory.queries import area_name


@dataclass(frozen=True, slots=True)
class Row:
    event: Event
    who: str
    what: str
    about: str
    reference: str
    person: UUID | None
    purpose: str
    detail: str
    where: str


def rows_of(page: Iterable[Event]) -> list[Row]:
    events = list(page)
    names, notes = names_of(events), notes_of(events)
    return [row_of(event, names, notes.get(event.id)) for event in events]


def row_of(event: Event, names: dict[UUID, str], note: EventNote | None) -> Row:
    return Row(
        event=event,
        who=names.get(event.account_id, "") if event.account_id else "",
        what=kind_label(event.kind),
        about=subject_label(event.subject_kind),
        reference=reference(event.subject_id),
        person=event.subject_id if event.subject_kind == "registers.person" else None,
        purpose=purpose_label(note.purpose) if note else "",
        detail=detail_of(note),
        where=area_name(event.area) if event.area is not None else "",
    )


def reference(subject: UUID | None) -> str:
    """The end of the id: its beginning is the moment it was made, and shared."""
    return subject.hex[-8:] if subject else ""


def detail_of(note: EventNote | None) -> str:
    words = note.words if note else {}
    token = _("lewat token %(token)s") % words if "token" in words else ""
    return "; ".join(part for part in (detail_in(words), token) if part)


def detail_in(words: dict[str, Any]) -> str:
    """Where the look came from, or what was refused. Names are never part of it."""
    if "path" in words:
        return _("alamat %(path)s") % {"path": words["path"]}
    if "folder" in words:
        return _("folder %(folder)s, oleh pengguna %(login)s di server") % words
    if "from" in words:
        return _("dari %(work)s") % {"work": words["from"]}
    return _("menampilkan %(n)d orang") % {"n": len(words["shown"])} if words.get("shown") else ""
