"""Letters: a template of this package and data in, bytes out; no tables, no network, only embedded fonts.

As PDF; some also as a document that the office can edit.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO

import typst
from docxtpl import DocxTemplate

from timpora.foundation import installation

TEMPLATES = ("undangan", "daftar_hadir", "notula", "keadaan", "laporan_kesbangpol", "perjanjian", "siaran_pers")
# PDF/A, for the archive; unless a sign has no shape in the fonts: then the letter is made all the same.
ARCHIVAL = "a-2b"


class UnknownTemplate(ValueError):
    pass


class LetterNotMade(Exception):
    """The template could not be set with this data."""


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def pdf(template: str, data: Mapping[str, object], *, mode: str | None = None) -> bytes:
    """One letter. Strings of `data` are placed as text, whatever signs they hold; they are never read as markup."""
    if template not in TEMPLATES:
        raise UnknownTemplate(f"expected one of {', '.join(TEMPLATES)}; got {template!r}")
    inputs = {
        "data": json.dumps(data, ensure_ascii=False, default=str),
        "mode": installation.mode() if mode is None else mode,
    }
    with as_file(files("timpora.documents") / "letters") as folder:
        for standard in (ARCHIVAL, None):
            try:
                return typst.compile(
                    str(folder / f"{template}.typ"),
                    root=str(folder),
                    sys_inputs=inputs,
                    font_paths=fonts(),
                    pdf_standards=[standard] if standard else [],
                    timestamp=datetime(2000, 1, 1, tzinfo=UTC),  # same data, same bytes
                )
            except typst.TypstError as error:
                if standard is None:
                    raise LetterNotMade(f"{template}: {error.message}") from error
    raise AssertionError("unreachable")


def docx(template: str, data: Mapping[str, object]) -> bytes:
    """The same words to be edited. The practice mark is a line at the head of it; the same words give the same file."""
    with as_file(files("timpora.documents") / "letters" / f"{template}.docx") as path:
        paper = DocxTemplate(path)
        paper.render({**data, "is_practice": installation.mode() == installation.LATIHAN}, autoescape=True)
    paper.core_properties.created = paper.core_properties.modified = datetime(2000, 1, 1, tzinfo=UTC)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()
