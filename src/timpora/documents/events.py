"""What can happen to letters."""

from timpora.foundation.events import Kind

LETTER_MADE = Kind("letter.made")
LETTER_SHOWN = Kind("letter.shown", is_read=True)
LETTER_OPENED = Kind("letter.opened", is_read=True)
LETTER_NUMBERED = Kind("letter.numbered")
LETTER_SIGNED = Kind("letter.signed")
SERIES_SET = Kind("letter.series_set")
TEMPLATE_SET = Kind("letter.template_set")
