"""A step that dies in the middle, was missed, ran twice or beside itself, ends as an undisturbed one."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.utils import timezone

from tests.leaks.district import HEADERS, rows, told
from timpora.agencies.tests.cast import TANAH_BUMBU, acting, agency, member
from timpora.compliance.models import Check, Evaluation, Verdict
from timpora.compliance.steps import evaluate
from timpora.compliance.tests.factories import ENDED, NOON, permit, sighting
from timpora.flow.journey import JOURNEY
from timpora.flow.steps import tell_fates
from timpora.foundation.acting import acting_in_database
from timpora.foundation.events import KINDS
from timpora.foundation.jobs import run, settle
from timpora.foundation.models import Account, Event
from timpora.identity.actions import judge
from timpora.identity.models import Screening
from timpora.intake import files
from timpora.intake.models import Batch
from timpora.intake.tests.factories import as_csv
from timpora.registers.tests.factories import person
from timpora.territory.tests.factories import tanah_bumbu

ROOMS = ("sources", "registers", "intake", "identity", "compliance", "tasks")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
MOMENT = re.compile(r"20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d[^\"]*")
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)", re.IGNORECASE)
NOT_COMPARED = (models.DateTimeField, models.AutoField)
STEPS = list(dict.fromkeys(step for steps in JOURNEY.values() for step in steps))


class Killed(Exception):
    """As a worker that is gone: nothing after this statement happens."""


@contextmanager
def killed_at(write: int) -> Iterator[Counter[str]]:
    """The connection breaks at this write; 0 is never. Counts the writes that were tried."""
    seen: Counter[str] = Counter()

    def watched(execute: Callable, sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITES.match(sql):
            seen["writes"] += 1
            if seen["writes"] == write:
                raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watched):
        yield seen


def picture() -> Counter[str]:
    """Every row of the rooms that steps write, without its own ids and moments, and how often each thing happened."""
    found: Counter[str] = Counter()
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            names = [f.attname for f in model._meta.concrete_fields if not isinstance(f, NOT_COMPARED)]
            for row in model._base_manager.values_list(*names):
                told = json.dumps(row, default=str, sort_keys=True)
                found[f"{model._meta.label} {MOMENT.sub('AT', ID.sub('ID', told))}"] += 1
    return found + Counter(kind for kind in Event.objects.values_list("kind", flat=True) if not KINDS[kind].is_read)


@contextmanager
def tried() -> Iterator[None]:
    """What is done here is undone at the end."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def waiting(ayu, kanim) -> None:
    """A file and two reports came in; no step ran yet."""
    tanah_bumbu()
    who, now = acting(ayu), timezone.now()
    with acting_in_database(who):
        at_hand = {"agency": kanim, "area": TANAH_BUMBU, "as_of": now.date() - timedelta(days=1), "by": who, "at": now}
        batch: Batch = files.preview(kind="permits", name="izin.csv", content=as_csv(HEADERS, *rows()), **at_hand)
        files.accept(batch, by=who, at=now)
    eka = member("eka", "Eka Rahman", "kades", agency("desa", "Desa Pejala", 6310022003), 6310022003)
    told(eka, area=6310022003, words="Memperbaiki mesin.")
    told(eka, 20, area=6310022003, place="dermaga", name="Hiroshi Tanaka", nationality="Jepang", birth_year="1979")


def somebody_says_who_it_is(by: Account) -> None:
    """Only then there is something new to tell the sender."""
    waits = Screening.objects.filter(waits=True, mention__kind="report").first()
    assert waits is not None
    who = acting(by)
    with acting_in_database(who):
        judge(waits.mention, waits.mention.proposals.get().person, "same", by=who, at=timezone.now())
    for step in STEPS[: STEPS.index(tell_fates)]:
        run(step)


@pytest.mark.django_db
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.__name__)
def test_a_step_killed_at_a_write_and_run_again_gives_the_rows_of_an_undisturbed_run(waiting, ayu, step):
    for before in STEPS[: STEPS.index(step)]:
        run(before)
    if step is tell_fates:
        somebody_says_who_it_is(ayu)
    with tried():
        settle()
        wanted = picture()
    assert sum(wanted.values()) > 40
    with tried(), killed_at(0) as seen:
        run(step)
    assert seen["writes"], "there was nothing to do"
    for write in sorted({1, seen["writes"] // 2, seen["writes"]} - {0}):
        with tried():
            with killed_at(write), pytest.raises(Killed):
                run(step)
            settle()
            found = picture()
            assert found == wanted, (write, list((found - wanted) | (wanted - found))[:5])


# By the clock: the hourly judging


DAYS = 3


def stays(kanim) -> None:
    """Some that end within the days to come, some that ended, one that is long in order; half of them seen late."""
    for number in range(8):
        told = {"name": f"PARK MIN {'ABCDEFGH'[number]}O", "passport": f"M1234567{number}", "content": f"p{number}"}
        ends_on = (NOON + timedelta(days=number - 2)).date() if number < 7 else ENDED
        row = [permit(kanim, ends_on=ends_on, as_of=NOON.date(), **told)]
        if number % 2:
            row.append(sighting((NOON - timedelta(days=1)).date(), content=f"s{number}"))
        person(*row)


def hours() -> list[datetime]:
    return [NOON + timedelta(hours=hour) for hour in range(0, DAYS * 24 + 1, 4)]


def judged() -> tuple[set[tuple], set[tuple]]:
    live = Verdict.objects.filter(superseded_at=None)
    # Of what is only due the days left were counted on the day that it fell due; of a breach they are of the facts.
    fields = ("person", "rule", "rule_version", "verdict", "reason", "until", "facts_used", "details")
    told = [(*row[:-1], row[-1] if row[3] != "due" else None) for row in live.values_list(*fields)]
    verdicts = {tuple(map(repr, row)) for row in told}
    assert len(verdicts) == live.count()
    waiting = Check.objects.filter(state__in=(Check.State.OPEN, Check.State.ASKED))
    asked = set(waiting.values_list("person", "rule", "certainty"))
    assert len(asked) == waiting.count()
    return verdicts, asked


def by(*moments: datetime, times: int = 1) -> tuple[set[tuple], set[tuple]]:
    with transaction.atomic():
        for moment in moments:
            for _ in range(times):
                run(lambda moment=moment: evaluate(moment))
        found = judged()
        transaction.set_rollback(True)
    return found


@pytest.mark.django_db
def test_hours_missed_or_run_twice_or_out_of_turn_end_in_the_same_verdicts(kanim):
    stays(kanim)
    wanted = by(*hours())
    assert len({verdict for _p, rule, _v, verdict, *_rest in wanted[0] if rule == "'STAY-01'"}) > 1
    for how, found in {
        "three days missed": by(hours()[-1]),
        "each hour twice": by(*hours(), times=2),
        "some hours missed": by(hours()[0], *hours()[7:9], hours()[-1]),
    }.items():
        for mine, right in zip(found, wanted, strict=True):
            assert mine ^ right == set(), how


def test_two_workers_beside_each_other_judge_each_stay_once(together, kanim):
    stays(kanim)
    wanted = by(hours()[-1])
    start = Barrier(3)

    def work(_number: int) -> int:
        with connection.cursor() as cursor:
            cursor.execute("set role timpora_worker")
        start.wait(10)
        try:
            return run(lambda: evaluate(hours()[-1]))
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(work, range(3)))
    assert sum(done) >= Evaluation.objects.count() == 8
    run(lambda: evaluate(hours()[-1]))  # what one skipped because another held it is found by state afterwards
    assert judged() == wanted
