"""Guessing: an id that exists and one that does not are one answer, in words and in the number of statements."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from tests.leaks.doors import ALSO, PARAMETER, alike, by_program, door, routes
from tests.leaks.shared_life import exclude, take_back
from tests.leaks.test_others_meet_nobody import OF_PERSONS
from timpora.agencies.tests.cast import JEMBER, acting, agency, member
from timpora.foundation.models import Account, Grant

pytestmark = pytest.mark.django_db
# Agency x area x role: who is of another agency here, of another area, of another level, and who was let in once.
STRANGERS = ("citra", "jaka", "dewa", "oka", "kurnia", "kirana", "rahmat", "tono")


@pytest.fixture
def world(district, shared, ayu, dewa, first_lock_alone):
    """Tono's share was taken back, and his agency is kept out as well; Rahmat is head of a section elsewhere."""
    office = agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER)
    district.members["rahmat"] = member("rahmat", "Rahmat Hakim", "kasi", office, JEMBER)
    take_back(shared.report, ayu, Grant.objects.get(record_id=shared.report.pk, because_kind="share"))
    exclude(shared.report, dewa, shared.partner)
    ids = district.ids()
    ids |= {"report_id": [shared.report.pk, district.report.pk], "circle_id": [shared.circle.pk]}
    return district, ids


def of_records(ids, held) -> Iterator[tuple[str, str, list]]:
    """Each address with ids alone whose verb is held, with real rows; without the verb it is one refusal for all."""
    for route, view in routes():
        names = [name for kind, name in PARAMETER.findall(route) if kind == "uuid"]
        if not names or route.count("<") > len(names) or getattr(view, "requires", None) not in held:
            continue
        if all(ids.get(name) for name in names):
            query = ALSO.get(route, ("",))[0]
            for first in ids[names[0]][:2]:
                yield route, query, [first, *(ids[name][0] for name in names[1:])]


Answer = tuple[int, str, int]


def address(route: str, values: list) -> str:
    for value in values:
        route = PARAMETER.sub(str(value), route, count=1)
    return "/" + route


def asked(client: Client, how: str, where: str) -> Answer:
    """The status, the words, and how many statements it took."""
    statements = []

    def noted(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(noted):
        answer = getattr(client, how)(where)
    return answer.status_code, alike(answer), len(statements)


def difference(client: Client, how: str, there: str, never: str, found: Answer, nothing: Answer) -> tuple | None:
    """What differs is asked again, up to three times: now and then a request notes when its session was last seen, or a
    minute passes between two pages. What gives a record away differs each time."""
    for _ in range(2):
        if found == nothing:
            return None
        found, nothing = asked(client, how, there), asked(client, how, never)
    return None if found == nothing else (found[0], nothing[0], found[2], nothing[2])


@pytest.mark.parametrize("name", STRANGERS)
def test_a_guessed_id_says_nothing_not_even_by_the_work_it_makes(world, name):
    """Fault 17: over every address with an id, read and written: status, words and statements are those of nothing."""
    district, ids = world
    account = district.members[name]
    client, told, nothing = door(account), [], {}
    everything = list(of_records(ids, acting(account).verbs))
    read = [asked(client, "get", address(route, row) + query) for route, query, row in everything]
    # Theirs by duty, and nothing to guess; that nobody opens too much is a test of its own.
    theirs = {row[0] for (_route, _query, row), (status, *_) in zip(everything, read, strict=True) if status < 400}
    assert not theirs & {district.report.pk, *(pk for name in OF_PERSONS if name != "report_id" for pk in ids[name])}
    assert len([row for _route, _query, row in everything if row[0] not in theirs]) > 2
    for (route, query, row), found in zip(everything, read, strict=True):
        if row[0] in theirs:
            continue
        there, never = address(route, row) + query, address(route, [uuid4() for _ in row]) + query
        for how in ("get", "post"):
            if (how, route) not in nothing:
                nothing[how, route] = asked(client, how, never)
            came = found if how == "get" else asked(client, how, there)
            if (differing := difference(client, how, there, never, came, nothing[how, route])) is not None:
                told.append((how, route, *differing))
    assert told == []


def test_a_program_guesses_no_better(world):
    """Fault 17, by the door of programs."""
    district, ids = world
    for name in ("citra", "kirana", "tono"):
        account: Account = district.members[name]
        for pk in ids["report_id"]:
            there, never = (by_program(account, f"/api/v1/reports/{one}") for one in (pk, uuid4()))
            assert there.status_code == never.status_code == 404
            assert len(there.content) == len(never.content)
