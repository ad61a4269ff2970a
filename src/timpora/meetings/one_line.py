"""Words as people paste them from Word and WhatsApp, made one line that can be read, compared and printed."""

import unicodedata
from typing import Any

from django import forms

# Marks of direction and width that carry no letter; joiners between letters of other scripts stay.
UNSEEN = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
)
APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u201b\u02bc\u00b4\u2032`", "'"))
STARS = "*_~"  # of a chat: bold, slanted, struck


def one_line(text: str) -> str:
    """Without unseen signs and line breaks; composed, so that the same name is the same letters."""
    return " ".join(unicodedata.normalize("NFC", text).translate(UNSEEN).split())


def name(text: str) -> str:
    """A name of a person, an agency or a post: one apostrophe for all its shapes, and no marks of a chat."""
    return one_line(text.translate(APOSTROPHES)).strip(STARS + ' "\u201c\u201d')


class OneLine(forms.CharField):
    """What was pasted is cleaned before it is measured: signs that nobody sees do not count."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value) or "")


class NameField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return name(super().to_python(value) or "")
