"""A migration that is killed, and run again: the same database as if nothing had happened. One that is in the way."""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from tests.faults_running.running import asked, connected, finished, kill, start, start_script
from tests.faults_running.sizes import IS_FULL, SIZES
from tests.ground import suites_server
from tests.running.place import GROUND, Place, new_place

# The whole schema in sentences, without the order in which it came about.
SCHEMA = """
select 'column', table_name, column_name, data_type, is_nullable, column_default from information_schema.columns
    where table_schema = 'public' and table_name !~ '_y?\\d{4}_?m?\\d{2}$'
union all select 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid), '', ''
    from pg_constraint where connamespace = 'public'::regnamespace and conrelid::regclass::text !~ '\\d{4}_?m?\\d{2}$'
union all select 'index', tablename, indexname, indexdef, '', '' from pg_indexes
    where schemaname = 'public' and tablename !~ '\\d{4}_?m?\\d{2}$'
union all select 'policy', tablename, policyname, roles::text || cmd, qual, with_check from pg_policies
union all select 'trigger', tgrelid::regclass::text, tgname, pg_get_triggerdef(oid), '', '' from pg_trigger
    where not tgisinternal and tgrelid::regclass::text !~ '\\d{4}_?m?\\d{2}$'
union all select 'function', proname, pg_get_function_identity_arguments(oid), md5(prosrc), prosecdef::text,
    proacl::text from pg_proc where pronamespace = 'public'::regnamespace
union all select 'grant', table_name, grantee, privilege_type, '', '' from information_schema.role_table_grants
    where table_schema = 'public' and table_name !~ '\\d{4}_?m?\\d{2}$'
union all select 'locked', relname, relrowsecurity::text, relforcerowsecurity::text, relkind::text, ''
    from pg_class where relnamespace = 'public'::regnamespace and relname !~ '\\d{4}_?m?\\d{2}$'
order by 1, 2, 3, 4, 5, 6
"""
APPLIED = "select app, name from django_migrations order by 1, 2"
REFERENCE = "select code, name from territory_area where code / 100000000 = 63 order by 1"
CALM = 25  # seconds that an undisturbed migration of an empty database takes at least


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Callable[[], Place]]:
    with ExitStack() as stack:
        yield lambda: stack.enter_context(new_place(tmp_path / uuid4().hex, suites_server()))


def test_killed_at_random_moments_and_run_again(fresh: Callable[[], Place], mold: Place, figures):
    place, counts, seconds = fresh(), [], []
    while len(counts) < SIZES.migration_kills:
        process = start(place, "migrate")
        time.sleep(random.uniform(2, CALM) if IS_FULL else random.uniform(2, 8))
        if kill(process):
            there = asked(place, "select to_regclass('django_migrations') is not null")[0][0]
            counts.append(asked(place, "select count(*) from django_migrations")[0][0] if there else 0)
        else:  # whole before it could be killed again: the next is killed from the beginning
            seconds.append(is_whole(place, mold))
            assert len(seconds) <= len(counts), "it is done before it can be killed"
            place = fresh()
    seconds.append(is_whole(place, mold))
    figures(kills=len(counts), migrations_there_after_each=counts, last_run_seconds=seconds)


def is_whole(place: Place, mold: Place) -> float:
    """After one more run, as if nobody had ever killed one; returns how long that took."""
    begun = time.monotonic()
    finished(start_script(place, GROUND, role="owner"))
    seconds = time.monotonic() - begun
    assert asked(place, APPLIED) == asked(mold, APPLIED)
    ours, calm = set(asked(place, SCHEMA)), set(asked(mold, SCHEMA))
    assert ours == calm, sorted(ours ^ calm, key=str)[:10]
    assert set(asked(mold, REFERENCE)) <= set(asked(place, REFERENCE))  # a whole run brings the whole country
    return seconds


def test_a_migration_gives_way_to_a_reader(copies: Callable[[], Place], figures):
    place = copies()
    before = asked(place, SCHEMA)
    with connected(place) as reader, reader.transaction():
        reader.execute("select 1 from registers_person")
        begun = time.monotonic()
        _out, err = finished(start(place, "migrate"), code=2)
        seconds = time.monotonic() - begun
    assert err.startswith("timpora: ")
    assert "registers" not in err, "a sentence, not the words of the database"
    assert "5s" in err
    assert "timpora migrate" in err
    assert seconds < 30
    assert asked(place, SCHEMA) == before
    figures(gave_way_after=seconds)
