"""A file whose request ended before its row stood goes after a day; never one that a row names, nor a young one."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation import files, installation
from timpora.foundation.jobs import sweep_files
from timpora.keeping import doctor
from timpora.keeping.health import ATTENTION, GOOD

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def stored(account, *, age: timedelta, is_named: bool) -> Path:
    """As a request leaves it; without its row where the request ended in between."""
    with transaction.atomic():
        by = acting(account)
        path = files.path_of(files.store(b"foto", name="a.jpg", media_type="image/jpeg", area=TANAH_BUMBU, by=by))
        transaction.set_rollback(not is_named)
    moment = (timezone.now() - age).timestamp()
    os.utime(path, (moment, moment))
    return path


@pytest.fixture
def _begun_long_ago() -> None:
    row = installation.current()
    row.begun_at = timezone.now() - 30 * DAY
    row.save()
    installation.forget()


@pytest.mark.usefixtures("_begun_long_ago")
def test_only_what_no_row_names_goes_and_only_after_a_day(ayu):
    gone = stored(ayu, age=DAY * 1.1, is_named=False)
    kept = [stored(ayu, age=DAY * 0.9, is_named=False), stored(ayu, age=20 * DAY, is_named=True)]
    told = doctor.unnamed_files(timezone.now())
    assert (told.state, told.words[:2]) == (ATTENTION, "1 ")
    sweep_files(timestamp=0)
    assert not gone.exists()
    assert all(path.exists() for path in kept)
    assert doctor.unnamed_files(timezone.now()).state == GOOD


def test_what_is_older_than_the_database_is_left_and_told(ayu):
    old = stored(ayu, age=2 * DAY, is_named=False)
    assert files.sweep(timezone.now()) == 0
    assert old.exists()
    assert doctor.unnamed_files(timezone.now()).state == ATTENTION
