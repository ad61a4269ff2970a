import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.core.matching import country_name, nationality_code, number_key, sex_code
from timpora.core.matching.variants import _SAME_NAME


@pytest.mark.parametrize(
    ("told", "key"),
    [
        ("e 1234567", "E1234567"), ("E-123.456/7", "E1234567"), ("Е1234567", "E1234567"),
        ("Ｅ１２３４５６７", "E1234567"),
        ("E١٢٣٤٥٦٧", "E1234567"), ("E1234567<<", "E1234567"), (20483917.0, "20483917"), ("20483917.0", "20483917"),
        (20483917, "20483917"), ("2C21JE0417-W", "2C21JE0417W"),
    ],
)  # fmt: skip
def test_a_number_is_cleaned_to_capitals_and_digits(told, key):
    assert number_key(told) == key


@pytest.mark.parametrize(
    "told",
    [
        None, "", "-", "TIDAK ADA", "tdk ada", "N/A", "000000", "000000000", "XXXX", "1111111", "12345678", "987654321",
        "A1", "PASPOR HILANG", "belum ada", "2,04839E+15", "A1" * 30, float("nan"),
    ],
)  # fmt: skip
def test_what_fills_a_column_is_no_number(told):
    assert number_key(told) is None


@pytest.mark.parametrize(
    ("told", "code"),
    [("L", "M"), ("P", "F"), ("LAKI-LAKI", "M"), ("perempuan", "F"), ("M", "M"), ("f", "F"), ("Male", "M"),
     ("FEMALE", "F"), ("X", None), ("<", None), ("unspecified", None), ("", None), (None, None)],
)  # fmt: skip
def test_sex_is_read_in_both_languages(told, code):
    assert sex_code(told) == code


def test_an_unreadable_sex_is_refused():
    with pytest.raises(ValueError, match=r"^sex_unknown$"):
        sex_code("pelaut")


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("Tiongkok", "CHN"), ("WN China", "CHN"), ("CHINA (RRT)", "CHN"), ("cn", "CHN"), ("CHN", "CHN"), ("D<<", "DEU"),
        ("D", "DEU"), ("Jerman", "DEU"), ("WNA Korea Selatan", "KOR"), ("Republic of Korea", "KOR"), ("GBN", "GBR"),
        ("Inggris Raya", "GBR"), ("Belanda", "NLD"), ("Viet Nam", "VNM"), ("Côte d'Ivoire", "CIV"), ("Myanmar", "MMR"),
        ("Iran, Islamic Republic of", "IRN"), ("Warga Negara Filipina", "PHL"), ("Kosovo", "RKS"), ("stateless", "XXA"),
        ("", None), ("-", None), ("XXX", None), (None, None), ("tidak diketahui", None), ("Timor Leste", "TLS"),
    ],
)  # fmt: skip
def test_nationality_is_read_from_codes_and_names(told, code):
    assert nationality_code(told) == code


def test_an_unknown_nationality_is_refused():
    with pytest.raises(ValueError, match=r"^nationality_unknown$"):
        nationality_code("Atlantis")


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [("CHN", "id", "Tiongkok"), ("NLD", "en", "Netherlands"), ("RKS", "id", "Kosovo"), ("XXA", "id", "XXA")],
)
def test_a_code_has_its_country_in_words(code, language, name):
    assert country_name(code, language) == name


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers()))
def test_any_cell_is_read_or_refused_by_key_in_every_column(told):
    number_key(told)
    assert refusal(sex_code, told) in ("", "sex_unknown")
    assert refusal(nationality_code, told) in ("", "nationality_unknown")


def refusal(read, told):
    try:
        read(told)
    except ValueError as refused:
        return str(refused)
    return ""


def test_a_spelling_belongs_to_one_name_only():
    spellings = [spelling for line in _SAME_NAME for spelling in line.split()]
    assert len(spellings) == len(set(spellings))
