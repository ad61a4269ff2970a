"""The many ways in which a form says that there is nothing."""

import re
import unicodedata

# Letters and digits only, so that "N/A", "n.a." and "TIDAK  ADA" need one entry each.
_NOTHING = (
    "NA NAN NIL NIHIL NONE NULL NOTHING UNKNOWN UNKN NOTAVAILABLE NOTKNOWN NODATA NOPASSPORT NODOCUMENT "
    "TIDAKADA TDKADA TAKADA TDA TIDAKDIKETAHUI TIDAKTAHU TDKTAHU TDKDIKETAHUI TIDAKJELAS TIDAKDIISI TIDAKDITUNJUKKAN "
    "BELUMADA BELUMDIKETAHUI BELUM KOSONG TANPAPASPOR TANPADOKUMEN HILANG LUPA TANPANAMA NONAME FNU LNU"
)
_WORDS_FOR_NOTHING = frozenset(_NOTHING.split())


def bare(text: str) -> str:
    """Letters and digits of a text, upper case, compatibility forms and accents resolved."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKD", text).upper())


def is_absent(text: str) -> bool:
    """Nothing but dashes, zeros or a word for nothing."""
    content = bare(text)
    return not content.strip("0") or content in _WORDS_FOR_NOTHING or set(content) == {"X"}
