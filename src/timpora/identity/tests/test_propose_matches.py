"""What the machine may decide alone: a full match, somebody new in a register. All else is asked."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timpora.core.matching import parse_birth
from timpora.foundation.jobs import run
from timpora.foundation.models import Event
from timpora.identity.models import Judgement, Proposal, Screening
from timpora.identity.queries import totals
from timpora.identity.steps import propose_matches
from timpora.registers.actions import link
from timpora.registers.models import Mention, Person
from timpora.registers.tests.factories import AREA, NOON, PARK, mention, person, source

Answer = Judgement.Answer
HERE = (AREA, AREA)
CHEN = {"name": "CHEN WEIMING", "sex": "M", "nationality": "CHN", "birth": parse_birth("1979-06-21")}


def told(kind: str, **facts) -> Mention:
    return mention(source(content=repr((kind, facts))), kind, **facts)


def who(row: Mention) -> Person | None:
    return Mention.objects.get(pk=row.pk).person


def test_a_full_match_confirms_itself_and_says_so(kanim):
    known = person(told("permits", **PARK, permit_kind="ITAS"))
    row = told("workers", **PARK | {"name": "Park Min-Seo"}, employer="PT Rekaan")
    assert run(propose_matches) == 1
    assert who(row) == known
    judgement = Judgement.objects.get(mention=row)
    assert (judgement.answer, judgement.account_id, judgement.person) == (Answer.SAME, None, known)
    assert {"passport", "birth_date", "name"} <= {
        item["feature"] for item in judgement.evidence if item["relation"] == "same"
    }
    assert not Screening.objects.get(mention=row).waits
    assert Event.objects.get(kind="identity.judged").account_id is None
    assert totals(HERE) == {"matched": 1, "waiting": 0, "new": 0}


def test_a_register_makes_a_new_person_known(kanim):
    row = told("permits", **PARK)
    run(propose_matches)
    assert who(row) is not None
    assert Judgement.objects.get(mention=row).answer == Answer.NEW


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("report", CHEN),  # a village tells a name and a birth date: nobody is made of that alone
        ("sightings", {"name": "Chen"}),
        ("workers", {"name": "CHEN WEIMING", "birth": "1979"}),
        ("permits", {"name": "CHEN WEIMING"}),
    ],
)
def test_a_weak_mention_without_candidates_stays_unknown(db, kind, facts):
    row = told(kind, **facts)
    run(propose_matches)
    assert who(row) is None
    screening = Screening.objects.get(mention=row)
    assert screening.waits
    assert screening.candidates == 0


def test_who_waits_is_looked_at_again_when_somebody_known_gains_a_number(kanim):
    known = person(told("permits", **CHEN))
    row = told("report", passport="K99887766")
    run(propose_matches)
    assert Screening.objects.get(mention=row).candidates == 0
    link(told("workers", **CHEN, passport="K99887766"), known, by=None, at=NOON)
    assert run(propose_matches) == 1
    assert Screening.objects.get(mention=row).candidates == 1
    assert run(propose_matches) == 0


def test_two_mentions_of_one_new_person_in_one_chunk_find_each_other(db):
    rows = [told("permits", **PARK), told("workers", **PARK), told("residents", **PARK | {"name": "MIN SEO PARK"})]
    run(propose_matches)
    assert len({who(row) for row in rows}) == 1
    assert Person.objects.count() == 1


def test_a_name_from_the_street_is_asked_about_the_person_whom_the_same_chunk_made_known(db):
    seen = told("report", name="Chen Weiming", nationality="CHN")
    known = told("permits", **CHEN, passport="E12345671")
    run(propose_matches)
    assert who(seen) is None
    assert Proposal.objects.get(mention=seen).person == who(known)


def test_who_was_told_of_before_the_register_came_is_asked_about_afterwards(db):
    seen = told("report", name="Chen Weiming", nationality="CHN")
    run(propose_matches)
    assert not Proposal.objects.exists()
    known = told("permits", **CHEN, passport="E12345671")
    run(propose_matches)
    assert Proposal.objects.get(mention=seen).person == who(known)
    assert Screening.objects.get(mention=seen).candidates == 1


@pytest.mark.parametrize("name", ["", "ROBERTO ALVAREZ"])
def test_an_equal_birth_date_alone_is_never_a_ground(db, name):
    person(told("permits", **CHEN, passport="E12345671"))
    row = told("report", name=name, sex="M", nationality="CHN", birth=CHEN["birth"])
    run(propose_matches)
    assert who(row) is None
    assert not Proposal.objects.filter(mention=row).exists()


def test_a_family_with_neighbouring_passports_is_no_one_person(db):
    father = told("permits", **CHEN, passport="E12345671")
    son = told(
        "permits", name="CHEN LIANG", sex="M", nationality="CHN", birth=parse_birth("2009-02-11"), passport="E12345672"
    )
    run(propose_matches)
    assert who(father) != who(son)
    assert not Proposal.objects.filter(mention__in=(father, son), decision="full").exists()


def test_a_namesake_with_another_birth_date_and_other_documents_is_not_asked_about(db):
    known = told("permits", **CHEN, passport="E12345671")
    namesake = told("permits", **CHEN | {"birth": parse_birth("1991-01-30")}, passport="E99817265")
    run(propose_matches)
    assert who(known) != who(namesake)
    assert not Proposal.objects.exists()


def test_twins_who_share_birth_and_family_name_are_two(db):
    one = told("permits", **PARK)
    other = told("permits", **PARK | {"name": "PARK MIN JI", "passport": "M12345679"})
    run(propose_matches)
    assert who(one) != who(other) or who(other) is None
    assert not Judgement.objects.filter(answer=Answer.SAME).exists()


def test_a_full_match_with_two_people_is_asked(db):
    first, second = person(told("permits", **PARK)), person(told("residents", **PARK))
    row = told("workers", **PARK)
    run(propose_matches)
    assert who(row) is None
    assert set(Proposal.objects.filter(mention=row).values_list("person", flat=True)) == {first.pk, second.pk}


def test_a_withdrawn_source_is_not_examined(db):
    row = told("permits", **PARK)
    Mention.objects.filter(pk=row.pk).update(withdrawn_at=NOON, withdrawn_because="keliru")
    assert run(propose_matches) == 0


def test_a_mention_of_a_protected_person_is_shielded_at_once(db):
    known = person(told("permits", **PARK))
    Person.objects.filter(pk=known.pk).update(is_protected=True)
    row = told("workers", **PARK)
    run(propose_matches)
    assert who(row) == known
    for model in (Judgement, Proposal, Screening):
        assert model.objects.get(mention=row).is_protected


MENTIONS = st.lists(
    st.tuples(
        st.sampled_from(["permits", "workers", "sightings", "report"]),
        st.fixed_dictionaries(
            {"name": st.sampled_from(["PARK MIN SEO", "Park Min Su", "CHEN WEIMING", "Chen"])},
            optional={
                "birth": st.sampled_from(["1988-03-02", "1988-02-03", "1988"]),
                "passport": st.sampled_from(["M12345678", "M12345679"]),
                "nationality": st.sampled_from(["KOR", "CHN"]),
            },
        ),
    ),
    max_size=6,
)


def state() -> tuple:
    return (
        set(Mention.objects.values_list("pk", "person")),
        set(Proposal.objects.values_list("mention", "person", "decision", "answered_at")),
        set(Judgement.objects.values_list("pk", "answer")),
        Person.objects.count(),
    )


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=MENTIONS)
def test_examining_twice_is_examining_once(rows):
    with transaction.atomic():
        by = source(at=NOON + timedelta(days=1), content=repr(rows))
        for number, (kind, facts) in enumerate(rows):
            mention(by, kind, row_no=number, **facts)
        run(propose_matches)
        once = state()
        assert run(propose_matches) == 0
        Screening.objects.update(model_version="0")
        run(propose_matches)
        again = state()
        transaction.set_rollback(True)
    assert again == once
