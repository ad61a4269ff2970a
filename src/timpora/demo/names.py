"""Invented names by nationality, put together from small lists of parts; nobody is meant by any of them."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random

import yaml

type Parts = Mapping[str, list[str]]

SINGLE_NAMES = 1 / 30  # among Indian names; Burmese ones have one to three words


@cache
def parts() -> Mapping[str, Parts]:
    read: Mapping[str, Parts] = yaml.safe_load(files("timpora.demo").joinpath("names.yaml").read_text(encoding="utf-8"))
    return read


def invented_name(nationality: str, sex: str, chance: Random) -> str:
    """A whole name as a passport would write it."""
    known = parts().get(nationality, parts()["western"])
    first = chance.choice(known["women"] if sex == "F" and "women" in known else known["first"])
    match nationality:
        case "MMR":
            return " ".join(chance.sample(known["first"], chance.choice((1, 2, 3, 3)))) + chance.choice(("", "", " Oo"))
        case "CHN":
            return f"{chance.choice(known['family'])} {first}{chance.choice(known['second'])}"
        case "KOR":
            return f"{chance.choice(known['family'])} {first} {chance.choice(known['second'])}"
        case "MYS":
            return f"{first} {'binti' if sex == 'F' else 'bin'} {chance.choice(known['family'])}"
        case "PHL":
            return f"{first} {' '.join(chance.sample(known['family'], 2))}"
        case "RUS":
            return f"{first} {chance.choice(known['family'])}{'a' if sex == 'F' else ''}"
        case "IND" if chance.random() < SINGLE_NAMES:
            return first + chance.choice(parts()["CHN"]["second"])
    return f"{first} {initial(chance)}{chance.choice(known['family'])}"


def initial(chance: Random) -> str:
    return chance.choice(("", "", "A. ", "J. ", "M. ", "R. "))
