"""The parts of which a letter is put together. Each is said once and drawn twice: on the PDF and in the DOCX."""

from typing import Any

type Block = dict[str, Any]
# What stands in the head or at the foot of each letter, and what both forms say where nothing was told.
COMMON: dict[str, Any] = {
    "kop": {"lines": [], "office": "", "address": ""},
    "title": "",
    "number": "${nomor_naskah}",
    "dated_words": "${tanggal_naskah}",
    "urgency": "Biasa",
    "security": "Biasa",
    "attachments": "-",
    "about": "-",
    "signature": {"lines": [], "name": "", "number": "", "mark": ""},
    "copies": [],
    "footer": "",
    "office": "",
}
SIGNATURE = ("lines", "name", "number", "mark")


def block(do: str, **told: Any) -> Block:
    return {"do": do} | told


def title(field: str = "title") -> Block:
    return block("title", field=field)


def centred(words: str = "", field: str = "", *, is_strong: bool = False) -> Block:
    return block("centred", words=words, field=field, is_strong=is_strong)


def pairs(*rows: tuple[str, str], first: float = 3.2, inset: float = 0) -> Block:
    """Label and field; widths in centimetres."""
    return block("pairs", rows=[list(row) for row in rows], first=first, inset=inset)


def text(field: str) -> Block:
    return block("text", field=field)


def words(said: str) -> Block:
    return block("words", words=said)


def section(heading: str) -> Block:
    return block("section", words=heading)


def numbered(field: str, heading: str = "", *, none: str = "", style: str = "section") -> Block:
    """A list of sentences; without any, the words for none, or nothing at all. `style`: section, or plain."""
    return block("numbered", field=field, heading=heading, none=none, style=style)


def column(head: str, key: str, width: float, *, group: str = "") -> dict[str, Any]:
    """`width` is a share of the page; neighbours of one `group` stand under one head."""
    return {"head": head, "key": key, "width": width, "group": group}


def table(field: str, *columns: dict[str, Any], heading: str = "", none: str = "") -> Block:
    return block("table", field=field, columns=list(columns), heading=heading, none=none)


KOP = block("kop")
HEAD = block("head")
COPIES = block("copies")
SIGNED = block("signed")
NEW_PAGE = block("new_page")


def signed_by(field: str) -> Block:
    """All who sign, two in a row."""
    return block("signed_by", field=field)


def fields_of(blocks: tuple[Block, ...]) -> dict[str, Any]:
    """Every name that these parts read, with what stands there where nothing was told."""
    found: dict[str, Any] = {}
    for part in blocks:
        match part["do"]:
            case "pairs":
                found |= {field: "-" for _label, field in part["rows"]}
            case "sheets":
                found |= {"sheets": [], "with_phone": False} | {field: "-" for _label, field in part["rows"]}
            case "issued":
                found["issued_in"] = ""
            case "addressees":
                found |= {part["field"]: [], "to_place": "tempat"}
            case "text" | "centred" | "title":
                found |= {part["field"]: ""} if part["field"] else {}
            case _ if "field" in part:
                found[part["field"]] = []
    return COMMON | {name: value for name, value in found.items() if name not in COMMON}


def rows_of(blocks: tuple[Block, ...]) -> dict[str, tuple[str, ...]]:
    """Of fields that hold rows, the names that a row may have."""
    found: dict[str, tuple[str, ...]] = {}
    for part in blocks:
        match part["do"]:
            case "table":
                found[part["field"]] = tuple(column["key"] for column in part["columns"])
            case "signed_by":
                found[part["field"]] = SIGNATURE
            case "items":
                found[part["field"]] = ("words", "discussion", "decision")
            case "charts":
                found[part["field"]] = ("title", "note", "rows")
            case "sheets":
                found[part["field"]] = ("day", "people")
    return found
