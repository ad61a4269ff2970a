"""What the certificates in a PDF say: who signed, when, whether it changed since, and whether the office trusts them.

Heavy to import (a second): whoever needs it imports it where it is needed.
"""

import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem, x509
from django.conf import settings
from pyhanko.pdf_utils.misc import PdfError, PdfReadError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.general import SigningError
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)  # names of signers do not belong in the log
logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
FOLDER = "trust"  # of the data folder: the root certificates that the office trusts, .pem, .crt or .cer
# After the signature: nothing, or what keeps it valid for long, or the fields of a form and further signatures.
ALLOWED = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING)
COVERED = (SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION)


class Unreadable(ValueError):
    """No PDF that can be read, or one with a password."""


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    at: str  # as the signer's clock or a time stamp said, ISO 8601; empty where nothing says it
    is_intact: bool
    is_trusted: bool

    def told(self) -> dict[str, Any]:
        return asdict(self)


def page_count(content: bytes) -> int:
    with opened(content) as reader:
        return int(reader.root["/Pages"]["/Count"])


def signers_of(content: bytes) -> list[Signer]:
    with opened(content) as reader:
        return [checked(signature) for signature in reader.embedded_regular_signatures]


class opened:
    """Whatever is wrong with somebody's file is said in one way."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def __enter__(self) -> PdfFileReader:
        try:
            reader = PdfFileReader(BytesIO(self.content), strict=False)
            if reader.encrypted:
                raise Unreadable("encrypted")
        except (PdfError, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            raise Unreadable(str(error)) from error
        return reader

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, (PdfReadError, PdfError, KeyError, TypeError, IndexError, AttributeError, RecursionError)):
            raise Unreadable(str(error)) from error


def checked(signature: Any) -> Signer:
    try:
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=list(roots()), allow_fetching=False))
    except (SignatureValidationError, SigningError, PdfError, ValueError) as error:
        logging.getLogger(__name__).info("a signature could not be read: %s", type(error).__name__)
        return Signer(name_of(signature), "", is_intact=False, is_trusted=False)
    whole = status.coverage in COVERED and status.modification_level in ALLOWED and ends_in_zeros(signature)
    at: datetime | None = status.timestamp_validity.timestamp if status.timestamp_validity else None
    at = at or status.signer_reported_dt
    return Signer(
        name_of(signature),
        at.isoformat() if at else "",
        is_intact=bool(status.intact and status.valid and whole),
        is_trusted=bool(status.trusted and status.intact and status.valid and whole),
    )


def ends_in_zeros(signature: Any) -> bool:
    """The one place that no signature covers is the room left behind it: nothing may stand there."""
    told = signature.pkcs7_content
    return not told[len(cms.ContentInfo.load(told).dump()) :].strip(b"\0")


def name_of(signature: Any) -> str:
    cert = signature.signer_cert
    if cert is None:
        return ""
    names = cert.subject.native
    return str(names.get("common_name") or cert.subject.human_friendly)[:200]


def roots() -> Iterator[x509.Certificate]:
    """Read anew each time: a root that the office takes away is trusted no longer."""
    for path in sorted(Path(settings.DATA_DIR, FOLDER).glob("*")):
        if path.suffix.lower() not in (".pem", ".crt", ".cer"):
            continue
        content = path.read_bytes()
        if pem.detect(content):
            for _kind, _headers, found in pem.unarmor(content, multiple=True):
                yield x509.Certificate.load(found)
        else:
            yield x509.Certificate.load(content)
