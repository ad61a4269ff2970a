"""What can happen to data that an agreement opens: every look and every taking."""

from timpora.foundation.events import Kind

SHARED_LISTED = Kind("shared.listed", is_read=True)
SHARED_OPENED = Kind("shared.opened", is_read=True)
SHARED_PRINTED = Kind("shared.printed", is_read=True)
SHARED_EXPORTED = Kind("shared.exported", is_read=True)
