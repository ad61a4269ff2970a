"""Every template takes whatever people type, and nothing of it is read as markup."""

import json
from importlib.resources import files

import pytest
import typst

from timpora.documents import render

pytestmark = pytest.mark.django_db  # the mode that a letter shows stands in the database
KOP = {"lines": ["Kementerian", "Direktorat Jenderal"], "office": "Kantor Imigrasi", "address": "Jl. Contoh No. 1"}
SIGNATURE = {"lines": ["Plt. Kepala Kantor,"], "name": "Raka O'Neil, S.H., M.H.", "number": "19800101 200501 1 001"}
UGLY = (
    "#let x = 1 $ \\frac{1}{2} $ *tebal* _miring_ \"kutip\" 'satu' `mentah` @rujuk <label> "
    "// komentar \\ = Judul - butir {} [] 张伟 🙂"
)
LONG = "panjang" * 120
MATRIX = [{"number": 1, "words": UGLY, "owner": LONG, "due": "12 Agt 2026", "state": UGLY}]
PERSON = {"name": UGLY, "number": LONG, "rank": UGLY, "position": LONG, "agency": UGLY, "phone": UGLY}

WORDS = {
    "kop": KOP,
    "signature": SIGNATURE,
    "about": UGLY,
    "theme": UGLY,
    "place": LONG,
    "day": "Rabu, 12 Agustus 2026",
    "clock": UGLY,
    "addressees": [UGLY, LONG],
    "agenda": [UGLY, LONG],
    "copies": [UGLY],
    "bases": [UGLY],
    "opening": f"{UGLY}\n\n{LONG}",
    "people": [PERSON] * 3,
    "blank_rows": 12,
    "with_phone": True,
    "minutes": f"{UGLY}\r\n\r\n{LONG}",
    "came": [UGLY],
    "absent": [LONG],
    "chair": UGLY,
    "notulis": UGLY,
    "follow_ups": MATRIX,
    "earlier": MATRIX,
    "footer": UGLY,
    "security": "Terbatas",
    # an agreement
    "kind": UGLY,
    "parties": [{"agency": UGLY, "signatory": LONG, "position": UGLY, "capacity": LONG}] * 3,
    "parent": UGLY,
    "legal_basis": f"{UGLY}\n{LONG}",
    "clauses": [UGLY, LONG],
    "joint_roles": LONG,
    "joint_contact": UGLY,
    "data_kept": UGLY,
    "at_end": UGLY,
    "obligations": [LONG, UGLY],
}


def text_of(template: str, data: dict) -> str:
    """What stands in the letter, read from its other form as a page."""
    folder = files("timpora.documents") / "letters"
    inputs = {"data": json.dumps(data), "mode": ""}
    page = typst.compile(
        str(folder / f"{template}.typ"), root=str(folder), sys_inputs=inputs, font_paths=render.fonts(), format="html"
    )
    return page.decode().replace("\u200b", "")


@pytest.mark.parametrize("template", render.TEMPLATES)
def test_ugly_words_make_a_letter(template):
    assert render.pdf(template, WORDS, mode="LATIHAN").startswith(b"%PDF")


@pytest.mark.parametrize("template", render.TEMPLATES)
def test_nothing_at_all_makes_a_letter(template):
    assert render.pdf(template, {}).startswith(b"%PDF")


@pytest.mark.parametrize("template", render.TEMPLATES)
def test_empty_lists_make_a_letter(template):
    empty = {key: [] for key, value in WORDS.items() if isinstance(value, list)}
    assert render.pdf(template, WORDS | empty).startswith(b"%PDF")


def test_plain_words_make_an_archival_file():
    assert b"pdfaid" in render.pdf("notula", {"kop": KOP, "minutes": "Pembukaan."})


def test_a_typed_command_stays_words():
    page = text_of("notula", {"minutes": "#panic(1) dan $x$ dan *tebal*", "kop": KOP})
    assert "#panic(1) dan $x$ dan *tebal*" in page


def test_a_number_from_the_general_affairs_desk_is_left_open():
    page = text_of("undangan", {"addressees": ["A", "B"], "kop": KOP})
    assert "${nomor_naskah}" in page


def test_the_same_data_make_the_same_bytes():
    assert render.pdf("undangan", WORDS) == render.pdf("undangan", WORDS)


def test_practice_data_are_marked():
    assert render.pdf("notula", {}, mode="LATIHAN") != render.pdf("notula", {}, mode="RESMI")


def test_an_unknown_template_is_refused():
    with pytest.raises(render.UnknownTemplate, match="undangan"):
        render.pdf("../../settings", {})
