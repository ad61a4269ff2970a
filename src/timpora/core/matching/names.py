"""Names as told, folded into Latin words that can be compared, each knowing where it stood."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from timpora.core.matching.scripts import BY_SOUND, LOOK_ALIKE

# Bounds that keep any text harmless; no passport carries more.
LONGEST_READ, LONGEST_WORD, MOST_WORDS = 400, 60, 12

_TITLES = (
    "MR MRS MS MISS MSTR DR DRA DRS IR PROF HAJI HAJJI HAJJ HAJAH HAJJAH HJ BPK BAPAK IBU SDR SDRI SAUDARA SAUDARI "
    "TUAN NYONYA NONA TN NY NN SIR MADAM MDM MME MLLE HERR FRAU SENOR SENORA DATO DATUK SHRI SMT JR SR PHD ALIAS AKA "
    "FNU LNU"
)
TITLES = frozenset(_TITLES.split())
# Particles stand before a word: in the last place they are a name (Wang Bin, Nguyen Van).
_ARTICLES = "AL EL UL VON DER DEN ZU DEL DELLA"
_BETWEEN_NAMES = "BIN BN BINTI BINTE BINT BTE BTI IBN VAN DE DA DI DO DU DOS DAS LE LA LO TEN TER SAN ST"
ARTICLES = frozenset(_ARTICLES.split())
# In the first place these are a name as well: Le Pen, Do Thi, Bin Wang.
BETWEEN_NAMES = frozenset(_BETWEEN_NAMES.split())

_SLASHED = re.compile(r"(?<!\w)[ASDC]/[LPO](?!\w)", re.IGNORECASE)
_APOSTROPHES = frozenset("'’‘ʼʻʽʾʿʹ′`´＇")
_OCR_DIGITS = str.maketrans("01256389", "OIZSGEBG")


@dataclass(frozen=True, slots=True)
class Word:
    """A folded word and its place, start and end, in the name as told."""

    text: str
    start: int
    end: int

    @property
    def is_light(self) -> bool:
        """Often left out in writing, so its absence says nothing."""
        return self.text in ARTICLES or self.text in BETWEEN_NAMES


def fold_name(told: str) -> tuple[str, ...]:
    """The words of a name in Latin capitals, in the order told, without titles and particles.

    Scripts without a table here (Han, Hangul, Thai …) keep their own letters: equal still equals equal.
    """
    return tuple(word.text for word in words_of(told))


@lru_cache(maxsize=4096)
def words_of(told: str) -> tuple[Word, ...]:
    told = _SLASHED.sub("   ", told[:LONGEST_READ])
    found = [word for start, end in _stretches(told) if (word := _word(told, start, end))]
    named = [word for word in found if word.text not in TITLES] or found
    last = len(named) - 1
    plain = [
        word
        for place, word in enumerate(named)
        if place == last or not (word.text in ARTICLES or (place and word.text in BETWEEN_NAMES))
    ]
    return tuple(plain[:MOST_WORDS])


def _stretches(told: str) -> list[tuple[int, int]]:
    """Where words stand: letters and digits, held together by marks, apostrophes and invisible characters."""
    stretches: list[tuple[int, int]] = []
    start: int | None = None
    for place, character in enumerate(told + " "):
        kind = unicodedata.category(character)
        if kind[0] == "L" or kind == "Nd":
            start = place if start is None else start
        elif start is not None and kind[0] != "M" and kind != "Cf" and character not in _APOSTROPHES:
            stretches.append((start, place))
            start = None
    return stretches


def _word(told: str, start: int, end: int) -> Word | None:
    letters = [
        letter
        for character in told[start:end]
        if character not in _APOSTROPHES
        for letter in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).upper())
        if unicodedata.category(letter)[0] in "LN"
    ]
    is_mixed = any("A" <= letter <= "Z" for letter in letters)
    latin = "".join(_latin(letter, is_mixed) for letter in letters)[:LONGEST_WORD]
    digits = sum(letter.isdigit() for letter in latin)
    if not latin or digits * 2 > len(latin):
        return None
    return Word(latin.translate(_OCR_DIGITS), start, end)


def _latin(letter: str, is_mixed: bool) -> str:
    by_look = LOOK_ALIKE.get(letter) if is_mixed else None
    digit = unicodedata.digit(letter, None)
    return by_look or (str(digit) if digit is not None else BY_SOUND.get(letter, letter))
