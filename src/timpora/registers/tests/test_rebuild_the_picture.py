"""One person from what many sources tell: the last word, its source, contradictions, and the way back."""

from datetime import UTC, date, datetime, timedelta

from timpora.core.matching import parse_birth
from timpora.foundation.jobs import run
from timpora.registers.actions import link, mark_stale_of_source, unlink
from timpora.registers.models import CurrentPerson, CurrentStay, PersonKey
from timpora.registers.steps import rebuild_current
from timpora.registers.tests.factories import AREA, NOON, PARK, mention, person, source

LATER = NOON + timedelta(days=30)


def test_a_permit_row_becomes_a_person_with_a_stay(kanim):
    row = person(mention(source(kanim, as_of=date(2026, 8, 1)), **PARK, permit_kind="ITAS", permit_ends_on=date(2027, 1, 31)))
    assert row.current.name == "PARK MIN SEO"
    assert row.current.sort_key == "PARK MIN SEO"
    assert (row.current.birth_year, row.current.passport) == (1988, "M12345678")
    assert (row.stay.permit_kind, row.stay.permit_ends_on) == ("ITAS", date(2027, 1, 31))
    assert row.stay.permit_source_as_of == date(2026, 8, 1)
    assert row.stay.last_seen_on is None  # a register sees nobody
    assert row.stay.origins["permit_ends_on"]["agency"] == kanim.short_name
    assert row.stale_since is None
    assert row.area == AREA
