"""What can happen to meetings."""

from timpora.foundation.events import Kind

MEETING_CALLED = Kind("meeting.called")
AGENDA_BUILT = Kind("meeting.agenda_built")
AGENDA_CHANGED = Kind("meeting.agenda_changed")
INVITATIONS_SENT = Kind("meeting.invitations_sent")
PRESENCE_MARKED = Kind("meeting.presence_marked")
PRESENCE_TAKEN_BACK = Kind("meeting.presence_taken_back")
MINUTES_WRITTEN = Kind("meeting.minutes_written")
FOLLOW_UP_DECIDED = Kind("follow_up.decided")
FOLLOW_UP_ENDED = Kind("follow_up.ended")
MEETING_CLOSED = Kind("meeting.closed")
ATTENDANCE_PRINTED = Kind("meeting.attendance_printed", is_read=True)
PAPER_PRINTED = Kind("meeting.paper_printed", is_read=True)
MINUTES_PRINTED = Kind("meeting.minutes_printed", is_read=True)
