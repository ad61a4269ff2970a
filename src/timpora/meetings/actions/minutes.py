"""Writing the minutes while the meeting runs: each saving says which version it was written on."""

from datetime import datetime

from django.db import transaction

from timpora.foundation.acting import Acting
from timpora.foundation.events import emit
from timpora.meetings import events, queries
from timpora.meetings.actions.state import begun, locked
from timpora.meetings.models import Meeting
from timpora.meetings.person_words import all_words, new_lines, refuse_person_data


class ChangedMeanwhile(Exception):
    """Somebody else saved another text on the same version. Carries the meeting as it is now."""

    def __init__(self, current: Meeting) -> None:
        super().__init__(f"version {current.version} stands")
        self.current = current


@transaction.atomic
def write_minutes(meeting: Meeting, *, minutes: str, notulis: str, version: int, by: Acting, at: datetime) -> Meeting:
    """Save the whole text. Saving the same text again changes nothing; another text on an old version is refused."""
    current = locked(meeting)
    minutes, notulis = minutes.replace("\r\n", "\n"), notulis.strip()
    if (current.minutes, current.notulis) == (minutes, notulis):
        return current
    known = queries.officials_of(current)
    text = all_words([new_lines(minutes, current.minutes), notulis])
    refuse_person_data(text, area=current.area, acting=by, known=known)
    if current.version != version:
        raise ChangedMeanwhile(current)
    begun(current)
    current.refresh_from_db(fields=["state"])
    current.minutes, current.notulis, current.minutes_at, current.minutes_by = minutes, notulis, at, by.name
    current.version = version + 1
    current.save(update_fields=["minutes", "notulis", "minutes_at", "minutes_by", "version"])
    emit(events.MINUTES_WRITTEN, subject=current, by=by)
    return current
