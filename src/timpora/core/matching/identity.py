"""What a source told about one person, in the form that keys and comparators read."""

from dataclasses import dataclass, field

from timpora.core.matching.births import Birth

PASSPORT = "passport"
NIORA = "niora"
PERMIT = "permit_no"
NIK = "nik"
SKTT = "sktt"
RPTKA = "rptka"

# One of these, equal, is the ground of a full match; all others only support.
STRONG_KINDS = (PASSPORT, NIORA, PERMIT)

type Number = tuple[str, str, str | None]
"""Kind, cleaned key (see number_key), issuing country as ICAO code or None where nobody told it."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Names as told; codes and numbers already cleaned by this package. Whatever is unknown stays empty."""

    names: tuple[str, ...] = ()
    sex: str | None = None
    nationality: str | None = None
    birth: Birth | None = None
    numbers: frozenset[Number] = field(default_factory=frozenset)
    # Numbers (kind, key) known to be no longer valid: a renewed document is another number of the same person.
    lapsed: frozenset[tuple[str, str]] = field(default_factory=frozenset)
