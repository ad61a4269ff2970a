from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.core.matching import Birth, parse_birth
from timpora.core.matching.tests.people import births


@pytest.mark.parametrize(
    "told",
    [
        "1984-08-12", "1984/08/12", "12/08/1984", "12-08-1984", "12.08.1984", "12 Agustus 1984", "12 agt 1984",
        "12-AUG-1984", "12AUG1984", "August 12, 1984", "1984 Aug 12", "19840812", "12081984", "30906", "30906.0", 30906,
        30906.5, "'12/08/1984", "1984-08-12 00:00:00", "1984-08-12T00:00:00Z", date(1984, 8, 12), datetime(1984, 8, 12),
    ],
)  # fmt: skip
def test_a_whole_date_is_read_however_it_is_written(told):
    assert parse_birth(told) == Birth(1984, 8, 12)


@pytest.mark.parametrize(
    ("told", "birth"),
    [
        ("1984", Birth(1984)), (1984, Birth(1984)), (1984.0, Birth(1984)), ("1984.0", Birth(1984)),
        ("1984-05", Birth(1984, 5)), ("05/1984", Birth(1984, 5)), ("Mei 1984", Birth(1984, 5)),
        ("00/05/1984", Birth(1984, 5)), ("1984-05-00", Birth(1984, 5)), ("XX/XX/1984", Birth(1984)),
        ("1984-??-??", Birth(1984)), ("12/00/1984", Birth(1984)), ("08/25/1984", Birth(1984, 8, 25)),
    ],
)  # fmt: skip
def test_a_partial_date_keeps_what_is_known(told, birth):
    assert parse_birth(told) == birth
    assert birth.is_whole == (birth.day is not None)


@pytest.mark.parametrize("told", [None, "", "-", "TIDAK ADA", "n/a", "00/00/0000", "??", "xx/xx/xxxx", float("nan")])
def test_nothing_told_is_no_birth(told):
    assert parse_birth(told) is None


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("31/02/1984", "birth_impossible"), ("29/02/1983", "birth_impossible"), ("13/13/1984", "birth_impossible"),
        ("12/08/84", "birth_year_two_digits"), ("1066-10-14", "birth_year_out_of_range"),
        ("01/01/0000", "birth_year_out_of_range"), ("sekitar 40 tahun", "birth_unreadable"),
        ("lama sekali", "birth_unreadable"), ("12:08:1984", "birth_unreadable"), ("12 Foo 1984", "birth_unreadable"),
        ("12/08/19844", "birth_unreadable"), ("123456", "birth_unreadable"), ("99999", "birth_unreadable"),
        ("1/2/3/1984", "birth_unreadable"), ("12 08 mei", "birth_unreadable"), (float("inf"), "birth_unreadable"),
    ],
)  # fmt: skip
def test_an_impossible_date_is_refused_with_its_reason(told, key):
    with pytest.raises(ValueError, match=rf"^{key}$"):
        parse_birth(told)


@pytest.mark.parametrize("parts", [(1984, None, 5), (1984, 0), (1984, 13), (1984, 5, 0), (1984, 2, 30)])
def test_an_impossible_birth_cannot_be_made(parts):
    with pytest.raises(ValueError, match=r"^birth_"):
        Birth(*parts)


@given(births)
def test_a_birth_reads_its_own_text_and_the_indonesian_order(birth):
    assert parse_birth(str(birth)) == birth
    assert parse_birth(f"{birth.day:02}/{birth.month:02}/{birth.year}") == birth


@given(st.one_of(st.text(max_size=30), st.integers(), st.floats()))
def test_any_cell_is_read_or_refused_by_key(told):
    assert refusal(told).startswith("birth_") or refusal(told) == ""


def refusal(told):
    try:
        parse_birth(told)
    except ValueError as refused:
        return str(refused)
    return ""
