"""Short common names do not outrank a full match, and a birth date alone is nobody."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.leaks.doors import door
from timpora.core.matching import Birth, Identity, compare, parse_birth
from timpora.foundation.jobs import run
from timpora.identity.models import Proposal
from timpora.identity.steps import propose_matches
from timpora.registers.queries import candidates, identity_of
from timpora.registers.tests.factories import mention, person, source

BIRTH = parse_birth("1988-03-02")
WANG = {"nationality": "CHN", "birth": BIRTH, "sex": "M"}
# Names without one letter in common cannot sound alike.
lefts, rights = (st.text(alphabet=letters, min_size=4, max_size=9) for letters in ("BDGLRM", "FHKTSZ"))
days = st.dates(date(1901, 1, 1), date(2019, 12, 31))


def on_file(name: str, **facts):
    return person(mention(source(content=name), "permits", name=name, permit_kind="ITAS", **facts))


@pytest.mark.django_db
def test_namesakes_by_a_short_name_stand_below_the_full_match():
    full = on_file("WANG LI GUANGMING", **WANG, passport="E12345678")
    short = [on_file(name, nationality="CHN") for name in ("WANG", "LI", "WANG LI", "LI WANG", "WANG LEI", "LI WEI")]
    seen = mention(source(content="seen"), "report", name="Wang Li Guangming", nationality="CHN", birth=BIRTH)
    assert candidates(identity_of(seen))[0] == full
    run(propose_matches)
    best = Proposal.objects.filter(mention=seen).order_by("-probability").first()
    assert best.person == full
    assert all(row.probability < best.probability for row in Proposal.objects.filter(mention=seen, person__in=short))


@pytest.mark.django_db
def test_a_search_for_the_whole_name_shows_whoever_bears_it_and_no_namesake(ayu):
    full = on_file("WANG LI GUANGMING", **WANG)
    for name in ("WANG", "LI", "WANG LI", "GUANG LI"):
        on_file(name, nationality="CHN")
    shown = door(ayu).get("/orang-asing/", {"q": "wang li guangming", "purpose": "check"}).context["rows"]
    assert [row["person"].pk for row in shown] == [full.pk]


@pytest.mark.django_db
def test_an_equal_birth_date_proposes_nobody():
    on_file("HOFFMANN ANDREAS", **WANG | {"nationality": "DEU"})
    seen = mention(source(content="seen"), "report", name="Okafor Chidi", nationality="DEU", birth=BIRTH)
    run(propose_matches)
    assert not Proposal.objects.filter(mention=seen).exists()


@settings(max_examples=30)
@given(days, lefts, rights)
def test_the_same_birth_date_with_other_names_is_never_a_match(day, left, right):
    born = Birth(day.year, day.month, day.day)
    said = compare(
        Identity(names=(left,), nationality="CHN", birth=born), Identity(names=(right,), nationality="CHN", birth=born)
    )
    assert said.decision not in ("full", "likely")


@settings(max_examples=30)
@given(days)
def test_a_birth_date_and_nothing_else_is_never_a_match(day):
    alone = Identity(birth=Birth(day.year, day.month, day.day))
    assert compare(alone, alone).probability < 0.5
