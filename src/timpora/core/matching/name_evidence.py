"""What two sets of names say: compared word by word, in any order, rare words counting more."""

from collections.abc import Iterable
from functools import lru_cache

from timpora.core.matching.alignment import EQUAL, INITIAL, JOINED, Alignment, align
from timpora.core.matching.evidence import CLOSE, DIFFERENT, SAME, Evidence, Relation, Span, missing
from timpora.core.matching.identity import Identity
from timpora.core.matching.names import Word, words_of
from timpora.core.matching.variants import COMMON_NAMES, VARIANT_OF

# How much one agreeing word says, in bits: a rare word more, a short or common one less.
RARE_BITS, COMMON_BITS, SHORT_BITS, LETTER_BITS = 7.0, 4.0, 3.5, 1.0
SHORT_WORD = 3
MOST_BITS = 18.0

# Best first: of several names, the pair that agrees best speaks.
RELATION_OF: dict[str, Relation] = {
    "equal": SAME,
    "equal_in_other_order": SAME,
    "spelling": CLOSE,
    "part_missing": CLOSE,
    "initial": CLOSE,
    "one_part_only": CLOSE,
    "part_shared": DIFFERENT,
    "different": DIFFERENT,
}
_RANK = {key: -place for place, key in enumerate(RELATION_OF)}


def names(left: Identity, right: Identity) -> Evidence:
    ours = [told for told in left.names if words_of(told)]
    theirs = [told for told in right.names if words_of(told)]
    if not ours or not theirs:
        return missing("name", ours, theirs)
    return max((_compared(one, other) for one in ours for other in theirs), key=_strength)


def _strength(evidence: Evidence) -> tuple[int, float, list[str]]:
    told = sorted(str(evidence.details[side]) for side in ("left", "right"))
    return _RANK[evidence.key], float(evidence.details["bits"]), told


def _compared(left: str, right: str) -> Evidence:
    ours, theirs = words_of(left), words_of(right)
    alignment = align(ours, theirs)
    key = _key(ours, theirs, alignment)
    details: dict[str, str | float] = {"left": left, "right": right, "bits": _bits(alignment)}
    return Evidence("name", RELATION_OF[key], key, details, spans=_spans(ours, theirs, alignment))


def _key(left: tuple[Word, ...], right: tuple[Word, ...], alignment: Alignment) -> str:
    whole = [pair for pair in alignment.pairs if pair.quality > INITIAL]
    if not whole:
        return "different"
    if alignment.left_rest and alignment.right_rest:
        return "part_shared"
    rest = [left[place] for place in alignment.left_rest] + [right[place] for place in alignment.right_rest]
    if rest and sum(max(len(pair.left), len(pair.right)) for pair in whole) == 1:
        return "one_part_only"
    if any(not word.is_light for word in rest):
        return "part_missing"
    if len(whole) < len(alignment.pairs):
        return "initial"
    if any(pair.quality < EQUAL for pair in whole):
        return "spelling"
    in_order = sorted(whole, key=lambda pair: pair.left)
    is_same_order = [pair.right for pair in in_order] == sorted(pair.right for pair in in_order)
    return "equal" if is_same_order else "equal_in_other_order"


def _bits(alignment: Alignment) -> float:
    # Summed smallest first, so that swapping the sides gives the same number to the last digit.
    said = sorted(pair.quality * min(_rarity(pair.left_text), _rarity(pair.right_text)) for pair in alignment.pairs)
    return round(min(sum(said), MOST_BITS), 2)


@lru_cache(maxsize=65536)
def _rarity(word: str) -> float:
    if len(word) == 1 and word.isascii():
        return LETTER_BITS
    if len(word) <= SHORT_WORD and word.isascii():
        return SHORT_BITS
    is_common = word in COMMON_NAMES or VARIANT_OF.get(word) in COMMON_NAMES
    return COMMON_BITS if is_common else RARE_BITS


def _spans(
    left: tuple[Word, ...], right: tuple[Word, ...], alignment: Alignment
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    unequal = [pair for pair in alignment.pairs if pair.quality < JOINED]
    return (
        _places(left, (*alignment.left_rest, *(place for pair in unequal for place in pair.left))),
        _places(right, (*alignment.right_rest, *(place for pair in unequal for place in pair.right))),
    )


def _places(words: tuple[Word, ...], places: Iterable[int]) -> tuple[Span, ...]:
    return tuple((words[place].start, words[place].end) for place in sorted(places))
