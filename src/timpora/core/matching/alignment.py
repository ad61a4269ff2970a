"""Which words of one name answer to which words of another, in any order."""

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from timpora.core.matching.names import Word
from timpora.core.matching.sounds import sound
from timpora.core.matching.variants import VARIANT_OF

EQUAL, JOINED, ALIKE, TYPED, CUT, INITIAL = 1.0, 0.97, 0.9, 0.8, 0.7, 0.3
# Sounding alike is not enough where the letters share nothing.
LEAST_LIKENESS_OF_SOUND = 0.7
LEAST_LIKENESS_OF_LONG = 0.93
LONG_WORD, SHORT_WORD = 7, 4


@dataclass(frozen=True, slots=True)
class Pair:
    """A stretch of one or two neighbouring words on each side, and how well they agree (0 to 1)."""

    left: tuple[int, ...]
    right: tuple[int, ...]
    left_text: str
    right_text: str
    quality: float


@dataclass(frozen=True, slots=True)
class Alignment:
    pairs: tuple[Pair, ...]
    left_rest: tuple[int, ...]
    right_rest: tuple[int, ...]


def align(left: tuple[Word, ...], right: tuple[Word, ...]) -> Alignment:
    """Best pairs first. Swapping the sides swaps the answer and nothing else."""
    pairs: list[Pair] = []
    left_used: set[int] = set()
    right_used: set[int] = set()
    for pair in sorted(_candidates(left, right), key=_order):
        if left_used.isdisjoint(pair.left) and right_used.isdisjoint(pair.right):
            pairs.append(pair)
            left_used.update(pair.left)
            right_used.update(pair.right)
    return Alignment(tuple(pairs), _rest(left, left_used), _rest(right, right_used))


def _rest(words: tuple[Word, ...], used: set[int]) -> tuple[int, ...]:
    return tuple(place for place in range(len(words)) if place not in used)


def _order(pair: Pair) -> tuple[float, int, str, str, int, int]:
    low, high = sorted((pair.left_text, pair.right_text))
    places = (sum(pair.left) + sum(pair.right), abs(sum(pair.left) - sum(pair.right)))
    return (-pair.quality, -len(low), low, high, *places)


def _candidates(left: tuple[Word, ...], right: tuple[Word, ...]) -> list[Pair]:
    found = []
    for left_places, left_text in _stretches(left):
        for right_places, right_text in _stretches(right):
            size = len(left_places) + len(right_places)
            if size > 3:
                continue
            quality = agreement(left_text, right_text) if size == 2 else _joined(left_text, right_text)
            if quality:
                found.append(Pair(left_places, right_places, left_text, right_text, quality))
    return found


def _stretches(words: tuple[Word, ...]) -> list[tuple[tuple[int, ...], str]]:
    single: list[tuple[tuple[int, ...], str]] = [((place,), word.text) for place, word in enumerate(words)]
    double = [((place, place + 1), words[place].text + words[place + 1].text) for place in range(len(words) - 1)]
    return single + double


def _joined(left: str, right: str) -> float:
    """Two words on one side, one on the other: XIAO MING and XIAOMING."""
    if left == right:
        return JOINED
    is_long = min(len(left), len(right)) >= LONG_WORD
    return ALIKE if is_long and sound(left) == sound(right) else 0.0


@lru_cache(maxsize=65536)
def agreement(left: str, right: str) -> float:
    """How well two words agree; 0 where they are two words."""
    if left == right:
        return EQUAL
    short, long = sorted((left, right), key=len)
    if len(short) == 1:
        return INITIAL if long.startswith(short) else 0.0
    if VARIANT_OF.get(left, left) == VARIANT_OF.get(right, right):
        return ALIKE
    likeness = JaroWinkler.similarity(left, right)
    if sound(left) == sound(right) and likeness >= LEAST_LIKENESS_OF_SOUND:
        return ALIKE
    if _is_mistyped(short, long, likeness):
        return TYPED
    return CUT if len(short) >= SHORT_WORD and long.startswith(short) else 0.0


def _is_mistyped(short: str, long: str, likeness: float) -> bool:
    if short.replace("RN", "M") == long.replace("RN", "M"):  # one shape to a camera
        return True
    distance = OSA.distance(short, long)
    if distance == 1:
        # Wang and Yang are two families; Wang and Wnag are one.
        return len(short) > SHORT_WORD or (len(short) == SHORT_WORD and sorted(short) == sorted(long))
    return len(short) >= LONG_WORD and (distance == 2 or likeness >= LEAST_LIKENESS_OF_LONG)
