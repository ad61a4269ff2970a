"""Files for those who come: given with a handling level, taken back, never deleted."""

from datetime import datetime

from django.db import transaction

from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.foundation.models import Handling
from timpora.meetings import events, queries
from timpora.meetings.actions.state import locked
from timpora.meetings.models import AgendaLine, Material, Meeting
from timpora.meetings.person_words import all_words, refuse_person_data


@transaction.atomic
def give_material(
    meeting: Meeting,
    content: bytes,
    *,
    title: str,
    name: str,
    media_type: str,
    by: Acting,
    at: datetime,
    handling: int = Handling.BIASA,
    line: AgendaLine | None = None,
) -> Material:
    meeting = locked(meeting)
    refuse_person_data(all_words([title, name]), area=meeting.area, acting=by, known=queries.officials_of(meeting))
    file = files.store(content, name=name, media_type=media_type, area=meeting.area, by=by)
    same = meeting.materials.filter(title=title, file_sha256=file.sha256, line=line, taken_back_at=None).first()
    if same is not None:
        return same  # sent twice
    material = Material(
        meeting=meeting, area=meeting.area, line=line, title=title, handling=handling, given_by=by.account, given_at=at
    )
    material.attach(file)
    material.save(force_insert=True)
    emit(events.MATERIAL_GIVEN, subject=material, by=by)
    return material


@transaction.atomic
def take_back_material(material: Material, *, by: Acting, at: datetime) -> bool:
    locked(material.meeting)
    if not Material.objects.filter(pk=material.pk, taken_back_at=None).update(taken_back_at=at):
        return False
    emit(events.MATERIAL_TAKEN_BACK, subject=material, by=by)
    return True
