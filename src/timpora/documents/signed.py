"""Keeping a letter as it was signed, in three ways of equal rank, with what was found in the file when it came."""

import hashlib
import re
from datetime import datetime
from io import BytesIO

from django.db import transaction
from django.utils.translation import gettext as _

from timpora.documents import events, queries
from timpora.documents.models import Letter, SignedPaper
from timpora.documents.signing import signer_here
from timpora.foundation import files
from timpora.foundation.acting import Acting
from timpora.foundation.events import emit

PDF = "application/pdf"
Way, Sameness = SignedPaper.Way, SignedPaper.Sameness
ALIKE, OTHER = 0.92, 0.6  # share of the letter's words that stand in the file: practice, dapat diubah
WORD = re.compile(r"\w{3,}")


class Refused(ValueError):
    """The file is not what it should be; the message says what was expected and what to do."""


@transaction.atomic
def keep_signed(
    letter: Letter, *, way: str, content: bytes, name: str, media_type: str, by: Acting, at: datetime
) -> SignedPaper:
    """The same file again changes nothing."""
    from timpora.documents import pdf_signatures  # takes a second to read

    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    digest = hashlib.sha256(content).hexdigest()
    if (same := letter.signed_papers.filter(file_hash=digest).first()) is not None:
        return same
    edition = letter.editions.get(no=letter.edition)
    try:
        pages = pdf_signatures.page_count(content) if media_type == PDF else 1
        signers = pdf_signatures.signers_of(content) if media_type == PDF and way != Way.PEN else []
    except pdf_signatures.Unreadable as error:
        raise Refused(_("Berkas PDF ini tidak terbaca, atau berkata sandi. Simpan ulang, lalu unggah lagi.")) from error
    if way != Way.PEN:
        check_signers(signers, media_type)
    sameness = Sameness.UNSURE if way == Way.PEN else compare(letter, content)
    file = files.store(content, name=name, media_type=media_type, area=letter.area, by=by)
    paper = SignedPaper.objects.create(
        letter=letter, edition=edition.no, area=letter.area, way=way, sameness=sameness,
        signers=[signer.told() for signer in signers], file=file, file_hash=digest, file_type=media_type, pages=pages,
        pages_wanted=edition.pages, made_by=by.account, made_at=at,
    )  # fmt: skip
    emit(events.LETTER_SIGNED, subject=letter, by=by)
    return paper


def check_signers(signers: list, media_type: str) -> None:
    if media_type != PDF:
        raise Refused(_("PDF ber-TTE harus berkas PDF. Untuk foto atau pindaian, pilih tanda tangan basah."))
    if not signers:
        raise Refused(
            _(
                "Berkas ini tidak memuat tanda tangan elektronik. Unggah PDF dari SRIKANDI, atau pilih tanda tangan"
                " basah."
            )
        )
    if broken := [signer for signer in signers if not signer.is_intact]:
        raise Refused(
            _(
                "Tanda tangan %(name)s rusak: isi berkas berubah sesudah ditandatangani. Mintalah berkas aslinya;"
                " berkas ini tidak disimpan."
            )
            % {"name": broken[0].name or _("pada berkas ini")}
        )


def compare(letter: Letter, content: bytes) -> str:
    """By its bytes, where it grew out of a file of ours; else by its words, as SRIKANDI makes the file anew."""
    for edition in letter.editions.order_by("-no"):
        ours = queries.content_of_edition(edition)
        if content.startswith(ours):
            return Sameness.BYTES
    wanted, found = words_in(queries.content_of(letter)), words_in(content)
    if not wanted or not found:
        return Sameness.UNSURE
    share = len(wanted & found) / len(wanted)
    if share < OTHER:
        raise Refused(_("Isi berkas ini lain dari surat ini. Periksa apakah berkas yang dipilih sudah benar."))
    return Sameness.WORDS if share >= ALIKE else Sameness.UNSURE


def words_in(content: bytes) -> set[str]:
    from pypdf import PdfReader  # read by few
    from pypdf.errors import PyPdfError

    try:
        text = " ".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
        return set()
    return {word.casefold() for word in WORD.findall(text)}


@transaction.atomic
def sign_here(letter: Letter, *, by: Acting, at: datetime) -> SignedPaper:
    """Once an edition: whoever asks again gets the same paper."""
    letter = Letter.objects.select_for_update().get(pk=letter.pk)
    signer = signer_here()
    if signer is None:
        raise Refused(_("Penandatanganan di sini belum tersedia. Pakai tanda tangan basah atau PDF ber-TTE."))
    if not letter.number and letter.number_mode != Letter.NumberMode.NONE:
        raise Refused(_("Surat belum bernomor. Isi nomor dan tanggalnya dahulu."))
    if (same := letter.signed_papers.filter(way=Way.PORT, edition=letter.edition).first()) is not None:
        return same
    signed = signer.sign(queries.content_of(letter), who=by.name, at=at)
    name = f"{letter.template}-{letter.dated:%Y%m%d}-tte.pdf"
    return keep_signed(letter, way=Way.PORT, content=signed, name=name, media_type=PDF, by=by, at=at)
