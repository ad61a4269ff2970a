"""Names as they are searched: letters and digits only, and one entry for every word a person may begin with."""

import re
import unicodedata
from collections.abc import Iterator

NOT_KEPT = re.compile(r"[^A-Z0-9]+")
WORD = re.compile(r"[^\s\-/().,]+")
SHORTEST_SUFFIX = 3  # "I" or "KM" as an entry of its own finds everything and nothing


def fold(text: str) -> str:
    """Pulau Laut → PULAULAUT, Regapu’u → REGAPUU."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return NOT_KEPT.sub("", plain.upper())


def words(text: str) -> list[str]:
    return [word for word in WORD.findall(text) if fold(word)]


def entries(name: str) -> Iterator[tuple[str, bool]]:
    """(folded text from a word to the end, is it the whole name)."""
    folded = [fold(word) for word in WORD.findall(name)]
    yield "".join(folded), True
    for start in range(1, len(folded)):
        rest = "".join(folded[start:])
        if len(rest) >= SHORTEST_SUFFIX:
            yield rest, False
