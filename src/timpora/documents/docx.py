"""The same words as a document that an office can edit: the built-in template of a kind, or the office's own."""

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Any

from docxtpl import DocxTemplate
from jinja2.sandbox import SandboxedEnvironment

from timpora.documents.docx_parts import drawn
from timpora.documents.kinds import KINDS, UnknownTemplate, kind_of
from timpora.foundation import installation

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)  # the same words give the same file


def docx(template: str, data: Mapping[str, Any], own: bytes | None = None) -> bytes:
    """`own` is the office's template, checked when it was brought; without one the built-in is filled."""
    kind = kind_of(template)
    kind.check(data)
    return fill(own or built_in(template), kind.complete(data) if kind.layout else data)


def fill(template: bytes, data: Mapping[str, Any], **strictness: Any) -> bytes:
    """A template reads the data and nothing else: it runs in a sandbox."""
    paper = DocxTemplate(BytesIO(template))
    told = {**data, "is_practice": installation.mode() == installation.LATIHAN}
    paper.render(told, SandboxedEnvironment(autoescape=True, **strictness), autoescape=True)
    paper.core_properties.created = paper.core_properties.modified = LONG_AGO
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


@cache
def built_in(template: str) -> bytes:
    kind = KINDS[template]
    if kind.layout:
        return drawn(kind)
    shipped = files("timpora.documents") / "letters" / f"{template}.docx"
    if not shipped.is_file():
        raise UnknownTemplate(f"{template} is made as PDF only")
    return shipped.read_bytes()


def has_docx(template: str) -> bool:
    try:
        return bool(built_in(template))
    except (UnknownTemplate, KeyError):
        return False
