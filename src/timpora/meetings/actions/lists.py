"""The printed list with its signatures: filed as a photograph, then read a second time against who was marked."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events
from timpora.meetings.actions.attendance import mark_present
from timpora.meetings.actions.state import locked
from timpora.meetings.models import Attendance, Meeting, SignedList
from timpora.meetings.queries import holder_of, roll_of


@transaction.atomic
def file_list(meeting: Meeting, content: bytes, *, name: str, media_type: str, by: Acting, at: datetime) -> SignedList:
    """The same sheet sent twice is one."""
    meeting = locked(meeting)
    file = files.store(content, name=name, media_type=media_type, area=meeting.area, by=by)
    same = meeting.signed_lists.filter(file_sha256=file.sha256).first()
    if same is not None:
        return same
    sheet = SignedList(meeting=meeting, area=meeting.area, uploaded_by=by.account, uploaded_at=at)
    sheet.attach(file)
    sheet.save(force_insert=True)
    emit(events.LIST_FILED, subject=sheet, by=by)
    return sheet


@transaction.atomic
def read_list(
    sheet: SignedList, *, people: Iterable[UUID], posts: Iterable[UUID], by: Acting, at: datetime
) -> SignedList:
    """Who is on it: `people` are lines of the attendance list, `posts` invitations whose holder was not marked yet."""
    meeting = locked(sheet.meeting)
    signed, wanted = set(people), set(posts)
    for line in roll_of(meeting).lines:
        if line.invitation.pk not in wanted:
            continue
        if line.came:  # the same form sent again
            signed.add(line.came[0].pk)
        elif told := holder_of(line):
            signed.add(mark_present(meeting, invitation=line.invitation, **told, by=by, at=at).pk)
    here = Attendance.objects.filter(meeting=meeting, taken_back_at=None)
    here.filter(signed_on=sheet).exclude(pk__in=signed).update(signed_on=None)
    here.filter(pk__in=signed).update(signed_on=sheet)
    sheet.read_by, sheet.read_at = by.account, at
    sheet.save(update_fields=["read_by", "read_at"])
    emit(events.LIST_READ, subject=sheet, by=by, count=len(signed))
    return sheet
