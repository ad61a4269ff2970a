"""The built-in DOCX template of a kind, written from the same parts as its PDF. What is filled in stands in braces."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from timpora.documents.blocks import Block
from timpora.documents.kinds import Kind

BODY = 16.6  # width between the margins, in centimetres
LETTERS = '{{ "abcdefghijklmnopqrstuvwxyz"[loop.index0] }}.'
ORDINALS = (
    '{{ ("KESATU", "KEDUA", "KETIGA", "KEEMPAT", "KELIMA", "KEENAM", "KETUJUH", "KEDELAPAN", "KESEMBILAN", "KESEPULUH")'
    "[loop.index0] }}"
)
DOTS = "............................................."


def drawn(kind: Kind) -> bytes:
    paper = blank(kind)
    for part in kind.layout:
        DRAW[part["do"]](paper, part)
    out = BytesIO()
    paper.save(out)
    return out.getvalue()


def blank(kind: Kind) -> Paper:
    paper = Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    style.paragraph_format.space_after = Pt(4)
    page = paper.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.2)
    page.top_margin, page.bottom_margin = Cm(1.6), Cm(2)
    if kind.is_wide:
        page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        page.left_margin = page.right_margin = Cm(1.5)
    head = centre(page.header.paragraphs[0])
    write(head, '{% if security in ("Terbatas", "Rahasia") %}{{ security|upper }}{% endif %}', is_strong=True)
    write(head, "{% if is_practice %} LATIHAN — data rekaan{% endif %}", is_strong=True)
    foot = page.footer.paragraphs[0]
    write(foot, "{{ footer }} · Halaman ", size=8)
    page_number(foot, "PAGE")
    write(foot, " dari ", size=8)
    page_number(foot, "NUMPAGES")
    return paper


def write(at: Paragraph, words: str, *, is_strong: bool = False, size: float = 0, is_upper: bool = False) -> Run:
    run = at.add_run(words)
    run.bold = is_strong or None
    run.font.all_caps = is_upper or None
    if size:
        run.font.size = Pt(size)
    return run


def page_number(at: Paragraph, name: str) -> None:
    run = write(at, "", size=8)
    for step in ("begin", "", "end"):
        told = OxmlElement("w:fldChar" if step else "w:instrText")
        if step:
            told.set(qn("w:fldCharType"), step)
        else:
            told.text = name
        run._r.append(told)


def para(paper: Any, words: str = "", **look: Any) -> Paragraph:
    made = paper.add_paragraph()
    if words:
        write(made, words, **look)
    return made


def centre(made: Paragraph) -> Paragraph:
    made.alignment = ALIGN.CENTER
    return made


def tight(made: Paragraph) -> Paragraph:
    made.paragraph_format.space_after = Pt(0)
    return made


def heading(paper: Any, words: str) -> None:
    made = para(paper, words, is_strong=True)
    made.paragraph_format.space_before, made.paragraph_format.keep_with_next = Pt(8), True


def lead(paper: Any, words: str, style: str = "section") -> None:
    if words and style == "plain":
        para(paper, words)
    elif words:
        heading(paper, words)


def hanging(made: Paragraph) -> None:
    made.paragraph_format.left_indent, made.paragraph_format.first_line_indent = Cm(0.75), Cm(-0.75)


def either(paper: Any, field: str, draw: Callable[[], Any], none: str = "") -> None:
    """What stands there only where something was told. The lines that hold a condition vanish with it."""
    para(paper, f"{{%p if {field} %}}")
    draw()
    if none:
        para(paper, "{%p else %}")
        para(paper, none)
    para(paper, "{%p endif %}")


def each(paper: Any, field: str, draw: Callable[[], Any], one: str = "one") -> None:
    para(paper, f"{{%p for {one} in {field} %}}")
    draw()
    para(paper, "{%p endfor %}")


def grid(paper: Any, widths: Sequence[float], *, has_lines: bool = False) -> Table:
    made = paper.add_table(rows=0, cols=len(widths))
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    if has_lines:
        made.style = "Table Grid"
    for column, width in zip(made.columns, widths, strict=True):
        column.width = Cm(width)
    return made


def row(made: Table, cells: Sequence[str], **look: Any) -> _Row:
    added = made.add_row()
    for cell, column, words in zip(added.cells, made.columns, cells, strict=True):
        cell.width = column.width
        if words:
            write(tight(cell.paragraphs[0]), words, **look)
    return added


def repeated(made: Table, field: str, cells: Sequence[str], *, one: str = "one", **look: Any) -> _Row:
    """A row for each of them; the rows that hold the repetition vanish."""
    rest = [""] * (len(made.columns) - 1)
    row(made, [f"{{%tr for {one} in {field} %}}", *rest])
    added = row(made, cells, **look)
    row(made, ["{%tr endfor %}", *rest])
    return added


def on_every_page(added: _Row) -> None:
    told = OxmlElement("w:tblHeader")
    told.set(qn("w:val"), "true")
    added._tr.get_or_add_trPr().append(told)


def shaded(cell: Any) -> None:
    told = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", "EBEBEB")):
        told.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(told)


def new_page(paper: Any, part: Block | None = None) -> None:
    tight(para(paper)).add_run().add_break(WD_BREAK.PAGE)


def kop(paper: Any, part: Block) -> None:
    each(paper, "kop.lines", lambda: tight(centre(para(paper, "{{ one }}", is_upper=True))))
    tight(centre(para(paper, "{{ kop.office }}", is_strong=True, size=13, is_upper=True)))
    last = centre(para(paper, "{{ kop.address }}", size=9))
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4"), ("color", "auto")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    last._p.get_or_add_pPr().append(borders)
    last.paragraph_format.space_after = Pt(10)


def head(paper: Any, part: Block) -> None:
    made = grid(paper, (2, 0.5, 9, BODY - 11.5))
    rows = (("Nomor", "number"), ("Sifat", "urgency"), ("Lampiran", "attachments"), ("Hal", "about"))
    for label, field in rows:
        day = "{{ dated_words }}" if field == "number" else ""
        row(made, (label, ":", f"{{{{ {field} }}}}", day)).cells[3].paragraphs[0].alignment = ALIGN.RIGHT
    para(paper)


def title(paper: Any, part: Block) -> None:
    centre(para(paper, f"{{{{ {part['field']} }}}}", is_strong=True, size=13, is_upper=True))


def number(paper: Any, part: Block) -> None:
    centre(para(paper, "Nomor: {{ number }}"))


def centred(paper: Any, part: Block) -> None:
    words = part["words"] or f"{{{{ {part['field']} }}}}"
    centre(para(paper, words, is_strong=part["is_strong"], is_upper=True))


def pairs(paper: Any, part: Block) -> None:
    first, inset = part["first"], part["inset"]
    made = grid(paper, (first + inset, 0.5, BODY - first - inset - 0.5))
    for label, field in part["rows"]:
        added = row(made, (label, ":", f"{{{{ {field} }}}}"))
        added.cells[0].paragraphs[0].paragraph_format.left_indent = Cm(inset)
    para(paper)


def text(paper: Any, part: Block) -> None:
    either(paper, part["field"], lambda: para(paper, f"{{{{ {part['field']} }}}}"))


def numbered(paper: Any, part: Block) -> None:
    field, style = part["field"], part["style"]
    mark = LETTERS if style == "letters" else "{{ loop.index }}."

    def lines() -> None:
        if not part["none"]:
            lead(paper, part["heading"], style)
        if style == "bare":
            each(paper, field, lambda: para(paper, "{{ one }}"))
        else:
            each(paper, field, lambda: hanging(para(paper, f"{mark}\t{{{{ one }}}}")))

    if part["none"]:
        lead(paper, part["heading"], style)
    either(paper, field, lines, part["none"])


def decided(paper: Any, part: Block) -> None:
    made = grid(paper, (3.2, 0.5, BODY - 3.7))
    row(made, ("Menetapkan", ":", "{{ about }}"))
    repeated(made, part["field"], (ORDINALS, ":", "{{ one }}"))
    para(paper)


def table(paper: Any, part: Block) -> None:
    columns = part["columns"]
    share = BODY / sum(column["width"] for column in columns)

    def rows() -> None:
        if part["heading"]:
            heading(paper, part["heading"])
        made = grid(paper, [column["width"] * share for column in columns], has_lines=True)
        heads(made, columns)
        repeated(made, part["field"], [f"{{{{ one.{column['key']} }}}}" for column in columns], size=9.5)
        para(paper)

    either(paper, part["field"], rows, part["none"])


def heads(made: Table, columns: Sequence[dict[str, Any]]) -> None:
    """One row of heads, or two where neighbours share a group."""
    groups = [column["group"] for column in columns]
    if any(groups):
        above = row(made, [group if group not in groups[:at] else "" for at, group in enumerate(groups)],
                    is_strong=True, size=9.5)  # fmt: skip
        for group in dict.fromkeys(filter(None, groups)):
            under = [at for at, name in enumerate(groups) if name == group]
            centre(above.cells[under[0]].merge(above.cells[under[-1]]).paragraphs[0])
        on_every_page(above)
        for cell in above.cells:
            shaded(cell)
    added = row(made, [column["head"] for column in columns], is_strong=True, size=9.5)
    for cell in added.cells:
        shaded(cell)
    on_every_page(added)


def items(paper: Any, part: Block) -> None:
    def one() -> None:
        para(paper, "{{ loop.index }}. {{ one.words }}", is_strong=True)
        either(paper, "one.discussion", lambda: para(paper, "{{ one.discussion }}"))
        either(paper, "one.decision", lambda: para(paper, "Keputusan: {{ one.decision }}"))

    each(paper, part["field"], one)


def charts(paper: Any, part: Block) -> None:
    """Word draws no bars from a template: label and figure stand in a table."""

    def one() -> None:
        para(paper, "{{ one.title }}", is_strong=True)

        def figures() -> None:
            made = grid(paper, (BODY - 4, 4), has_lines=True)
            repeated(made, "one.rows", ("{{ bar.label }}", "{{ bar.said }}"), one="bar", size=9.5)

        either(paper, "one.rows", figures, "Belum ada angka.")
        para(paper, "{{ one.note }}", size=8)

    each(paper, part["field"], one)


def sheets(paper: Any, part: Block) -> None:
    """Two forms of the table, with telephone numbers and without: a column cannot vanish by itself."""
    either(paper, "with_phone", lambda: sheet(paper, part, 3.2, ("phone",)))
    either(paper, "not with_phone", lambda: sheet(paper, part, 0, ()))


def sheet(paper: Any, part: Block, phone: float, keys: tuple[str, ...]) -> None:
    heads = ("No", "Nama", "NIP/NRP", "Pangkat/Gol.", "Jabatan", "Instansi")
    names = ("number", "name", "staff_number", "rank", "position", "agency", *keys, "sign")
    widths = (1, 5 - phone / 4, 3.8 - phone / 4, 2.8, 4.6 - phone / 4, 5 - phone / 4, *([phone] if keys else []), 4.2)

    def one() -> None:
        either(paper, "not loop.first", lambda: new_page(paper))
        made = grid(paper, (3.2, 0.5, 22))
        row(made, ("Hari, tanggal", ":", "{{ sheet.day }}"))
        for label, field in part["rows"]:
            row(made, (label, ":", f"{{{{ {field} }}}}"))
        para(paper)
        made = grid(paper, widths, has_lines=True)
        on_every_page(row(made, (*heads, *(["No. HP"] if keys else []), "Tanda tangan"), is_strong=True, size=9.5))
        added = repeated(made, "sheet.rows", [f"{{{{ one.{name} }}}}" for name in names], size=9.5)
        added.height = Cm(0.9)

    each(paper, part["field"], one, one="sheet")


def addressees(paper: Any, part: Block) -> None:
    field = part["field"]
    para(paper, f"{{%p if {field}|length == 1 %}}")
    para(paper, f"Yth. {{{{ {field}[0] }}}}")
    para(paper, "{%p else %}")
    if part["is_annexed"]:
        para(paper, "Yth. (daftar terlampir)")
    else:
        para(paper, "Yth.")
        each(paper, field, lambda: hanging(para(paper, "{{ loop.index }}.\t{{ one }}")))
    para(paper, "{%p endif %}")
    para(paper, "di {{ to_place }}")


def annexed(paper: Any, part: Block) -> None:
    def annex() -> None:
        new_page(paper)
        para(paper, "Lampiran surat nomor {{ number }}, {{ dated_words }}")
        centre(para(paper, part["heading"], is_strong=True, size=13, is_upper=True))
        each(paper, part["field"], lambda: hanging(para(paper, "{{ loop.index }}.\t{{ one }}")))

    either(paper, f"{part['field']}|length > 1", annex)


def issued(paper: Any, part: Block) -> None:
    def told() -> None:
        if part.get("is_decree"):
            made = grid(paper, (BODY - 7.2, 2.6, 0.5, 4.1))
            row(made, ("", "Ditetapkan di", ":", "{{ issued_in }}"))
            row(made, ("", "pada tanggal", ":", "{{ dated_words }}"))
        else:
            row(grid(paper, (BODY - 7.2, 7.2)), ("", "{{ issued_in }}, {{ dated_words }}"))

    either(paper, "issued_in", told)


def signature(cell: Any, of: str) -> None:
    """The lines above the name carry Plt., Plh., a.n. and u.b."""
    tight(cell.paragraphs[0])
    each(cell, f"{of}.lines", lambda: tight(para(cell, "{{ words }}")), one="words")
    para(cell)
    para(cell, f"{{{{ {of}.mark }}}}")
    para(cell)
    tight(para(cell, f"{{% if {of}.name %}}{{{{ {of}.name }}}}{{% else %}}{DOTS}{{% endif %}}", is_strong=True))
    tight(para(cell, f"{{% if {of}.number %}}NIP/NRP {{{{ {of}.number }}}}{{% endif %}}"))


def signed(paper: Any, part: Block) -> None:
    made = grid(paper, (BODY - 7.2, 7.2))
    signature(row(made, ("", "")).cells[1], "signature")


def signed_by(paper: Any, part: Block) -> None:
    """One under the other at the right hand: how many sign is known only when it is filled."""

    def one() -> None:
        made = grid(paper, (BODY - 7.2, 7.2))
        signature(row(made, ("", "")).cells[1], "signer")
        para(paper)

    each(paper, part["field"], one, one="signer")


def copies(paper: Any, part: Block) -> None:
    def lines() -> None:
        para(paper, "Tembusan:")
        each(paper, "copies", lambda: hanging(para(paper, "{{ loop.index }}.\t{{ one }}")))

    either(paper, "copies", lines)


def words(paper: Any, part: Block) -> None:
    para(paper, part["words"])


def section(paper: Any, part: Block) -> None:
    heading(paper, part["words"])


DRAW: dict[str, Callable[[Any, Block], Any]] = {
    draw.__name__: draw
    for draw in (
        kop, head, title, number, centred, pairs, text, words, section, numbered, decided, table, items, charts, sheets,
        addressees, annexed, issued, signed, signed_by, copies, new_page,
    )
}  # fmt: skip
