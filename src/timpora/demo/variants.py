"""How other offices write the same person: orders swapped, parts dropped, signs misread, days and months exchanged."""

from collections.abc import Callable
from dataclasses import replace

from timpora.core.matching import Birth
from timpora.demo.population import Invented

type Variant = Callable[[Invented], Invented]


def without_numbers(person: Invented) -> Invented:
    return replace(person, passport="", niora="", permit_no="")


def misread(person: Invented) -> Invented:
    """What a camera makes of zeros."""
    return replace(person, passport=person.passport.replace("0", "O"), niora="", permit_no="")


def in_other_order(person: Invented) -> Invented:
    first, *rest = person.name.split()
    return replace(without_numbers(person), name=" ".join([*rest, first]))


def part_dropped(person: Invented) -> Invented:
    words = person.name.split()
    return replace(without_numbers(person), name=" ".join(words[:1] + words[2:] if len(words) > 2 else words))


def day_and_month_swapped(person: Invented) -> Invented:
    born = person.birth
    swapped = Birth(born.year, born.day, born.month) if born.day and born.day <= 12 else Birth(born.year, born.month)
    return replace(without_numbers(person), birth=swapped)


def misspelt(person: Invented) -> Invented:
    """One letter doubled in the longest word, one digit of the passport wrong."""
    longest = max(person.name.split(), key=len)
    wrong = f"{person.passport[:-1]}{(int(person.passport[-1]) + 4) % 10}"
    name = person.name.replace(longest, longest[:2] + longest[1:])
    return replace(person, name=name, passport=wrong, niora="", permit_no="")


def only_the_year(person: Invented) -> Invented:
    return replace(without_numbers(person), birth=Birth(person.birth.year))


VARIANTS: tuple[Variant, ...] = (misread, in_other_order, day_and_month_swapped, misspelt, part_dropped, only_the_year)


def variants_of(people: list[Invented]) -> list[Invented]:
    """Each person told in one way, all ways in turn."""
    return [VARIANTS[place % len(VARIANTS)](person) for place, person in enumerate(people)]
