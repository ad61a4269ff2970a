"""What of this room may be given as the reason for looking at a person."""

from timpora.foundation.acting import Acting
from timpora.meetings.models import Meeting
from timpora.registers.purposes import Work, number


def meeting_named(reference: str, acting: Acting) -> Work | None:
    """An agenda speaks in numbers, so a meeting names nobody."""
    return Work() if Meeting.objects.visible_to(acting).filter(number=number(reference)).exists() else None
