"""What is measured without the web server: one read with its event, and the sealer."""

import time

from django.db import connection, transaction

from bench.pages.driving import Times, repeated
from bench.pages.roles import Role
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import emit
from timpora.foundation.models import Event
from timpora.foundation.sealing import BATCH, seal_once
from timpora.registers import events
from timpora.registers.models import Person

EVENTS = 2 * BATCH


def event_and_read(role: Role, times: int = 400) -> Times:
    """Inside one transaction: the file is found by the member's reach and the look is written; then rolled back."""
    place = iter(range(10**9))

    def act() -> None:
        person = Person.objects.one(role.acting, role.people[next(place) % len(role.people)].pk)
        emit(events.PERSON_OPENED, by=role.acting, subject=person, purpose="report")

    with transaction.atomic():
        with acting_in_database(role.acting):
            repeated(act, 20)
            measured = repeated(act, times)
        transaction.set_rollback(True)
    return measured


def sealed_per_second() -> float:
    """Over two full batches of unsealed events."""
    while Event.objects.filter(seal_no=None).count() < EVENTS:
        more_events()
    begun, done = time.perf_counter(), 0
    while done < EVENTS:
        done += seal_once()
    return done / (time.perf_counter() - begun)


def more_events() -> None:
    """Copies of events that are there, as if they had just happened."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into foundation_event (at, id, kind, subject_kind, subject_id, area, account_id, installation_id,"
            " count, digest) select now(), gen_random_uuid(), kind, subject_kind, subject_id, area, account_id,"
            " installation_id, 1, digest from foundation_event limit %s",
            [EVENTS],
        )
