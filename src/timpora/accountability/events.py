"""What can happen here: the inspector's looks are on record like everybody's."""

from timpora.foundation.events import Kind

OVERSIGHT_SEEN = Kind("oversight.seen", is_read=True)
VERIFICATION_ASKED = Kind("audit.verification_asked")
VERIFIED = Kind("audit.verified")
