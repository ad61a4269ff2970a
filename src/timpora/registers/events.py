"""What can happen to persons and their protection, who looked, and what was opened in haste."""

from timpora.foundation.events import Kind

PERSON_OPENED = Kind("registers.person_opened", is_read=True)
PERSONS_SEARCHED = Kind("registers.persons_searched", is_read=True)
PERSON_PRINTED = Kind("registers.person_printed", is_read=True)
PERSONS_PROTECTED = Kind("registers.persons_protected")
PROTECTION_LIFT_ASKED = Kind("registers.protection_lift_asked")
PROTECTION_LIFTED = Kind("registers.protection_lifted")
URGENT_OPENED = Kind("urgent.opened", is_read=True)
URGENT_CLOSED = Kind("urgent.closed")
