"""Invented people, and the errors with which others write them down."""

from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from timpora.core.matching import NIK, NIORA, PASSPORT, PERMIT, RPTKA, SKTT, Birth, Identity, parse_birth

GIVEN = (
    "XIAO MING",
    "LI NA",
    "ALEKSANDR",
    "MUHAMMAD",
    "SIOBHAN",
    "THI HUONG",
    "ROSARIO",
    "YEONG SU",
    "RAJESH",
    "OLUWASEUN",
)
SURNAMES = ("ZHANG", "PETRENKO", "ABDULRAHMAN", "MACNAMARA", "NGUYEN", "DELACROIZ", "PARK", "VENKATARAMAN", "ADEYEMI")
COUNTRIES = ("CHN", "UKR", "SAU", "IRL", "VNM", "PHL", "KOR", "IND", "NGA")


def person(
    *names: str, birth: object = None, numbers: tuple[tuple[str, str, str | None], ...] = (), **rest: str
) -> Identity:
    return Identity(
        names=names,
        birth=parse_birth(birth),
        numbers=frozenset(numbers),
        sex=rest.get("sex"),
        nationality=rest.get("nationality"),
    )


births = st.dates(date(1930, 1, 1), date(2020, 12, 31)).map(lambda day: Birth(day.year, day.month, day.day))
partial_births = st.one_of(
    births, births.map(lambda whole: Birth(whole.year, whole.month)), births.map(lambda whole: Birth(whole.year))
)
number_keys = st.from_regex(r"[A-Z]{1,2}[0-9]{6,7}", fullmatch=True)
told_names = st.one_of(
    st.text(max_size=60),
    # Few letters make near collisions, where a comparison could depend on the side.
    st.text("ABMRN ", max_size=14),
    st.builds("{} {}".format, st.sampled_from(SURNAMES), st.sampled_from(GIVEN)),
    st.builds(
        "{} {} {}".format, st.sampled_from(GIVEN), st.sampled_from(("BIN", "VAN", "J", "AL")), st.sampled_from(SURNAMES)
    ),
)
held_numbers = st.tuples(
    st.sampled_from((PASSPORT, NIORA, PERMIT, NIK, SKTT, RPTKA)),
    st.one_of(number_keys, st.sampled_from(("E1234567", "E1234568", "EI234567"))),
    st.one_of(st.none(), st.sampled_from(COUNTRIES)),
)
identities = st.builds(
    Identity,
    names=st.lists(told_names, max_size=2).map(tuple),
    sex=st.sampled_from((None, "F", "M")),
    nationality=st.one_of(st.none(), st.sampled_from(COUNTRIES)),
    birth=st.one_of(st.none(), partial_births),
    numbers=st.frozensets(held_numbers, max_size=4),
    lapsed=st.frozensets(st.just((PASSPORT, "E1234567")), max_size=1),
)
registered = st.builds(
    lambda surname, given, sex, nationality, birth, key: Identity(
        (f"{surname} {given}",), sex, nationality, birth, frozenset({(PASSPORT, key, nationality)})
    ),
    st.sampled_from(SURNAMES),
    st.sampled_from(GIVEN),
    st.sampled_from("FM"),
    st.sampled_from(COUNTRIES),
    births,
    number_keys,
)


def _retold(known: Identity, other: Identity, changed: frozenset[str]) -> tuple[Identity, Identity]:
    return known, replace(known, **{field: getattr(other, field) for field in changed})


_FIELDS = ("names", "sex", "nationality", "birth", "numbers", "lapsed")
# One person told twice, some facts told otherwise: where most decisions lie near a border.
told_twice = st.builds(
    _retold, registered, st.one_of(registered, identities), st.frozensets(st.sampled_from(_FIELDS), max_size=3)
)
