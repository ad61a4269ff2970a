"""Lines and titles at the head of letters change by decree: dated, and the office's own in place of ours."""

from datetime import date

import pytest

from timpora.documents.reference import LettersUnreadable, ministry_lines, title_of

TODAY = date(2026, 8, 12)


@pytest.fixture
def own(settings, tmp_path):
    settings.DATA_DIR = tmp_path

    def write(words: str) -> None:
        (tmp_path / "letters.yaml").write_text(words, encoding="utf-8")

    return write


def test_the_ministry_is_that_of_the_day():
    assert ministry_lines(date(2024, 10, 20)) == ("Kementerian Hukum dan Hak Asasi Manusia Republik Indonesia",)
    assert ministry_lines(date(2024, 10, 21))[0].startswith("Kementerian Imigrasi")


def test_an_office_writes_its_own_from_a_day_on(own):
    own('titles: {notula: [{since: 2026-08-01, words: "Notulensi"}, {since: 0001-01-01, words: "Notula"}]}')
    assert title_of("notula", TODAY) == "Notulensi"
    assert title_of("notula", date(2026, 7, 31)) == "Notula"
    assert title_of("surat_tugas", TODAY) == "Surat Tugas"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("- satu", "ministry"),
        ("kop: []", "kop"),
        ("titles: {surat_cinta: []}", "surat_cinta"),
        ("ministry: [{since: kemarin, lines: []}]", "kemarin"),
        ('ministry: [{since: 2027-01-01, lines: ["X"]}]', "nothing holds"),
        ("titles: {notula: [{since: 2026-01-01}]}", "words"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(own, words, named):
    own(words)
    with pytest.raises(LettersUnreadable, match=named):
        ministry_lines(TODAY)
