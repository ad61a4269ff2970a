"""The code on an outgoing letter: what it says, how it is laid on the file, and whether a file is the one it speaks of.

The code is added to the finished PDF as an incremental update, so that it can carry the hash of the bytes before it.
All of it can be made again from those bytes and the code: to check a file nothing has to be looked up.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import segno
from django.conf import settings
from django.urls import reverse

from timpora.foundation.crypto import key_ring

AT, SIDE = (62.4, 28.0), 66.0  # points from the lower left corner, and how wide
TAIL = re.compile(
    rb"trailer\s*<</Size (\d+)/Root (\d+ 0 R)/Info (\d+ 0 R)/ID\[(\([^()]*\))\([^()]*\)\]>>"
    rb"\s*startxref\s*(\d+)\s*%%EOF\s*$"
)
FIRST_PAGE = re.compile(rb"<</Type/Pages/Count \d+/Kids\[(\d+) 0 R")
CONTENTS = re.compile(rb"/Contents (\d+ 0 R)")
CODED = re.compile(rb"^%timpora-code ([A-Za-z0-9._-]{60,700})$", re.MULTILINE)


class Unmarkable(ValueError):
    """The file is not of the form in which letters are made here."""


@dataclass(frozen=True, slots=True)
class Mark:
    """`size` and `sha256` are of the file without the code."""

    letter: UUID
    number: str
    dated: date
    size: int
    sha256: str

    def code(self) -> str:
        told = f"{packed(self.letter.bytes)}.{self.dated:%Y%m%d}.{self.size}.{packed(bytes.fromhex(self.sha256))}"
        told += f".{packed(self.number.encode())}"
        return f"{told}.{seal(told)}"


def packed(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


def unpacked(value: str) -> bytes:
    return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))


def seal(told: str) -> str:
    return packed(bytes.fromhex(key_ring().blind_index(f"letter code\n{told}"))[:16])


def read_code(code: str) -> Mark | None:
    """None where this installation did not write it."""
    told, _dot, sealed = code.rpartition(".")
    if not hmac.compare_digest(sealed.encode(), seal(told).encode()):
        return None
    letter, day, size, sha256, number = told.split(".")
    return Mark(
        UUID(bytes=unpacked(letter)), unpacked(number).decode(), date.fromisoformat(day), int(size),
        unpacked(sha256).hex(),
    )  # fmt: skip


def check_page() -> str:
    return f"{settings.ADDRESS.rstrip('/')}{reverse('letter_check')}"


def address(code: str) -> str:
    return f"{check_page()}?kode={code}"


def marked(pdf: bytes, letter: UUID, number: str, dated: date) -> bytes:
    mark = Mark(letter, number, dated, len(pdf), hashlib.sha256(pdf).hexdigest())
    return pdf + update(pdf, mark.code())


def update(pdf: bytes, code: str) -> bytes:
    """The first page anew, with one more stream of content; then the table of these two objects."""
    tail, pages = TAIL.search(pdf), FIRST_PAGE.search(pdf)
    if tail is None or pages is None:
        raise Unmarkable("expected a letter as made here")
    size, root, info, name, table = tail.groups()
    page = re.search(rb"\n%s 0 obj\n(.*?)\nendobj" % pages[1], pdf, re.DOTALL)
    contents = CONTENTS.search(page[1]) if page else None
    if page is None or contents is None:
        raise Unmarkable("expected a first page with one stream of content")
    number = int(size)
    anew = page[1].replace(contents[0], b"/Contents [%s %d 0 R]" % (contents[1], number))
    drawn = drawing(code)
    stream = b"%d 0 obj\n<</Length %d>>\nstream\n%s\nendstream\nendobj\n" % (number, len(drawn), drawn)
    first = b"%s 0 obj\n%s\nendobj\n" % (pages[1], anew)
    lead = b"" if pdf.endswith(b"\n") else b"\n"
    begins = len(pdf) + len(lead)
    places = ((int(pages[1]), begins), (number, begins + len(first)))
    listed = b"".join(b"%d 1\n%010d 00000 n \n" % place for place in places)
    second = hashlib.sha256(code.encode()).hexdigest()[:32].encode()
    trailer = b"trailer\n<</Size %d/Root %s/Info %s/ID[%s<%s>]/Prev %s>>\n" % (
        number + 1, root, info, name, second, table,
    )  # fmt: skip
    end = b"startxref\n%d\n%%%%EOF\n" % (begins + len(first) + len(stream))
    return lead + first + stream + b"xref\n" + listed + trailer + end


def drawing(code: str) -> bytes:
    """Black squares on the page, row by row; the code itself stands above them as a remark."""
    rows = segno.make(address(code), error="l", micro=False, boost_error=False).matrix
    step, lines = SIDE / len(rows), []
    for down, row in enumerate(rows):
        lines += [f"{start} {len(rows) - 1 - down} {length} 1 re" for start, length in runs(bytes(row))]
    scale = f"{step:.5f} 0 0 {step:.5f} {AT[0]} {AT[1]} cm"
    return f"%timpora-code {code}\n/Artifact BMC q 0 g {scale}\n{'\n'.join(lines)}\nf Q EMC".encode()


def runs(row: bytes) -> list[tuple[int, int]]:
    return [(found.start(), len(found.group())) for found in re.finditer(rb"\x01+", row)]


@dataclass(frozen=True, slots=True)
class Compared:
    """`is_whole`: the file as it left; `is_followed`: it stands at the beginning, and something was added after it."""

    mark: Mark
    is_whole: bool = False
    is_followed: bool = False


def compare(content: bytes, code: str = "") -> Compared | None:
    """Against the code of a paper, or the one in the file. None: there is no code of ours to compare with."""
    found = CODED.search(content)
    code = code or (found[1].decode() if found else "")
    mark = read_code(code) if code else None
    if mark is None:
        return None
    plain = content[: mark.size]
    if len(plain) != mark.size or hashlib.sha256(plain).hexdigest() != mark.sha256:
        return Compared(mark)
    wanted = plain + update(plain, code)
    return Compared(mark, is_whole=content == wanted, is_followed=content != wanted and content.startswith(wanted))
