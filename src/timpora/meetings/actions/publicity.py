"""Writing and approving a press release, and the log of what the media wrote."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from timpora.documents.actions import make_letter
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events, press
from timpora.meetings.actions.sending import office_of
from timpora.meetings.models import Meeting
from timpora.meetings.models_publicity import MediaItem, PressRelease
from timpora.meetings.pasted import plain
from timpora.territory.queries import day_at


class ReleaseStands(Exception):
    """Approved meanwhile, or changed by somebody else; `current` is how it stands."""

    def __init__(self, current: PressRelease) -> None:
        super().__init__(str(current.pk))
        self.current = current


class NotFit(Exception):
    """It names persons or gives small numbers away; the sentences say where."""

    def __init__(self, wrong: list[str]) -> None:
        super().__init__(f"{len(wrong)} problem(s)")
        self.wrong = wrong


class SamePerson(Exception):
    """Who wrote it does not approve it."""


@transaction.atomic
def write_release(
    meeting: Meeting, *, headline: str, text: str, version: int, by: Acting, at: datetime
) -> PressRelease:
    """Version 0 is the first writing. An approved one stands; the same words again change nothing."""
    Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    current = PressRelease.objects.filter(meeting=meeting).first()
    headline, text = plain(headline), plain(text)
    if current is not None and (current.headline, current.text) == (headline, text):
        return current
    if wrong := press.wrong_with(headline, text, meeting, by):
        raise NotFit(wrong)
    if current is not None and (current.approved_by is not None or current.version != version):
        raise ReleaseStands(current)
    row = current or PressRelease(meeting=meeting, area=meeting.area, version=0)
    row.headline, row.text, row.version = headline, text, row.version + 1
    row.written_by, row.written_by_name, row.written_at = by.account, by.name, at
    row.save()
    emit(events.RELEASE_WRITTEN, subject=row, by=by)
    return row


@transaction.atomic
def approve_release(release: PressRelease, *, version: int, by: Acting, at: datetime) -> PressRelease:
    """By another than who wrote it, on the words that were read. It becomes a letter, to be signed."""
    row = (
        PressRelease.objects.select_for_update(of=("self",))
        .select_related("meeting__team__secretariat")
        .get(pk=release.pk)
    )
    if row.approved_by == by.account:
        return row
    if row.approved_by is not None or row.version != version:
        raise ReleaseStands(row)
    if row.written_by == by.account:
        raise SamePerson
    if wrong := press.wrong_with(
        row.headline, row.text, row.meeting, by
    ):  # the second person may see more of the register
        raise NotFit(wrong)
    row.approved_by, row.approved_by_name, row.approved_at = by.account, by.name, at
    row.letter = make_letter(
        template="siaran_pers",
        data=press.letter_of(row.meeting, row.headline, row.text, at),
        about=f"Siaran pers {row.headline}"[:300],
        dated=day_at(row.area, at),
        area=row.area,
        agency_id=office_of(row.meeting, by),
        by=by,
        at=at,
    )
    row.save()
    emit(events.RELEASE_APPROVED, subject=row, by=by)
    return row


class ItemChanged(Exception):
    """Somebody else changed the entry meanwhile; `current` is how it stands."""

    def __init__(self, current: MediaItem) -> None:
        super().__init__(str(current.pk))
        self.current = current


@transaction.atomic
def log_media(*, key: UUID, area: int, by: Acting, at: datetime, **told: Any) -> MediaItem:
    """Sent again it is the same entry."""
    found = {"area": area, "changed_at": at, "changed_by": by.name} | told
    row, is_new = MediaItem.objects.get_or_create(made_by=by.account, key=key, defaults=found)
    if is_new:
        emit(events.MEDIA_LOGGED, subject=row, by=by)
    return row


@transaction.atomic
def change_media(item: MediaItem, *, version: int, by: Acting, at: datetime, **told: Any) -> MediaItem:
    row = MediaItem.objects.select_for_update().get(pk=item.pk)
    if all(getattr(row, name) == value for name, value in told.items()):
        return row
    if row.version != version:
        raise ItemChanged(row)
    for name, value in told.items():
        setattr(row, name, value)
    row.version, row.changed_at, row.changed_by = version + 1, at, by.name
    row.save()
    emit(events.MEDIA_LOGGED, subject=row, by=by)
    return row
