"""What can happen to agreements."""

from timpora.foundation.events import Kind

AGREEMENT_DRAFTED = Kind("agreement.drafted")
AGREEMENT_CHANGED = Kind("agreement.changed")
AGREEMENT_IN_FORCE = Kind("agreement.in_force")
AGREEMENT_ENDED = Kind("agreement.ended")
AGREEMENT_PAPER_MADE = Kind("agreement.paper_made", is_read=True)
OBLIGATION_FULFILLED = Kind("agreement.obligation_fulfilled")
DESTRUCTION_ASKED = Kind("agreement.destruction_asked")
