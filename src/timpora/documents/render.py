"""Letters: a template of this package and data in, bytes out; no tables, no network, only embedded fonts."""

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import typst

from timpora.documents.kinds import kind_of
from timpora.foundation import installation

# PDF/A, for the archive; unless a sign has no shape in the fonts: then the letter is made all the same.
ARCHIVAL = "a-2b"
GENERIC = "surat"


class LetterNotMade(Exception):
    """The template could not be set with this data."""


@cache
def fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False)


def pdf(template: str, data: Mapping[str, Any], *, mode: str | None = None, check: str = "") -> bytes:
    """One letter. Strings of `data` are placed as text, whatever signs they hold; they are never read as markup.

    `check` is the address where somebody may check the finished file; the first page then keeps room for a code.
    """
    kind = kind_of(template)
    kind.check(data)
    told = kind.complete(data) if kind.layout else data
    inputs = {
        "data": json.dumps(told, ensure_ascii=False, default=str),
        "layout": json.dumps({"parts": kind.layout, "is_wide": kind.is_wide}),
        "mode": installation.mode() if mode is None else mode,
        "check": check,
    }
    name = GENERIC if kind.layout else template
    with as_file(files("timpora.documents") / "letters") as folder:
        for standard in (ARCHIVAL, None):
            try:
                return typst.compile(
                    str(folder / f"{name}.typ"),
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


def page_count(pdf: bytes) -> int:
    """Of a file made here, whose objects lie open."""
    return int(re.search(rb"<</Type/Pages/Count (\d+)", pdf)[1])  # type: ignore[index]
