"""What a typed text may mean: a name, a name of a certain kind, a name inside another area."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from timpora.territory.folding import fold, words
from timpora.territory.models import Area

Kind = Area.Kind
MOST_WORDS = 8
CODE = re.compile(r"^[0-9][0-9.]*$")
CODE_IN_BRACKETS = re.compile(r"\(([0-9][0-9.]*)\)\s*$")
# People call a kelurahan a desa, and a distrik a kecamatan.
VILLAGE = (Kind.DESA, Kind.KELURAHAN, Kind.DESA_ADAT)
DISTRICT = (Kind.KECAMATAN, Kind.DISTRIK)
KIND_WORDS: dict[str, tuple[Kind, ...]] = {
    "PROVINSI": (Kind.PROVINSI,), "PROV": (Kind.PROVINSI,),
    "KABUPATEN": (Kind.KABUPATEN,), "KAB": (Kind.KABUPATEN,), "KOTA": (Kind.KOTA,),
    "KECAMATAN": DISTRICT, "KEC": DISTRICT, "DISTRIK": DISTRICT,
    "KELURAHAN": VILLAGE, "KEL": VILLAGE, "DESA": VILLAGE, "DS": VILLAGE,
}  # fmt: skip
ALSO_IN_NAMES = ("KOTA", "DESA")


@dataclass(frozen=True, slots=True)
class Reading:
    """A folded name, the kinds it may have (empty: any), and the folded names of areas it lies in, nearest first."""

    name: str
    kinds: tuple[Kind, ...] = ()
    above: tuple[str, ...] = ()


def code_in(text: str) -> str | None:
    """The digits of a code typed alone or standing in brackets at the end, as our own suggestions write it."""
    bracketed = CODE_IN_BRACKETS.search(text)
    if bracketed:
        return bracketed[1].replace(".", "")
    return text.replace(".", "") if CODE.match(text) else None


def readings(text: str) -> Iterator[Reading]:
    """The text as one name; with commas, the first part inside the others; else every cut between two words."""
    parts = [part for part in text.split(",") if fold(part)]
    if not parts:
        return
    if len(parts) > 1:
        yield from named(parts[0], tuple(without_kind(part)[0] for part in parts[1:]))
        return
    yield from named(parts[0], ())
    told = words(parts[0])[:MOST_WORDS]
    first = 2 if fold(told[0]) in KIND_WORDS else 1
    for cut in range(first, len(told)):
        yield from named(" ".join(told[:cut]), (without_kind(" ".join(told[cut:]))[0],))


def named(text: str, above: tuple[str, ...]) -> Iterator[Reading]:
    """A word of a kind says what is looked for; "Kota" and "Desa" may also begin the name itself: Kota Baru."""
    bare, kinds = without_kind(text)
    if kinds:
        yield Reading(bare, kinds, above)
    if not kinds or fold(text).startswith(ALSO_IN_NAMES):
        yield Reading(fold(text), (), above)


def without_kind(text: str) -> tuple[str, tuple[Kind, ...]]:
    told = words(text)
    kinds = KIND_WORDS.get(fold(told[0]), ()) if len(told) > 1 else ()
    return fold(" ".join(told[1:] if kinds else told)), kinds
