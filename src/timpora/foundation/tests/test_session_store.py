"""A session that could not be written: because somebody ended it, or because the database went away."""

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import OperationalError, connection

from timpora.foundation.patience import is_away
from timpora.foundation.signing_in.store import SessionStore

pytestmark = pytest.mark.django_db


def kept() -> SessionStore:
    store = SessionStore()
    store["seen_at"] = 1.0
    store.create()
    return SessionStore(store.session_key)


def test_what_was_kept_is_read_again_and_an_unknown_key_opens_nothing():
    assert kept()["seen_at"] == 1.0
    stranger = SessionStore("0" * 32)
    assert "seen_at" not in stranger
    assert stranger.session_key is None


def test_a_session_that_was_ended_meanwhile_is_not_written_again():
    store = kept()
    assert store["seen_at"] == 1.0
    kept_key = store.session_key
    SessionStore(kept_key).delete()
    store["seen_at"] = 2.0
    with pytest.raises(UpdateError):
        store.save()


def test_a_database_that_went_away_is_said_as_such():
    store = kept()
    store["seen_at"] = 2.0

    def lost(execute, sql, params, many, context):
        if sql.startswith("UPDATE"):
            raise OperationalError("server closed the connection unexpectedly")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(lost), pytest.raises(OperationalError) as raised:
        store.save()
    assert is_away(raised.value)
