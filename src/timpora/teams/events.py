"""What can happen to teams."""

from timpora.foundation.events import Kind

TEAM_DECREED = Kind("team.decreed")
SEAT_ADDED = Kind("seat.added")
SEAT_ENDED = Kind("seat.ended")
HOLDER_CHANGED = Kind("position.holder_changed")
PHONES_SHOWN = Kind("team.phones_shown", is_read=True)
