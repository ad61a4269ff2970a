"""Codes of areas: dotted text, ten-digit integer, and the range of a subtree."""

import re

COUNTRY = 0
LAST = 99_99_99_9999
LEVELS = {0: "negara", 2: "provinsi", 4: "kabupaten_kota", 6: "kecamatan", 10: "desa_kelurahan"}
DOTTED = re.compile(r"^(\d{2})(?:\.?(\d{2})(?:\.?(\d{2})(?:\.?(\d{4}))?)?)?$")


def to_integer(code: str) -> int:
    """63.10.05 → 6310050000. Raises ValueError for anything that is no code."""
    match = DOTTED.match(code.strip())
    if match is None:
        raise ValueError(f"not an area code: {code!r}")
    return int("".join(part or "" for part in match.groups()).ljust(10, "0"))


def digits(area: int) -> int:
    """How many leading digits the code has: 0 country, 2 province, 4 regency or city, 6 district, 10 village."""
    if area == COUNTRY:
        return 0
    return next(length for length in (2, 4, 6, 10) if area % 10 ** (10 - length) == 0)


def dotted(area: int) -> str:
    text, length = f"{area:010d}", digits(area)
    parts = ((0, 2), (2, 4), (4, 6), (6, 10))
    return ".".join(text[start:end] for start, end in parts if end <= length)


def span(area: int) -> tuple[int, int]:
    """First and last integer of the subtree, both inclusive."""
    return area, area + 10 ** (10 - digits(area)) - 1


def parent(area: int) -> int | None:
    length = digits(area)
    if length == 0:
        return None
    above = {2: 0, 4: 2, 6: 4, 10: 6}[length]
    return area - area % 10 ** (10 - above) if above else COUNTRY
