"""Every kind takes whatever people type, nothing of it is read as markup, and both forms say the same words."""

import re
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from timpora.documents import render
from timpora.documents.docx import docx
from timpora.documents.kinds import KINDS, FieldsMissing, UnknownTemplate
from timpora.documents.reference import samples

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

OF_AGREEMENTS = {
    "kind": UGLY,
    "about": UGLY,
    "parties": [{"agency": UGLY, "signatory": LONG, "position": UGLY, "capacity": LONG}] * 3,
    "parent": UGLY,
    "legal_basis": f"{UGLY}\n{LONG}",
    "clauses": [UGLY, LONG],
    "joint_roles": LONG,
    "obligations": [LONG, UGLY],
}
OF_AREAS = {
    "kop": KOP,
    "about": UGLY,
    "month": UGLY,
    "addressee": LONG,
    "signature": SIGNATURE,
    "stays": [[UGLY, LONG]],
}
DRAWN = [code for code, kind in KINDS.items() if kind.layout]


def ugly(value):
    """The same shape with words that nobody should type."""
    if isinstance(value, dict):
        return {key: ugly(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [ugly(inner) for inner in value] + [LONG] * (bool(value) and isinstance(value[0], str))
    return UGLY if isinstance(value, str) else value


def words_for(template: str) -> dict:
    if template in samples():
        return samples()[template]
    return OF_AGREEMENTS if template == "perjanjian" else OF_AREAS


def words_of_pdf(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\u200b", "")


def words_of_docx(content: bytes) -> str:
    """All that stands at the head and in the body, in the order of the page."""
    paper = Document(BytesIO(content))
    parts = (paper.sections[0].header._element, paper.element.body)
    return " ".join(told.text or "" for part in parts for told in part.iter(qn("w:t")))


def plain(words: str) -> set[str]:
    return set(re.findall(r"[\w$]{2,}", words.casefold()))


@pytest.mark.parametrize("template", KINDS)
def test_ugly_words_make_a_letter(template):
    assert render.pdf(template, ugly(words_for(template)), mode="LATIHAN").startswith(b"%PDF")


@pytest.mark.parametrize("template", DRAWN)
def test_ugly_words_make_a_document(template):
    assert "#let x = 1 $" in words_of_docx(docx(template, ugly(words_for(template))))


@pytest.mark.parametrize("template", KINDS)
def test_what_is_missing_is_named(template):
    needed = KINDS[template].required
    with pytest.raises(FieldsMissing) as refused:
        render.pdf(template, {})
    assert refused.value.missing == needed
    for name in needed:
        with pytest.raises(FieldsMissing, match=name):
            render.pdf(template, words_for(template) | {name: ""})


@pytest.mark.parametrize("template", DRAWN)
def test_what_must_be_told_is_enough(template):
    sample = words_for(template)
    least = {name: sample[name] for name in KINDS[template].required}
    assert render.pdf(template, least).startswith(b"%PDF")
    assert docx(template, least).startswith(b"PK")


@pytest.mark.parametrize("template", DRAWN)
def test_both_forms_say_the_same_words(template):
    sample = words_for(template)
    on_paper, in_word = (
        plain(words_of_pdf(render.pdf(template, sample))),
        plain(words_of_docx(docx(template, sample))),
    )
    of_the_foot = {"halaman", "dari", "page", "numpages"}
    assert on_paper - in_word - of_the_foot == set()
    assert in_word - on_paper - of_the_foot == set()


@pytest.mark.parametrize("template", DRAWN)
def test_every_kind_is_an_archival_file(template):
    assert b"pdfaid" in render.pdf(template, words_for(template))


def test_a_typed_command_stays_words():
    page = words_of_pdf(render.pdf("notula", samples()["notula"] | {"minutes": "#panic(1) dan $x$ dan *tebal*"}))
    assert "#panic(1) dan $x$ dan *tebal*" in page


def test_a_number_from_the_general_affairs_desk_is_left_open():
    waiting = {name: value for name, value in samples()["undangan"].items() if name not in ("number", "dated_words")}
    for words in (words_of_pdf(render.pdf("undangan", waiting)), words_of_docx(docx("undangan", waiting))):
        assert "${nomor_naskah}" in words
        assert "${tanggal_naskah}" in words


def test_an_attendance_list_has_one_sheet_a_day_and_blank_rows_to_sign():
    sample = samples()["daftar_hadir"]
    reader = PdfReader(BytesIO(render.pdf("daftar_hadir", sample)))
    assert len(reader.pages) == 2
    first, second = (page.extract_text() for page in reader.pages)
    assert "12 Agustus 2026" in first
    assert "13 Agustus 2026" in second
    assert "0812-0000-0001" in first
    assert "6. ........" in first.replace("\n", " ")


def test_telephone_numbers_stay_at_home():
    sample = samples()["daftar_hadir"] | {"with_phone": False}
    for words in (words_of_pdf(render.pdf("daftar_hadir", sample)), words_of_docx(docx("daftar_hadir", sample))):
        assert "0812" not in words
        assert "No. HP" not in words


def test_meeting_material_is_two_pages():
    assert len(PdfReader(BytesIO(render.pdf("bahan_rapat", samples()["bahan_rapat"]))).pages) == 2


def test_signs_that_no_file_can_hold_are_left_out():
    sample = samples()["notula"] | {"minutes": "Satu\x0bdua\x00tiga\ud800empat\tlima\r\nenam"}
    assert "Satuduatigaempat lima" in words_of_docx(docx("notula", sample))
    assert render.pdf("notula", sample).startswith(b"%PDF")


def test_the_same_data_make_the_same_bytes():
    assert render.pdf("undangan", samples()["undangan"]) == render.pdf("undangan", samples()["undangan"])


def test_practice_data_are_marked():
    sample = samples()["notula"]
    assert render.pdf("notula", sample, mode="LATIHAN") != render.pdf("notula", sample, mode="RESMI")


def test_an_unknown_template_is_refused():
    with pytest.raises(UnknownTemplate, match="undangan"):
        render.pdf("../../settings", {})
