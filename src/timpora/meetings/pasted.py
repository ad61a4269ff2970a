"""Words as somebody pastes them from Word or WhatsApp: what cannot be seen goes, what is meant stays."""

import re

# Zero-width signs, soft hyphens and marks of direction: unseen, they would keep a number or name from being noticed.
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\0]")
SOFT_BREAK = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
ODD_SPACE = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]")


def plain(text: str) -> str:
    """Lines end alike and carry no blanks at their end; curly quotes and dashes are kept as an office writes them."""
    text = ODD_SPACE.sub(" ", SOFT_BREAK.sub("\n", UNSEEN.sub("", text)))
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
