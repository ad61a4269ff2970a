"""Sex as documents tell it, from Indonesian and English words."""

from timpora.core.matching.absent import bare, is_absent

# In Indonesian P is perempuan and L is laki-laki; nobody here writes P for "pria".
_MALE = frozenset({"M", "L", "LK", "LAKI", "LAKILAKI", "PRIA", "MALE", "MAN"})
_FEMALE = frozenset({"F", "P", "PR", "W", "PEREMPUAN", "WANITA", "FEMALE", "WOMAN"})
_UNSPECIFIED = frozenset({"U", "UNSPECIFIED"})


def sex_code(told: object) -> str | None:
    """ "M", "F" or None where nothing (or X, unspecified) was told. Raises ValueError("sex_unknown")."""
    text = "" if told is None else str(told)
    if is_absent(text):
        return None
    word = bare(text)
    if word in _MALE:
        return "M"
    if word in _FEMALE:
        return "F"
    if word in _UNSPECIFIED:
        return None
    raise ValueError("sex_unknown")
