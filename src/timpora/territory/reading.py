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
    """Commas say where the name ends; without one, every cut between two words is tried."""
    parts = [part for part in text.split(",") if fold(part)]
    if not parts:
        return
    if len(parts) > 1:
        yield from named(parts[0], tuple(without_kind(part)[0] for part in parts[1:]))
        return
    yield from named(parts[0], ())
    told = words(parts[0])[:MOST_WORDS]
    for cut in range(1, len(told)):
        yield from named(" ".join(told[:cut]), (without_kind(" ".join(told[cut:]))[0],))


def named(text: str, above: tuple[str, ...]) -> Iterator[Reading]:
    """"kota baru" is a city called Baru or a place called Kota Baru."""
    bare, kinds = without_kind(text)
    yield Reading(fold(text), (), above)
    if kinds:
        yield Reading(bare, kinds, above)


def without_kind(text: str) -> tuple[str, tuple[Kind, ...]]:
    told = words(text)
    kinds = KIND_WORDS.get(fold(told[0]), ()) if len(told) > 1 else ()
    return fold(" ".join(told[1:] if kinds else told)), kinds
