"""What can happen to persons and their protection, who looked, and what was opened in haste."""

from timpora.foundation.events import Kind

PERSON_OPENED = Kind("registers.person_opened", is_read=True)
PERSONS_SEARCHED = Kind("registers.persons_searched", is_read=True)
PERSON_PRINTED = Kind("registers.person_printed", is_read=True)
PERSONS_PROTECTED = Kind("registers.persons_protected")
PROTECTION_LIFT_ASKED = Kind("registers.protection_lift_asked")
PROTECTION_LIFTED = Kind("registers.protection_lifted")
CHILD_FOLLOWS = Kind("registers.child_follows")
CHILD_FOLLOWS_NO_MORE = Kind("registers.child_follows_no_more")
HELPER_EDITED = Kind("registers.helper_edited")
FAMILY_READ = Kind("registers.family_read", is_read=True)
FAMILY_RECORDED = Kind("registers.family_recorded")
FAMILY_ENDED = Kind("registers.family_ended")
URGENT_OPENED = Kind("urgent.opened", is_read=True)
URGENT_CLOSED = Kind("urgent.closed")
