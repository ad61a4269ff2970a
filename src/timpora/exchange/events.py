"""What can happen in this room."""

from timpora.foundation.events import Kind

STATUS_CHECKED = Kind("exchange.status_checked", is_read=True)
LIMIT_REACHED = Kind("exchange.limit_reached")
