"""Shared fixtures: rows are arranged as the worker; requests run as the web role with the member's own reach."""

import pytest
from django.conf import settings
from django.core.management.commands import flush
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

hypothesis_settings.register_profile("house", deadline=None)  # a busy machine is not a failure
hypothesis_settings.load_profile("house")

DATABASE_FIXTURES = {"db", "transactional_db", "live_server", "client"}


signed_in_by_django = Client.force_login


def force_login(self: Client, user, backend: str | None = None) -> None:
    """Fully signed in: the session as the door leaves it after a second factor."""
    from timpora.foundation.signing_in.sessions import mark  # models, which are not there while this file is read

    signed_in_by_django(self, user, backend)
    session = self.session
    mark(session, factor="totp", at=timezone.now())
    session.save()


Client.force_login = force_login


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_modify_db_settings, django_db_blocker):
    """A copy of the database that the migrations make; sessions that a live server's threads left open end with it."""
    from tests.ground import copy_of_the_ground, suites_server

    name = connection.settings_dict["TEST"]["NAME"]
    with copy_of_the_ground(suites_server(), name):
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        yield
        with django_db_blocker.unblock():
            connection.close()


def rows_again(*_: object) -> None:
    """After a flush: the rows that follow a migration. Policies, partitions and privileges were not touched."""
    from timpora.agencies.reference import load_conduct, load_kinds
    from timpora.foundation.installation import ensure_row

    load_kinds()
    load_conduct()
    ensure_row()


def filled_tables(*_: object, **told: object) -> list[str]:
    """Only these are emptied after a test that committed: a handful, where emptying all takes a second."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
            " and not relispartition and relname <> 'django_migrations'"
        )
        tables = [f'"{name}"' for (name,) in cursor.fetchall()]
        asked = (f"select '{name}' where exists (select from {name})" for name in tables)  # noqa: S608 our own names
        cursor.execute(" union all ".join(asked))
        filled = [name for (name,) in cursor.fetchall()]
    return [f"truncate {', '.join(filled)} cascade"] if filled else []


flush.sql_flush, flush.emit_post_migrate_signal = filled_tables, rows_again


@pytest.fixture(autouse=True)
def _as_worker(request: pytest.FixtureRequest):
    marker = request.node.get_closest_marker("django_db")
    if marker is None and not DATABASE_FIXTURES.intersection(request.fixturenames):
        yield
        return
    is_transactional = "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction")
    )
    request.getfixturevalue("transactional_db" if is_transactional else "db")
    with connection.cursor() as cursor:
        cursor.execute("set role timpora_worker")
    yield
    if is_transactional:
        with connection.cursor() as cursor:
            cursor.execute("reset role")


@pytest.fixture(autouse=True)
def _own_files(tmp_path, settings) -> None:
    """Each test has its own folder for stored files."""
    settings.FILES_DIR = tmp_path / "files"


@pytest.fixture(autouse=True)
def _own_installation() -> None:
    """What another test changed about the installation and its areas went with its transaction."""
    from timpora.foundation import installation  # models stand only when Django is set up
    from timpora.territory import gazetteer

    installation.forget()
    gazetteer.forget()


pytest_plugins = ["timpora.agencies.tests.cast"]
