"""What can happen to a source."""

from timpora.foundation.events import Kind

SOURCE_WITHDRAWN = Kind("source.withdrawn")
