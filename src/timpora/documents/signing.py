"""Signing here: the port, and the one signer that stands behind it. It signs in practice mode, with a certificate for
practice; the client service of BSrE would be the second."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Protocol

from timpora.foundation import installation

PRACTICE_NAME = "LATIHAN — bukan tanda tangan resmi"


class Signer(Protocol):
    """`name` stands on the page before anybody signs."""

    name: str

    def sign(self, pdf: bytes, *, who: str, at: datetime) -> bytes: ...


def signer_here() -> Signer | None:
    """None where nothing can sign here: with real data only a certified service may."""
    return PracticeSigner() if installation.mode() == installation.LATIHAN else None


class PracticeSigner:
    """A certificate made for this one signature and forgotten: nothing is kept that could be stolen."""

    name = PRACTICE_NAME

    def sign(self, pdf: bytes, *, who: str, at: datetime) -> bytes:
        from cryptography import x509  # these take a second to read, and few sign
        from cryptography.hazmat.primitives import hashes, serialization
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.x509.oid import NameOID
        from pyhanko.keys.pemder import load_certs_from_pemder_data, load_private_key_from_pemder_data
        from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
        from pyhanko.sign.fields import SigSeedSubFilter
        from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
        from pyhanko_certvalidator.registry import SimpleCertificateStore

        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{who} ({PRACTICE_NAME})"[:64])])
        usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
        made = (
            x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
            .serial_number(x509.random_serial_number()).not_valid_before(at - timedelta(minutes=5))
            .not_valid_after(at + timedelta(days=1)).add_extension(usage, critical=True).sign(key, hashes.SHA256())
        )  # fmt: skip
        signer = SimpleSigner(
            signing_cert=next(iter(load_certs_from_pemder_data(made.public_bytes(serialization.Encoding.DER)))),
            signing_key=load_private_key_from_pemder_data(
                key.private_bytes(
                    serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
                ),
                passphrase=None,
            ),
            cert_registry=SimpleCertificateStore(),
        )
        told = PdfSignatureMetadata(field_name="TandaTangan", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES)
        out: BytesIO = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), told, signer, output=BytesIO())
        return out.getvalue()
