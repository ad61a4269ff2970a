"""Whatever order sources arrive in, the picture is the same; taking one away is as if it had never come."""

from datetime import date, timedelta
from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from timpora.registers.claims import Told, claims_of, mention_of
from timpora.registers.columns import read
from timpora.registers.companies import Companies, folded_company, regency
from timpora.registers.models import Company
from timpora.registers.picture import Picture, picture_of
from timpora.registers.telling import Spoken
from timpora.registers.tests.factories import AREA, NOON
from timpora.sources.models import Source

DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
FIRM = Company(name="PT Rekaan", folded=folded_company("PT Rekaan"), area=regency(AREA))
FIRMS = Companies({(FIRM.folded, FIRM.area): FIRM})
FACTS = st.fixed_dictionaries(
    {"name": st.sampled_from(["PARK MIN SEO", "Park Min-seo", "Seo Park", "Pak Min Su"])},
    optional={
        "sex": st.sampled_from("MF"),
        "birth": st.sampled_from(["1988", "1988-03", "1988-03-02", "1988-02-03"]),
        "passport": st.sampled_from(["M12345678", "M87654321"]),
        "permit_kind": st.sampled_from(["ITAS", "ITK"]),
        "permit_ends_on": DAYS,
        "extension_filed_on": DAYS,
        "entered_on": DAYS,
        "departed_on": DAYS,
        "seen_on": DAYS,
        "address": st.just("Jalan Rekaan 1"),
        "employer": st.just("PT Rekaan"),
        "sight": st.sampled_from(["lives", "works", "left"]),
    },
)
KINDS = st.sampled_from(["permits", "workers", "residents", "sightings", "report"])
AREAS = st.sampled_from([AREA, AREA + 1, 6310012000, 6302010001])
NUMBER = count()


@st.composite
def spoken(draw) -> Spoken:
    told_at = NOON + timedelta(days=draw(st.integers(-200, 200)))
    origin = Source(
        agency_id=f"00000000-0000-0000-0000-00000000000{draw(st.integers(1, 3))}",
        agency_name="Instansi",
        as_of=draw(st.none() | DAYS),
        content_hash=str(next(NUMBER)),
        told_at=told_at,
    )
    row = Told(1, draw(KINDS), draw(AREAS), told_at, read(draw(FACTS)))
    mention = mention_of(origin, row, row.facts)
    claims: dict[str, list] = {}
    for claim in claims_of(origin, mention, row, row.facts, FIRMS, permits_known_on=origin.as_of):
        claims.setdefault(claim._meta.model_name, []).append(claim)
    return Spoken(mention, origin, claims)


def said(picture: Picture) -> tuple:
    return picture.area, picture.who, picture.stay, picture.origins


@given(st.lists(spoken(), max_size=6).flatmap(lambda rows: st.tuples(st.just(rows), st.permutations(rows))))
def test_the_order_of_arrival_does_not_matter(orders):
    told, shuffled = orders
    assert said(picture_of(told)) == said(picture_of(shuffled))


@given(st.lists(spoken(), min_size=1, max_size=6))
def test_every_fact_of_a_stay_says_where_it_came_from(told):
    picture = picture_of(told)
    tellers = {str(one.mention.pk) for one in told}
    assert picture.stay.keys() <= picture.origins.keys()
    assert {origin["mention"] for origin in picture.origins.values()} <= tellers


@given(st.lists(spoken(), min_size=1, max_size=5))
def test_nobody_has_departed_before_the_last_entry(told):
    stay = picture_of(told).stay
    if "departed_on" in stay:
        assert stay["departed_on"] >= stay.get("entered_on", stay["departed_on"])
