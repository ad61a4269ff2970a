"""Reading letters: the letter opens its file, so that whoever may see the one may have the other."""

from timpora.documents.models import Letter
from timpora.foundation import files
from timpora.foundation.models import StoredFile


def content_of(letter: Letter) -> bytes:
    """The PDF as stored; raises FileDamaged when a byte was changed. The file's own row need not be in reach."""
    return files.read(StoredFile(id=letter.file_id, sha256=letter.file_hash))
