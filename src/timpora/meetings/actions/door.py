"""Lines typed at the door: each person once, and counted only when the secretary says so."""

import hashlib
from datetime import datetime

from django.db import transaction

from timpora.core.matching import fold_name
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events
from timpora.meetings.actions.attendance import mark_present
from timpora.meetings.actions.state import locked
from timpora.meetings.models import Attendance, DoorEntry, Meeting
from timpora.meetings.queries import Roll, RollLine


def folded(words: str) -> str:
    """Without titles, capitals and signs; a word of titles alone stays itself."""
    return " ".join(fold_name(words)) or words.casefold()


def letters(words: str) -> str:
    """Without capitals, spaces and signs. Titles before a name stay: H. Siti and Hj. Siti are two people."""
    return "".join(sign for sign in words.casefold() if sign.isalnum())


@transaction.atomic
def enter(
    meeting: Meeting, *, name: str, agency_name: str, position: str, capacity: str, at: datetime
) -> tuple[DoorEntry, bool]:
    """The line, and whether it is new: the same name of the same agency is the same person, scanned again."""
    key = hashlib.sha256(f"{letters(name.partition(',')[0])}|{letters(agency_name)}".encode()).hexdigest()
    told = {"name": name, "agency_name": agency_name, "position": position, "capacity": capacity}
    entry, is_new = DoorEntry.objects.get_or_create(
        meeting=meeting, key=key, defaults={"area": meeting.area, "at": at, **told}
    )
    if is_new:
        emit(events.DOOR_ENTERED, subject=entry, by=None)
    return entry, is_new


@transaction.atomic
def settle_entry(
    entry: DoorEntry, *, line: RollLine | None, is_right: bool, by: Acting, at: datetime
) -> Attendance | None:
    """Into the attendance list under the invitation it belongs to, or put aside. A second click changes nothing."""
    meeting = locked(entry.meeting)
    current = DoorEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if current.settled_at is not None:
        return current.attendance
    current.settled_at, current.settled_by = at, by.account
    if is_right:
        current.attendance = mark_present(meeting, **as_attendance(current, line), by=by, at=current.at)
    current.save(update_fields=["settled_at", "settled_by", "attendance"])
    emit(events.DOOR_SETTLED, subject=current, by=by)
    return current.attendance


def as_attendance(entry: DoorEntry, line: RollLine | None) -> dict[str, object]:
    """Where it is the holder of the post, with the numbers that the team's list has of them."""
    told = {"name": entry.name, "position": entry.position, "capacity": entry.capacity}
    if line is None:
        return told | {"agency_name": entry.agency_name}
    told |= {"invitation": line.invitation, "agency_name": line.invitation.agency.short_name}
    holder = line.seat.holder if line.seat else None
    if holder is not None and folded(holder.name) == folded(entry.name):
        told |= {"name": holder.name, "number": holder.number, "rank": holder.rank, "phone": holder.phone}
    return told


def line_for(entry: DoorEntry, roll: Roll) -> RollLine | None:
    """The invitation of this agency: of this post or delegate if there is one, else the first that nobody came for."""
    if entry.capacity in (Attendance.Capacity.SPEAKER, Attendance.Capacity.VISITOR):
        return None
    agency = folded(entry.agency_name)
    same = [
        row
        for row in roll.lines
        if agency in (folded(row.invitation.agency.short_name), folded(row.invitation.agency.name))
    ]
    name, post = folded(entry.name), folded(entry.position)
    for row in same:
        known = {folded(row.invitation.addressee)}
        people = {folded(row.seat.holder.name)} if row.seat and row.seat.holder else set()
        people |= {folded(row.reply.delegate_name)} if row.reply and row.reply.delegate_name else set()
        if post in known or name in people:
            return row
    return next((row for row in same if not row.came), None)
