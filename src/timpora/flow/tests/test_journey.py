"""The journey names only real kinds and real steps, and every step can be repeated."""

import pytest

from timpora.flow.journey import FOLLOWS, JOURNEY
from timpora.foundation.events import KINDS
from timpora.foundation.jobs import settle


def test_every_line_names_a_declared_kind():
    assert {kind.code for kind in FOLLOWS} <= set(KINDS)
    assert all(callable(step) for steps in JOURNEY.values() for step in steps)


@pytest.mark.django_db
def test_with_nothing_to_do_every_step_ends_at_once():
    assert settle() == 0
