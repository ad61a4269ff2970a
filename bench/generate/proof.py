"""`python -m bench.generate.proof`: rebuilding a sample of persons from their claims must change nothing."""

import sys
from collections.abc import Iterator
from random import Random
from typing import Any

from bench.generate.crew import prepare

SAMPLE = 300


def main() -> int:
    prepare("worker")
    from django.db import transaction
    from django.utils import timezone

    from timpora.registers.models import Person
    from timpora.registers.steps import rebuild

    ids = Person.objects.order_by("pk").values_list("pk", flat=True)
    count = ids.count()
    wanted = sorted(Random(1).sample(range(count), min(SAMPLE, count)))
    persons = list(Person.objects.filter(pk__in=[ids[place] for place in wanted]))
    with transaction.atomic():
        before = dict(rows(persons))
        rebuild(persons, timezone.now())
        after = dict(rows(persons))
        transaction.set_rollback(True)
    changed = sorted(key for key in before.keys() | after.keys() if before.get(key) != after.get(key))
    for key in changed[:5]:
        first, second = before.get(key), after.get(key)
        print(
            key, {c: (first[c], second[c]) for c in first if first[c] != second[c]} if first and second else "missing"
        )
    print(f"{len(persons)} persons rebuilt, {len(changed)} of {len(before)} rows differ")
    return 1 if changed else 0


def rows(persons) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Every current row of these persons by table and key, without the moment of rebuilding."""
    from timpora.registers.models import CurrentPerson, CurrentStay, Person, PersonKey

    ids = [person.pk for person in persons]
    for model, column in ((Person, "pk"), (CurrentPerson, "person"), (CurrentStay, "person"), (PersonKey, "person")):
        for row in model.objects.filter(**{f"{column}__in": ids}).values():
            own = (row.pop("id"), 0) if model is Person else (row["person_id"], row.get("key", 0))
            yield (
                (model.__name__, *own),
                {name: value for name, value in row.items() if name not in ("rebuilt_at", "id")},
            )


if __name__ == "__main__":
    sys.exit(main())
