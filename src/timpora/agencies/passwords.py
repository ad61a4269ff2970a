"""Temporary passwords that can be read out over a telephone."""

import secrets

# Consonants only: no letter is taken for a digit, and no word comes about by chance. 19 ** 16 is some 68 bits.
LETTERS, GROUPS, IN_GROUP = "bcdfghjkmnpqrtvwxyz", 4, 4


def temporary_password() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(IN_GROUP)) for _group in range(GROUPS))
