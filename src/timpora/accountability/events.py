"""What can happen here: the inspector's looks are on record like everybody's."""

from timpora.foundation.events import Kind

OVERSIGHT_SEEN = Kind("oversight.seen", is_read=True)
NAME_SHOWN = Kind("oversight.name_shown", is_read=True)
UNUSUAL_ANSWERED = Kind("oversight.unusual_answered")
UNUSUAL_EXPLAINED = Kind("oversight.unusual_explained")
SAMPLE_ANSWERED = Kind("oversight.sample_answered")
EXTRACT_ASKED = Kind("oversight.extract_asked")
EXTRACT_MADE = Kind("oversight.extract_made")
EXTRACT_TAKEN = Kind("oversight.extract_taken", is_read=True)
VERIFICATION_ASKED = Kind("audit.verification_asked")
VERIFIED = Kind("audit.verified")
BACKED_UP = Kind("installation.backed_up", is_read=True)  # as it begins: nothing leaves the machine off the record
RESTORED = Kind("installation.restored")
