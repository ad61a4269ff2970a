"""What can happen on the pages that belong to no single room."""

from timpora.foundation.events import Kind

SEARCHED = Kind("site.searched", is_read=True)
