"""A child who accompanies a parent is asked nothing apart; the answers of the rules stand with the parent."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import connection

from timpora.registers.childhood import birthday

BORN = """
select person_id, birth_year, birth_month, birth_day from registers_currentperson
where person_id in (select id from registers_person where id = any(%s) and follows_id is not null)
"""


def grown_up_on(persons: Iterable[UUID]) -> dict[UUID, date | None]:
    """Of those who accompany somebody: the day they are no child any more, None while the birth is not known."""
    with connection.cursor() as cursor:
        cursor.execute(BORN, [list(persons)])
        return {person: birthday(year, month, day) for person, year, month, day in cursor}


def is_child(person: UUID, grown_up: dict[UUID, date | None], day: date) -> bool:
    return person in grown_up and ((on := grown_up[person]) is None or day < on)
