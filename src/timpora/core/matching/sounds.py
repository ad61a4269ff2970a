"""One code for spellings of a word that sound alike across romanisations."""

import re
from functools import lru_cache

from timpora.core.matching.variants import VARIANT_OF

# Short words carry their meaning in the vowels: Li, Lu, Lo are three names.
SHORT = 3

_RULES = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        # ABDUL RAHMAN, ABDURRAHMAN, ABDELRAHMAN: the article melts into the next consonant.
        (r"^AB+D[AEIOU]*L*(?=.{3})", "ABD"),
        (r"SCH|SH|SY|SJ|^HS|^X", "S"),
        (r"DZH|TCH|CZ|ZH|CH|DJ|TJ", "J"),
        (r"^KH", "H"),
        (r"CK|KH|Q|C", "K"),
        (r"X", "KS"),
        (r"PH|V|W", "F"),
        (r"Z", "S"),
        (r"RN", "M"),
        (r"^I(?=[AEOU])", "Y"),
        (r"(?<=.)H", ""),
        (r"(.)\1+", r"\1"),
        (r"^[AEIOU]+", "A"),
    )
)
_LATER_VOWELS = re.compile(r"(?<=.)[AEIOUY]+")


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """The code of a folded word; short words and other scripts stay as they are."""
    word = VARIANT_OF.get(word, word)
    if len(word) <= SHORT or not word.isascii():
        return word
    code = word
    for pattern, by in _RULES:
        code = pattern.sub(by, code)
    consonants = _LATER_VOWELS.sub("", code)
    return consonants if len(consonants) > 1 else code
