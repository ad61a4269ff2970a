"""What changes of a meeting that is called: its details, its day and place, or that it is called off."""

from datetime import datetime
from typing import Any

from django.db import transaction

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events, letters, queries
from timpora.meetings.actions.sending import send
from timpora.meetings.actions.state import MeetingCollides, locked
from timpora.meetings.models import Invitation, Meeting, Move
from timpora.meetings.person_words import all_words, refuse_person_data
from timpora.teams.models import Team

WORDS = ("theme", "day_told", "place_told", "told_read_as", "basis", "committee", "budget_note", "programme")
# What an invited one's calendar shows.
IN_CALENDAR = ("theme",)


class DetailsChanged(Exception):
    """Somebody else changed the details meanwhile; `current` is how they stand."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(f"version {current.details_version} stands")
        self.current = current


@transaction.atomic
def change_details(meeting: Meeting, told: dict[str, Any], *, version: int, by: Acting, at: datetime) -> Meeting:
    """Fields by their names. Saying the same again changes nothing."""
    current = locked(meeting)
    changed = {name: value for name, value in told.items() if getattr(current, name) != value}
    if not changed:
        return current
    text = all_words(str(changed[name]) for name in WORDS if name in changed)
    refuse_person_data(text, area=current.area, acting=by, known=queries.officials_of(current))
    if current.details_version != version:
        raise DetailsChanged(current)
    for name, value in changed.items():
        setattr(current, name, value)
    current.details_version += 1
    current.sequence += any(name in changed for name in IN_CALENDAR)
    current.save(update_fields=[*changed, "details_version", "sequence"])
    emit(events.DETAILS_CHANGED, subject=current, by=by)
    return current


@transaction.atomic
def move_meeting(
    meeting: Meeting,
    *,
    starts_at: datetime,
    ends_at: datetime | None,
    place: str,
    because: str,
    by: Acting,
    at: datetime,
) -> Meeting:
    """Another day, hour or place. Whoever was invited is told by a new letter; answers speak of their own date only."""
    Team.objects.select_for_update().get(pk=meeting.team_id)
    current = locked(meeting)
    if (current.starts_at, current.ends_at, current.place) == (starts_at, ends_at, place):
        return current
    refuse_person_data(all_words([place, because]), area=current.area, acting=by, known=queries.officials_of(current))
    others = Meeting.objects.filter(team=current.team, starts_at=starts_at).exclude(pk=current.pk)
    collides = others.exclude(state=Meeting.State.CANCELLED).first()
    if collides is not None:
        raise MeetingCollides(collides)
    former = Move.objects.create(
        meeting=current, area=current.area, starts_at=current.starts_at, ends_at=current.ends_at, place=current.place,
        because=because, by=by.account, at=at,
    )  # fmt: skip
    current.starts_at, current.ends_at, current.place = starts_at, ends_at, place
    current.sequence += 1
    current.save(update_fields=["starts_at", "ends_at", "place", "sequence"])
    told = list(told_of(current))
    if told:
        current.invitations.filter(pk__in=[row.pk for row in told]).update(reminded_at=None)
        data = letters.moved(current, told, former, at)
        send(current, told, data, f"Perubahan undangan {current.theme}", by, at)
    emit(events.MEETING_MOVED, subject=current, by=by)
    return current


@transaction.atomic
def cancel_meeting(meeting: Meeting, *, because: str, by: Acting, at: datetime) -> Meeting:
    """Called off: it stays to be read, and leaves the row of meetings to the next one."""
    current = Meeting.objects.select_for_update(of=("self",)).select_related("team").get(pk=meeting.pk)
    if current.state == Meeting.State.CANCELLED:
        return current
    current = locked(meeting)
    if current.state == Meeting.State.HELD:
        raise HeldAlready(str(current.number))
    refuse_person_data(because, area=current.area, acting=by, known=queries.officials_of(current))
    last, current.previous = current.previous, None
    current.state, current.cancelled_at, current.cancelled_because = Meeting.State.CANCELLED, at, because
    current.sequence += 1
    current.save(update_fields=["state", "cancelled_at", "cancelled_because", "previous", "sequence"])
    Meeting.objects.filter(previous=current).update(previous=last)
    told = list(told_of(current))
    if told:
        send(current, told, letters.cancelled(current, told, at), f"Pembatalan {current.theme}", by, at)
    emit(events.MEETING_CANCELLED, subject=current, by=by)
    return current


class HeldAlready(Exception):
    """Somebody was marked present or words were written: what was held is not called off."""


def told_of(meeting: Meeting) -> list[Invitation]:
    """Those whose invitation went out, in the order of the letter."""
    sent = meeting.invitations.filter(sent_at__isnull=False)
    return list(sent.select_related("agency", "letter").order_by("seat__order", "id"))
