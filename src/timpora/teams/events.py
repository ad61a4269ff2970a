"""What can happen to teams."""

from timpora.foundation.events import Kind

TEAM_DECREED = Kind("team.decreed")
SEAT_ADDED = Kind("seat.added")
SEAT_ENDED = Kind("seat.ended")
HOLDER_CHANGED = Kind("position.holder_changed")
PHONES_SHOWN = Kind("team.phones_shown", is_read=True)
DECREE_FILED = Kind("decree.filed")
DECREE_OPENED = Kind("decree.opened", is_read=True)
DECREE_CORRECTED = Kind("decree.corrected")
TEAM_INAUGURATED = Kind("team.inaugurated")
COVERAGE_EXPORTED = Kind("team.coverage_exported", is_read=True)
