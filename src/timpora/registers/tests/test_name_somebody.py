"""What names a person plainly, and what only sounds near."""

import pytest

from timpora.core.matching import parse_birth
from timpora.registers.naming import Named, Words, named
from timpora.registers.tests.factories import mention, person

pytestmark = pytest.mark.django_db
WHO = {
    "name": "OKONKWO ZEBULON CHIDI", "nationality": "NGA", "birth": parse_birth("1983-09-17"), "passport": "ZQ8675309",
    "rptka_no": "RPTKA778899",
}  # fmt: skip


@pytest.fixture
def okonkwo() -> Named:
    (found,) = named([person(mention(**WHO)).pk])
    return found


@pytest.mark.parametrize(
    "told",
    [
        Words(name="Zebulon Okonkwo"),
        Words(name="Okonkwo, Z. Chidi"),
        Words(name="Zebulun Okonkwo", nationality="NGA", birth=parse_birth("1983")),
        Words(numbers=("zq-867 5309",)),
        Words(numbers=("ZQ86753O9",)),  # read by a camera
        Words(text="Tamu bernama Zebulon A. Okonkwo, sopan."),
        Words(text="paspor:ZQ 867 5309 (asli)"),
        Words(name="Budi Rekaan", text="menumpang pada okonkwo zebulon"),
    ],
)
def test_a_number_or_two_words_of_the_name(okonkwo, told):
    assert okonkwo.is_named_by(told)
    assert okonkwo.keys & told.keys()  # found by index


@pytest.mark.parametrize(
    "told",
    [
        Words(),
        Words(name="Zebulon"),
        Words(name="Orang asing"),
        Words(name="Zebulon Okonkwo", birth=parse_birth("1950-01-05")),
        Words(name="Zebulon Okonkwo", nationality="GHA"),
        Words(numbers=("ZQ8675308", "RPTKA778899")),
        Words(text="Zebulon memperbaiki mesin di bengkel milik Okonkwo."),
        Words(name="Zebulon Okonkwo", numbers=("ZQ8675309",)).of_somebody_else(),
    ],
)
def test_less_than_that_names_nobody(okonkwo, told):
    assert not okonkwo.is_named_by(told)


def test_a_name_of_one_word_needs_something_that_agrees():
    (suharti,) = named([person(mention(name="Nasrullah", nationality="AFG")).pk])
    assert suharti.is_named_by(Words(name="nasrullah", nationality="AFG"))
    assert not suharti.is_named_by(Words(name="Nasrullah"))
    assert not suharti.is_named_by(Words(text="Nasrullah orang AFG"))


def test_a_village_that_knew_no_name_names_nobody():
    (unknown,) = named([person(mention(kind="report", name="Orang Asing")).pk])
    assert not unknown.is_named_by(Words(text="Ada orang asing di pasar."))
