"""Whether words name a person plainly: by a number, or by two words of the name. Keys are hashed and can be indexed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations
from uuid import UUID

from timpora.core.matching import RPTKA, Birth, Relation, fold_name, number_key
from timpora.core.matching.comparators import births, nationalities
from timpora.core.matching.identity import Identity
from timpora.core.matching.names import ARTICLES, BETWEEN_NAMES, TITLES
from timpora.core.matching.numbers import blurred
from timpora.core.matching.sounds import sound
from timpora.registers.models import Identifier, Mention
from timpora.registers.person_keys import hashed

RUN = re.compile(r"[^\W_]+")
LONGEST_TEXT = 20_000
MOST_GROUPS = 5  # a number written in groups: 6310 0512 0788 0001
SHORTEST_NUMBER = 6  # a shorter one may be a year or a house
BETWEEN = 1  # words that may stand between two of a name: Zebulon Chidi Okonkwo
# A village writes these where it knows no name.
NO_NAMES = frozenset({
    "ORANG", "ASING", "WNA", "TKA", "BULE", "TURIS", "TAMU", "WARGA", "NEGARA", "LAKI", "PRIA", "WANITA", "PEREMPUAN",
    "ANAK", "PAK", "BU",
})  # fmt: skip
LIGHT = TITLES | ARTICLES | BETWEEN_NAMES


@dataclass(frozen=True, slots=True)
class Words:
    """What was told: of whom (name, numbers, birth, nationality), and anything else said beside."""

    name: str = ""
    numbers: tuple[str, ...] = ()
    text: str = ""
    birth: Birth | None = None
    nationality: str | None = None

    def of_somebody_else(self) -> "Words":
        """The same where it is settled who is meant: only what is said beside may still name another."""
        return replace(self, name="", numbers=())

    def keys(self) -> frozenset[int]:
        return self.number_keys() | self.name_keys() | pairs_in(self.text) | numbers_in(self.text)

    def number_keys(self) -> frozenset[int]:
        return numbers_in(self.name).union(*(keys_of_number(number_key(told)) for told in self.numbers))

    def name_keys(self) -> frozenset[int]:
        words = words_in(self.name)
        return frozenset({alone(words[0])} if len(words) == 1 else pairs_of(words))


@dataclass(frozen=True, slots=True)
class Named:
    """A person by everything that names them."""

    numbers: frozenset[int]
    pairs: frozenset[int]
    single: frozenset[int]  # a name of one word says too little alone
    births: tuple[Birth, ...]
    nationalities: tuple[str, ...]

    @property
    def keys(self) -> frozenset[int]:
        return self.numbers | self.pairs | self.single

    def is_named_by(self, told: Words) -> bool:
        if self.numbers & (told.number_keys() | numbers_in(told.text)) or self.pairs & pairs_in(told.text):
            return True
        named, relations = told.name_keys(), self.relations(told)
        if Relation.DIFFERENT in relations:
            return False
        return bool(self.pairs & named or (self.single & named and relations != {Relation.SILENT}))

    def relations(self, told: Words) -> set[Relation]:
        """Of birth and nationality, each the best that any telling gives."""
        born = {births(one, told.birth).relation for one in self.births}
        ours = Identity(nationality=told.nationality)
        from_there = {nationalities(Identity(nationality=one), ours).relation for one in self.nationalities}
        return {best(born), best(from_there)}


def best(relations: set[Relation]) -> Relation:
    order = (Relation.SAME, Relation.CLOSE, Relation.SILENT, Relation.DIFFERENT)
    return next((one for one in order if one in relations), Relation.SILENT)


def named(persons: Iterable[UUID]) -> list[Named]:
    """From every mention, also those withdrawn: what was once told of somebody still names them."""
    told: dict[UUID, list[Mention]] = defaultdict(list)
    for mention in Mention.objects.filter(person__in=list(persons)).prefetch_related("identifiers"):
        told[mention.person_id].append(mention)
    return [named_by(mentions) for mentions in told.values()]


def named_by(mentions: Iterable[Mention]) -> Named:
    mentions = list(mentions)
    names = [[word for word in words_in(m.name) if word not in NO_NAMES] for m in mentions]
    identifiers: list[Identifier] = [row for m in mentions for row in m.identifiers.all() if row.kind != RPTKA]
    return Named(
        numbers=frozenset().union(*(keys_of_number(row.key) for row in identifiers)),
        pairs=frozenset(pair(*two) for words in names for two in combinations(words, 2)),
        single=frozenset(alone(words[0]) for words in names if len(words) == 1),
        births=tuple({Birth(m.birth_year, m.birth_month, m.birth_day) for m in mentions if m.birth_year}),
        nationalities=tuple({m.nationality for m in mentions if m.nationality}),
    )


def words_in(text: str) -> list[str]:
    return [word for token in text[:LONGEST_TEXT].split() for word in folded(token) if len(word) > 1]


@lru_cache(maxsize=65536)
def folded(token: str) -> tuple[str, ...]:
    return tuple(word for word in fold_name(token) if word not in TITLES)


def pairs_in(text: str) -> frozenset[int]:
    return pairs_of(words_in(text))


def pairs_of(words: Sequence[str]) -> frozenset[int]:
    """Of words that stand beside each other, or nearly; particles are passed over as well as read."""
    found: set[int] = set()
    for row in (words, [word for word in words if word not in LIGHT]):
        for place, word in enumerate(row):
            found.update(pair(word, other) for other in row[place + 1 : place + 2 + BETWEEN])
    return frozenset(found)


@lru_cache(maxsize=65536)
def pair(one: str, other: str) -> int:
    return hashed("named " + " ".join(sorted((sound(one), sound(other)))))


def alone(word: str) -> int:
    return hashed(f"named {sound(word)}")


def numbers_in(text: str) -> frozenset[int]:
    """Of everything that may be a number, however it is grouped."""
    runs = RUN.findall(text[:LONGEST_TEXT]) if any(map(str.isdigit, text)) else []
    found: set[int] = set()
    for place in range(len(runs)):
        for end in range(place + 1, min(place + MOST_GROUPS, len(runs)) + 1):
            written = "".join(runs[place:end])
            if any(character.isdigit() for character in written):
                found |= keys_of_number(number_key(written))
    return frozenset(found)


def keys_of_number(key: str | None) -> frozenset[int]:
    return frozenset({hashed(f"named {blurred(key)}")}) if key and len(key) >= SHORTEST_NUMBER else frozenset()
