"""What can happen to the question who somebody is."""

from timpora.foundation.events import Kind

JUDGED = Kind("identity.judged")
JUDGEMENT_UNDONE = Kind("identity.judgement_undone")
CANDIDATES_SEEN = Kind("identity.candidates_seen", is_read=True)
