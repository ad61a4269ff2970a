"""The matching queue asks five tables in one question: beyond the reach of any of them a mention does not wait."""

import pytest

from timpora.agencies.tests.cast import JEMBER, acting
from timpora.foundation.jobs import run
from timpora.foundation.models import Handling
from timpora.identity.models import Judgement, Proposal, Screening
from timpora.identity.queries import Filter, Tab, a_few, waiting
from timpora.identity.steps import propose_matches
from timpora.identity.tests.test_answer_a_match import known, told  # noqa: F401
from timpora.registers.models import Mention, Person
from timpora.registers.tests.factories import AREA

pytestmark = pytest.mark.django_db


@pytest.fixture
def seen(known, first_lock_alone) -> Mention:  # noqa: F811
    row = told(name="Andreas Hofman", nationality="DEU", activity="bekerja di dermaga")
    run(propose_matches)
    return row


def tabs(row: Mention, account) -> set[Tab]:
    by = acting(account)
    found = {tab for tab in (Tab.WAITING, Tab.UNSURE, Tab.UNKNOWN) if row.pk in waiting(by, Filter(tab), None)}
    assert found == {tab for tab in (Tab.WAITING, Tab.UNSURE, Tab.UNKNOWN) if a_few(by, Filter(tab))}
    assert bool(found) == bool(waiting(by, Filter(None), 1, among=[row.pk]))
    return found


@pytest.mark.parametrize(
    ("model", "beyond"),
    [
        (Screening, {"area": JEMBER}),
        (Screening, {"is_protected": True}),
        (Mention, {"is_protected": True}),
        (Mention, {"handling": Handling.RAHASIA}),
        (Proposal, {"area": JEMBER}),
        (Proposal, {"is_protected": True}),
    ],
)
def test_beyond_one_lock_it_waits_in_no_tab(seen, ayu, model, beyond):
    assert tabs(seen, ayu) == {Tab.WAITING}
    rows = model.objects.filter(**{"pk": seen.pk} if model in (Screening, Mention) else {"mention": seen})
    assert rows.update(**beyond)
    assert tabs(seen, ayu) == set()


def test_a_candidate_beyond_the_own_reach_is_none(seen, ayu, known):  # noqa: F811
    Person.objects.filter(pk=known.pk).update(area=JEMBER)
    assert tabs(seen, ayu) == {Tab.UNKNOWN}


def test_an_answer_beyond_the_own_reach_says_nothing(seen, ayu, known):  # noqa: F811
    Person.objects.filter(pk=known.pk).update(area=JEMBER)
    said = {"mention": seen, "person": known, "area": AREA, "answer": "unsure", "at": seen.told_at}
    row = Judgement.objects.create(**said)
    assert tabs(seen, ayu) == {Tab.UNSURE}
    Judgement.objects.filter(pk=row.pk).update(area=JEMBER)
    assert tabs(seen, ayu) == {Tab.UNKNOWN}
