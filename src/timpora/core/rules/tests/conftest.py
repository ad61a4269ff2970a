"""The rulebook as shipped, read once."""

from __future__ import annotations

import pytest

from timpora.core.rules.rulebook import Rulebook
from timpora.rulebook_files import load


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load()
