"""Blocking keys: two identities that may be one person share at least one, and few others do.

A key is a signed 64-bit integer, so that a plain b-tree of bigint finds candidates.
"""

from collections.abc import Iterator
from hashlib import blake2b
from itertools import combinations

from timpora.core.matching.births import Birth
from timpora.core.matching.identity import PASSPORT, RPTKA, Identity
from timpora.core.matching.names import words_of
from timpora.core.matching.numbers import blurred
from timpora.core.matching.sounds import sound

# Words of one name that take part; longer names are cut the same way on both sides.
MOST_CODES = 6
END_OF_NUMBER = 4

type Code = tuple[str, frozenset[int]]
"""A sound and the places of the words it covers: two neighbours written together count as one."""


def keys(identity: Identity) -> frozenset[int]:
    """Every key of one identity; empty where it names nobody."""
    return frozenset(_hashed(tag) for tag in tags(identity))


def tags(identity: Identity) -> set[str]:
    """The keys in readable form, before hashing."""
    names = [_codes(name) for name in identity.names]
    found = set(_number_tags(identity, names))
    if identity.birth and identity.birth.is_whole and identity.nationality:
        found.add(f"born-nat {_day(identity.birth)} {identity.nationality}")
    for codes in names:
        found.update(_word_tags(identity, codes))
        found.update(_pair_tags(identity, codes))
    if identity.nationality:
        for name in identity.names:
            found.update(_initial_tags(name, identity.nationality))
    return found


def _hashed(tag: str) -> int:
    return int.from_bytes(blake2b(tag.encode(), digest_size=8).digest(), signed=True)


def _codes(name: str) -> list[Code]:
    words = _full_words(name) or [word.text for word in words_of(name)][:1]
    single: list[Code] = [(sound(word), frozenset({place})) for place, word in enumerate(words)]
    joined: list[Code] = [
        (sound(words[place] + words[place + 1]), frozenset({place, place + 1})) for place in range(len(words) - 1)
    ]
    return single + joined


def _full_words(name: str) -> list[str]:
    return [word.text for word in words_of(name) if len(word.text) > 1][:MOST_CODES]


def _initial_tags(name: str, nationality: str) -> Iterator[str]:
    """One word with the first letter of another: J. Smith finds John Smith."""
    letters = {word.text[0] for word in words_of(name)}
    for word in _full_words(name):
        yield from (f"initial {nationality} {sound(word)} {letter}" for letter in letters - {word[0]})


def _day(birth: Birth) -> str:
    """Year with day and month in order of size: a swap of the two costs nothing."""
    low, high = sorted((birth.month or 0, birth.day or 0))
    return f"{birth.year}-{low}-{high}"


def _number_tags(identity: Identity, names: list[list[Code]]) -> Iterator[str]:
    sounds = {code for codes in names for code, places in codes if len(places) == 1}
    for kind, key, _country in identity.numbers:
        seen = blurred(key)
        if kind == RPTKA:  # one approval covers a whole workforce
            yield from (f"rptka {seen} {code}" for code in sounds)
            continue
        # No kind here: a permit number typed into the passport column is still found.
        yield f"number {seen}"
        if kind == PASSPORT:
            for code in sounds:
                yield f"head {seen[:END_OF_NUMBER]} {code}"
                yield f"tail {seen[-END_OF_NUMBER:]} {code}"


def _word_tags(identity: Identity, codes: list[Code]) -> Iterator[str]:
    birth, nationality = identity.birth, identity.nationality
    singles = [code for code, places in codes if len(places) == 1]
    for code, places in codes:
        if birth and birth.is_whole:
            yield f"born {_day(birth)} {code}"
        if birth and nationality:
            yield f"year-nat {birth.year} {nationality} {code}"
        # A name of one word, or of two that others write as one.
        if len(set(singles)) == 1 or len(places) == len(singles):
            yield f"only {code}"


def _pair_tags(identity: Identity, codes: list[Code]) -> Iterator[str]:
    birth, nationality = identity.birth, identity.nationality
    for (left, left_places), (right, right_places) in combinations(codes, 2):
        if left_places & right_places:
            continue
        pair = " ".join(sorted((left, right)))
        yield f"pair {pair}"
        if birth:
            yield f"year {birth.year} {pair}"
            if birth.is_whole:
                yield f"day {_day(birth).partition('-')[2]} {pair}"
        if nationality:
            yield f"nat {nationality} {pair}"
