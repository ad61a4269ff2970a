"""Hashed keys of a person in b-trees: for finding who may be the same, and for searching by parts of a name."""

from collections.abc import Iterator
from hashlib import blake2b

from timpora.core.matching import Identity, fold_name, keys
from timpora.core.matching.sounds import sound

BEGINNINGS = (3, 4)  # letters with which a name may be searched before it is fully typed


def keys_of(identity: Identity) -> frozenset[int]:
    return keys(identity) | {hashed(tag) for name in identity.names for tag in name_tags(name)}


def name_tags(name: str) -> Iterator[str]:
    for word in fold_name(name):
        yield f"sounds {sound(word)}"
        yield from (f"begins {word[:length]}" for length in BEGINNINGS if len(word) > length)


def word_keys(typed: str) -> list[set[int]]:
    """For each word typed, the keys of which a person must have one."""
    found = []
    for word in fold_name(typed):
        tags = {f"sounds {sound(word)}"} | ({f"begins {word}"} if len(word) in BEGINNINGS else set())
        found.append({hashed(tag) for tag in tags})
    return found


def number_keys(key: str) -> frozenset[int]:
    """The keys of one number alone, whatever document carries it."""
    return keys(Identity(numbers=frozenset({("nik", key, None)})))


def hashed(tag: str) -> int:
    return int.from_bytes(blake2b(f"search {tag}".encode(), digest_size=8).digest(), signed=True)
