"""The decision: what opens, what does not, and why."""

import itertools
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from timpora.core.access import Facts, Scope, decide, reach
from timpora.core.access.decision import PROTECTION

RECORD, AGENCY, ACCOUNT = UUID(int=1), UUID(int=2), UUID(int=3)
READ = frozenset({"report.read"})


def test_a_range_opens_what_lies_in_it():
    scope = Scope(READ, low=10, high=20, because="membership:1")
    decision = decide([scope], "report.read", Facts(frozenset(), area=20))
    assert decision.is_allowed
    assert decision.because == "membership:1"
    assert not decide([scope], "report.read", Facts(frozenset(), area=21)).is_allowed
    assert decide([scope], "report.send", Facts(frozenset(), area=15)).reason == "no_scope"


def test_an_empty_restriction_opens_nothing():
    for scope in (Scope(READ), Scope(READ, low=1), Scope(READ, high=9)):
        assert not decide([scope], "report.read", Facts(frozenset({RECORD}), area=5)).is_allowed
    assert not decide([], "report.read", Facts(frozenset({RECORD}), area=5)).is_allowed


def test_a_row_without_an_area_is_in_no_range():
    assert not decide([Scope(READ, low=0, high=9)], "report.read", Facts(frozenset())).is_allowed


def test_a_record_scope_opens_that_record_only():
    scope = Scope(READ, records={RECORD: "share:1"})
    assert decide([scope], "report.read", Facts(frozenset({RECORD}), area=5)).is_allowed
    assert not decide([scope], "report.read", Facts(frozenset({AGENCY}), area=5)).is_allowed


def test_own_rows_only():
    own = Scope(READ, low=0, high=9, account=ACCOUNT)
    agencys = Scope(READ, low=0, high=9, agency=AGENCY)
    assert decide([own], "report.read", Facts(frozenset(), area=5, account=ACCOUNT)).is_allowed
    assert not decide([own], "report.read", Facts(frozenset(), area=5, account=AGENCY)).is_allowed
    assert decide([agencys], "report.read", Facts(frozenset(), area=5, agency=AGENCY)).is_allowed
    assert not decide([agencys], "report.read", Facts(frozenset(), area=5)).is_allowed


def test_a_protected_record_needs_its_key():
    facts = Facts(frozenset({RECORD}), area=5, is_protected=True)
    reader, key = Scope(READ, low=0, high=9), Scope(frozenset({PROTECTION}), low=0, high=9)
    assert decide([reader], "report.read", facts).reason == "no_key"
    assert decide([key], "report.read", facts).reason == "no_scope"
    assert decide([reader, key], "report.read", facts).is_allowed
    assert not decide([reader, Scope(frozenset({PROTECTION}), low=6, high=9)], "report.read", facts).is_allowed


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 12))))
def test_merged_ranges_hold_the_same_areas(pairs):
    scopes = [Scope(READ, low=low, high=low + width) for low, width in pairs]
    merged = reach(scopes, "report.read")
    inside = {area for area in range(90) if any(low <= area <= high for low, high in merged)}
    assert inside == {area for area in range(90) if any(s.low <= area <= s.high for s in scopes)}
    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(merged))


def test_record_scopes_are_no_range():
    assert reach([Scope(READ, records={RECORD: "share:1"}), Scope(READ)]) == ()
    assert reach([Scope(READ, low=1, high=2)], "report.send") == ()
