"""Reading letters: the letter opens its file, so that whoever may see the one may have the other."""

from datetime import date
from uuid import UUID

from timpora.documents.models import Letter, LetterEdition, OwnTemplate, SignedPaper
from timpora.foundation import files
from timpora.foundation.models import StoredFile


def content_of(letter: Letter) -> bytes:
    """The PDF as stored; raises FileDamaged when a byte was changed. The file's own row need not be in reach."""
    return files.read(StoredFile(id=letter.file_id, sha256=letter.file_hash))


def content_of_edition(edition: LetterEdition) -> bytes:
    return files.read(StoredFile(id=edition.file_id, sha256=edition.file_hash))


def content_of_signed(paper: SignedPaper) -> bytes:
    return files.read(StoredFile(id=paper.file_id, sha256=paper.file_hash))


def own_template(agency_id: UUID, kind: str, day: date) -> bytes | None:
    """What the agency brought for this kind; None: the built-in one."""
    row = own_template_row(agency_id, kind, day)
    return files.read(StoredFile(id=row.file_id, sha256=row.file_hash)) if row and row.file_id else None


def own_template_row(agency_id: UUID, kind: str, day: date) -> OwnTemplate | None:
    rows = OwnTemplate.objects.filter(agency=agency_id, kind=kind, valid_from__lte=day)
    return rows.order_by("-valid_from", "-made_at", "-pk").first()
