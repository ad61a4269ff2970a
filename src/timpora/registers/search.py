"""Finding persons on file: by number, by parts of a name, by year of birth, place, permit and presence."""

import re
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Lookup, QuerySet

from timpora.core.matching import number_key
from timpora.foundation.acting import Acting
from timpora.registers.models import CurrentPerson, CurrentStay, PersonKey
from timpora.registers.person_keys import number_keys, word_keys
from timpora.territory.codes import span

YEAR = re.compile(r"(?:18|19|20)\d\d")
UNKNOWN = "unknown"
PRESENT, DEPARTED = "present", "departed"
LONGEST_PREFIX = 3  # letters written apart from their number: E 1234567


class IsAnyOf(Lookup):
    """`= any(array(…))`: found once, then looked up. As a join every person is read first: ranges hide sizes."""

    lookup_name = "is_any_of"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} = any({right})", (*left_params, *right_params)


@dataclass(frozen=True, slots=True)
class Question:
    text: str = ""
    area: int | None = None
    kind: str = ""
    presence: str = ""

    def __bool__(self) -> bool:
        return bool(self.text or self.area is not None or self.kind or self.presence)


def found(question: Question, acting: Acting) -> QuerySet[CurrentPerson]:
    """Persons of whom somebody still speaks, by folded name."""
    rows = CurrentPerson.objects.visible_to(acting).filter(mentions_count__gt=0)
    if question.text:
        rows = matching(rows, question.text, acting)
    if question.area is not None:
        rows = rows.filter(area__range=span(question.area))
    if question.kind:
        kind = "" if question.kind == UNKNOWN else question.kind
        stays = CurrentStay.objects.visible_to(acting).filter(permit_kind=kind)
        if question.area is not None:  # a stay stands where its person does: said twice, its index is used
            stays = stays.filter(area__range=span(question.area))
        rows = rows.filter(person__in=stays.values("person"))
    if question.presence:
        rows = rows.filter(is_present=question.presence == PRESENT)
    return rows.order_by("sort_key", "pk")


def matching(rows: QuerySet[CurrentPerson], text: str, acting: Acting) -> QuerySet[CurrentPerson]:
    """Every word must fit; a text that holds neither name, number nor year finds nobody."""
    asked = keys_asked(text)
    years = [int(word) for word in text.split() if YEAR.fullmatch(word)]
    if not asked and not years:
        return rows.none()
    for keys in asked:
        persons = ArraySubquery(PersonKey.objects.visible_to(acting).filter(key__in=keys).values("person"))
        rows = rows.filter(IsAnyOf(F("person"), persons))
    return rows.filter(birth_year__in=years) if years else rows


def keys_asked(text: str) -> list[set[int]]:
    words = [word for word in text.split() if not YEAR.fullmatch(word)]
    numbered = [word for word in words if any(character.isdigit() for character in word)]
    spoken = [word for word in words if word not in numbered]
    if numbered and all(len(word) <= LONGEST_PREFIX for word in spoken):
        numbered, spoken = ["".join(words)], []
    keys = [number_key(word) for word in numbered]
    # A word that cannot be a number must still not be passed over: it fits nobody.
    return [set(number_keys(key)) if key else set() for key in keys] + word_keys(" ".join(spoken))
