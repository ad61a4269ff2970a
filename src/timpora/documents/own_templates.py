"""The office's own DOCX templates: read as a list of fields before they are ever filled, and refused by name."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from timpora.agencies.models import Agency
from timpora.documents import events
from timpora.documents.docx import MEDIA_TYPE, fill
from timpora.documents.kinds import KINDS, Kind
from timpora.documents.models import OwnTemplate
from timpora.documents.queries import own_template_row
from timpora.documents.reference import samples
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit

MAX_BYTES, MAX_UNPACKED, DEEPEST = 5 * 1024 * 1024, 40 * 1024 * 1024, 3
MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
# What a template may do: say a field, say it only where something was told, and repeat. Nothing that counts or calls.
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const,
    nodes.Tuple, nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter,
)  # fmt: skip
FILTERS = ("upper", "lower", "title", "length", "join")
ELSEWHERE = ("docProps/core.xml", "word/footnotes.xml")  # filled as well by the library, where nobody looks


class Refused(ValueError):
    """Why this file is no template for this kind; the message names what is wrong with it."""


def check(kind: Kind, content: bytes) -> None:
    """Raises Refused. What passes is filled once with invented words, so that it cannot fail with real ones."""
    parts = parts_of(content)
    main = parts.get("[Content_Types].xml", b"")
    if any(name.endswith("vbaProject.bin") for name in parts) or b"macroEnabled" in main:
        raise Refused(_("Berkas ini memuat makro (vbaProject.bin). Simpan sebagai DOCX tanpa makro, lalu unggah lagi."))
    if MAIN not in main or "word/document.xml" not in parts:
        raise Refused(not_docx())
    if any(b'TargetMode="External"' in words and b"hyperlink" not in words for words in rels(parts)):
        raise Refused(_("Berkas ini mengambil bagian dari luar dirinya. Hapus tautan ke templat atau gambar luar."))
    if any(mark in parts.get(name, b"") for name in ELSEWHERE for mark in (b"{{", b"{%")):
        raise Refused(
            _("Isian hanya boleh di badan, kepala, atau kaki halaman; bukan di catatan kaki atau sifat berkas.")
        )
    tree = parsed(content)
    check_nodes(tree)
    told = meta.find_undeclared_variables(tree)
    if unknown := sorted(told - kind.fields):
        raise Refused(
            _("Isian %(names)s tidak dikenal untuk surat ini. Yang ada: %(all)s.")
            % {"names": braced(unknown), "all": braced(sorted(kind.fields))}
        )
    if missing := [name for name in kind.required if name not in told]:
        raise Refused(_("Templat belum memuat isian wajib %(names)s.") % {"names": braced(missing)})
    try:
        preview(kind, content)
    except UndefinedError as error:
        raise Refused(_("Ada isian yang tidak dikenal: %(words)s.") % {"words": error.message}) from error
    except Exception as error:  # whatever somebody's file does to the library that fills it
        raise Refused(_("Templat ini tidak dapat diisi: %(words)s.") % {"words": str(error)[:200]}) from error


def not_docx() -> str:
    return _("Berkas ini bukan DOCX. Simpan dari Word atau LibreOffice sebagai .docx, paling besar 5 MB.")


def parts_of(content: bytes) -> dict[str, bytes]:
    if len(content) > MAX_BYTES:
        raise Refused(not_docx())
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            if sum(info.file_size for info in packed.infolist()) > MAX_UNPACKED:
                raise Refused(_("Isi berkas ini terlalu besar sesudah dibuka. Kecilkan gambarnya."))
            return {info.filename: packed.read(info) for info in packed.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(not_docx()) from error


def rels(parts: dict[str, bytes]) -> Iterator[bytes]:
    """Each relation of each part, one at a time."""
    for name, words in parts.items():
        if name.endswith(".rels"):
            yield from words.split(b"<Relationship ")[1:]


def parsed(content: bytes) -> nodes.Template:
    """Body, heads and feet, as the library that fills them will read them."""
    try:
        paper = DocxTemplate(BytesIO(content))
        paper.init_docx()
        said = [paper.patch_xml(paper.get_xml())]
        for uri in (paper.HEADER_URI, paper.FOOTER_URI):
            said += [paper.patch_xml(paper.get_part_xml(part)) for _key, part in paper.get_headers_footers(uri)]
        return SandboxedEnvironment(autoescape=True).parse("\n".join(said))
    except TemplateSyntaxError as error:
        raise Refused(_("Tanda kurung kurawal tidak beres: %(words)s.") % {"words": error.message or ""}) from error
    except Refused:
        raise
    except Exception as error:  # a file that calls itself DOCX may break the reader in any way
        raise Refused(not_docx()) from error


def check_nodes(tree: nodes.Node, deep: int = 0) -> None:
    for node in tree.iter_child_nodes():
        if not isinstance(node, ALLOWED):
            raise Refused(_("Templat hanya boleh menyebut isian, syarat (if), dan ulangan (for)."))
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            raise Refused(_("Saringan %(name)s tidak dikenal.") % {"name": node.name})
        inner = deep + isinstance(node, nodes.For)
        if inner > DEEPEST:
            raise Refused(_("Ulangan di dalam ulangan paling banyak tiga tingkat."))
        check_nodes(node, inner)


def braced(names: list[str]) -> str:
    return ", ".join(f"{{{{ {name} }}}}" for name in names)


def preview(kind: Kind, content: bytes) -> bytes:
    """With invented words; a name that nobody knows is an error here, also one inside a row."""
    return fill(content, kind.complete(samples()[kind.code]), undefined=StrictUndefined)


@transaction.atomic
def set_template(
    *, agency: Agency, kind: str, content: bytes, name: str, valid_from: date, by: Acting, at: datetime
) -> OwnTemplate:
    """A row from a day on; without content the built-in one holds again from that day."""
    if content:
        check(KINDS[kind], content)
    Agency.objects.select_for_update().get(pk=agency.pk)
    file: Any = files.store(content, name=name, media_type=MEDIA_TYPE, area=agency.area, by=by) if content else None
    last = own_template_row(agency.pk, kind, valid_from)
    if last is not None and (last.valid_from, last.file_hash) == (valid_from, file.sha256 if file else ""):
        return last
    row = OwnTemplate.objects.create(
        agency=agency, kind=kind, name=name[:255], file=file, file_hash=file.sha256 if file else "",
        valid_from=valid_from, made_by=by.account, made_at=at,
    )  # fmt: skip
    emit(events.TEMPLATE_SET, by=by, area=by.area, subject=row)
    return row
