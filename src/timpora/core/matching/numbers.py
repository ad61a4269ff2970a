"""Numbers of documents and registers: the cleaned key, what is no number at all, and what a reader confuses."""

import re
import unicodedata

from timpora.core.matching.absent import is_absent
from timpora.core.matching.scripts import LOOK_ALIKE

SHORTEST_KEY = 4
LONGEST_KEY = 40
_RUN = "01234567890123456789"
# A spreadsheet that shows 1.23457E+15 has lost the digits for good.
_LOST_TO_SCIENTIFIC = re.compile(r"\s*\d[.,]\d+E\+?\d+\s*", re.IGNORECASE)
_CONFUSED = str.maketrans("OQDILSBZG", "000115826")


def number_key(told: object) -> str | None:
    """The key under which a number is compared: capital letters and digits only, or None where no number was told.

    None as well for what fills a column without naming anybody: words, one character repeated, 12345678.
    """
    text = str(int(told)) if isinstance(told, float) and told.is_integer() else "" if told is None else str(told)
    if is_absent(text) or _LOST_TO_SCIENTIFIC.fullmatch(text):
        return None
    if re.fullmatch(r"\s*\d+\.0\s*", text):
        text = text.strip()[:-2]
    key = "".join(_plain(character) for character in unicodedata.normalize("NFKD", text))
    is_filler = len(set(key)) == 1 or key in _RUN or key in _RUN[::-1]
    if not SHORTEST_KEY <= len(key) <= LONGEST_KEY or is_filler or not re.search(r"\d", key):
        return None
    return key


def _plain(character: str) -> str:
    """One capital letter or digit, or nothing; digits of every script count."""
    digit = unicodedata.digit(character, None)
    if digit is not None:
        return str(digit)
    upper = character.upper()
    upper = LOOK_ALIKE.get(upper, upper)
    return upper if "A" <= upper <= "Z" and len(upper) == 1 else ""


def blurred(key: str) -> str:
    """The key as a tired eye or a camera reads it: O and 0, I and 1, S and 5 fall together."""
    return key.translate(_CONFUSED)
