"""Files that go out: a cell is always text, and what we write we can read."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timpora.intake.sheets import read_sheets, text_of
from timpora.intake.workbooks import escaped, rejects, template, unescaped

LETTERS = string.printable.replace("\x0b", "").replace("\x0c", "") + "éñ漢字ح’“"
CELLS = st.text(LETTERS, max_size=30) | st.sampled_from(
    ["=1+1", '=HYPERLINK("x")', "+62", "-", "@sum", "\tx", "\rx", "'=x", "''-"]
)
HEADERS = ["Nama", "No. Paspor", "Catatan"]


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6))
def test_what_is_written_is_read_back(format, rows):
    content = rejects(HEADERS, [(dict(zip(HEADERS, row, strict=True)), "sebab") for row in rows], format)
    (sheet,) = read_sheets(content)
    header, *read = [[unescaped(text_of(cell)) for cell in row] for row in sheet.rows]
    assert header == [*HEADERS, "Alasan penolakan"]
    assert read == [[*row, "sebab"] for row in rows]


@given(CELLS)
def test_no_cell_begins_like_a_formula(text):
    assert not escaped(text).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert unescaped(escaped(text)) == text


def test_an_earlier_reason_is_replaced():
    content = rejects([*HEADERS, "Alasan Penolakan"], [({"Nama": "Lee", "Alasan Penolakan": "dulu"}, "kini")], "csv")
    assert content.decode("utf-8-sig").splitlines()[1] == '"Lee";"";"";"kini"'


def test_the_template_is_read_as_its_own_kind():
    from timpora.intake.layouts import data, find_heading, layout

    for kind in data()["kinds"]:
        (sheet,) = read_sheets(template(kind))
        head = find_heading(kind, [[text_of(cell) for cell in row] for row in sheet.rows])
        assert head is not None
        assert head.columns == layout(kind).columns
