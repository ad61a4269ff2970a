"""Three ways to sign of equal rank; what a file says about itself is checked when it comes, and stays as found."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from timpora.agencies.tests.cast import acting
from timpora.documents import pdf_signatures, signing
from timpora.documents.actions import enter_number
from timpora.documents.models import SignedPaper
from timpora.documents.queries import content_of, content_of_signed
from timpora.documents.signing import PracticeSigner
from timpora.documents.tests.made import DAY, NOW, made
from timpora.foundation.installation import OPERASI

JPEG = b"\xff\xd8\xff\xe0" + b"x" * 200


@pytest.fixture
def letter(ayu, kanim):
    return enter_number(made(ayu, kanim), number="W19-77", dated=DAY, edition=1, by=acting(ayu), at=NOW)


def send(client, letter, content, way="pdf", name="surat.pdf"):
    file = SimpleUploadedFile(name, content)
    return client.post(f"/surat/{letter.pk}/tertanda/", {"way": way, "file": file})


def signed(letter, who="Raka O'Neil, S.H."):
    return PracticeSigner().sign(content_of(letter), who=who, at=NOW)


def test_a_scan_is_kept_with_its_pages_and_hash(client, letter, ayu):
    client.force_login(ayu)
    assert send(client, letter, content_of(letter), way="pen").status_code == 302
    paper = SignedPaper.objects.get()
    assert (paper.way, paper.pages, paper.pages_wanted, paper.file_hash) == ("pen", 2, 2, letter.file_hash)
    page = client.get(f"/surat/{letter.pk}/").content.decode()
    assert "Pindaian tidak dapat dibandingkan oleh mesin" in page
    assert client.get(f"/surat/{letter.pk}/tertanda/{paper.pk}/").content == content_of_signed(paper)


def test_a_scan_with_fewer_pages_than_the_letter_is_said(client, letter, ayu):
    client.force_login(ayu)
    send(client, letter, JPEG, way="pen", name="surat.jpg")
    assert "Hanya 1 dari 2 halaman surat" in client.get(f"/surat/{letter.pk}/").content.decode()


def test_a_signed_pdf_says_who_signed_but_not_that_it_is_trusted(client, letter, ayu):
    client.force_login(ayu)
    assert send(client, letter, signed(letter)).status_code == 302
    paper = SignedPaper.objects.get()
    assert paper.sameness == "bytes"
    assert [(one["is_intact"], one["is_trusted"]) for one in paper.signers] == [(True, False)]
    page = client.get(f"/surat/{letter.pk}/").content.decode()
    assert "Penanda tangan tidak dapat dipastikan" in page
    assert "chip-ok" not in page


@pytest.mark.parametrize("place", [200, -2000, -700])
def test_one_byte_changed_after_signing_is_refused(client, letter, ayu, place):
    broken = bytearray(signed(letter))
    broken[place] ^= 1
    client.force_login(ayu)
    answer = send(client, letter, bytes(broken))
    assert answer.status_code == 422
    assert "berubah sesudah ditandatangani" in answer.content.decode() or "tidak terbaca" in answer.content.decode()
    assert not SignedPaper.objects.exists()


def test_words_added_after_signing_are_refused(client, letter, ayu):
    writer = IncrementalPdfFileWriter(BytesIO(signed(letter)))
    writer.add_stream_to_page(0, writer.add_object(StreamObject(stream_data=b"0 0 90 90 re f")))
    changed = BytesIO()
    writer.write(changed)
    client.force_login(ayu)
    answer = send(client, letter, changed.getvalue())
    assert answer.status_code == 422
    assert "rusak" in answer.content.decode()


def test_a_pdf_without_any_signature_is_refused_as_such(client, letter, ayu):
    client.force_login(ayu)
    answer = send(client, letter, content_of(letter))
    assert answer.status_code == 422
    assert "tidak memuat tanda tangan elektronik" in answer.content.decode()


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 nothing of the kind", b"%PDF-", b"%PDF-1.7\nxref\n0 1\ntrailer <<>>\n%%EOF"]
)
def test_what_only_looks_like_a_pdf_is_refused(client, letter, ayu, content):
    client.force_login(ayu)
    answer = send(client, letter, content)
    assert answer.status_code == 422
    assert "tidak terbaca" in answer.content.decode()


def test_another_letter_is_refused(client, letter, ayu, kanim):
    minutes = made(ayu, kanim, template="notula", about="Notula", theme="Lain", minutes="Sama sekali lain.")
    client.force_login(ayu)
    answer = send(client, letter, signed(minutes))
    assert answer.status_code == 422
    assert "lain dari surat ini" in answer.content.decode()


def test_the_same_words_in_another_file_are_known(client, letter, ayu, kanim):
    """SRIKANDI makes the PDF anew from the document."""
    again = made(ayu, kanim, number="W19-77")
    client.force_login(ayu)
    send(client, letter, signed(again))
    assert SignedPaper.objects.get().sameness == "words"


def test_the_same_file_twice_is_kept_once(client, letter, ayu):
    content = signed(letter)
    client.force_login(ayu)
    for _click in range(2):
        assert send(client, letter, content).status_code == 302
    assert SignedPaper.objects.count() == 1


def test_a_root_that_the_office_put_in_its_folder_is_trusted(client, letter, ayu, settings, tmp_path):
    content = PracticeSigner().sign(content_of(letter), who="Raka", at=timezone.now())
    (found,) = PdfFileReader(BytesIO(content)).embedded_regular_signatures
    settings.DATA_DIR, folder = tmp_path, tmp_path / "trust"
    folder.mkdir()
    (folder / "akar.cer").write_bytes(found.signer_cert.dump())
    client.force_login(ayu)
    send(client, letter, content)
    assert "sertifikatnya dipercaya kantor ini" in client.get(f"/surat/{letter.pk}/").content.decode()
    (folder / "akar.cer").unlink()
    assert not pdf_signatures.signers_of(content)[0].is_trusted


def test_signing_here_says_that_it_is_practice(client, letter, ayu):
    client.force_login(ayu)
    page = client.get(f"/surat/{letter.pk}/").content.decode()
    assert "LATIHAN — bukan tanda tangan resmi" in page
    for _click in range(2):
        assert client.post(f"/surat/{letter.pk}/tanda-tangani/").status_code == 302
    paper = SignedPaper.objects.get()
    assert (paper.way, paper.sameness) == ("port", "bytes")
    assert "Ayu Lestari" in paper.signers[0]["name"]


def test_nothing_signs_here_with_real_data(client, letter, ayu, monkeypatch):
    monkeypatch.setattr(signing.installation, "mode", lambda: OPERASI)
    client.force_login(ayu)
    assert "Tanda tangani di sini" not in client.get(f"/surat/{letter.pk}/").content.decode()
    client.post(f"/surat/{letter.pk}/tanda-tangani/")
    assert not SignedPaper.objects.exists()


def test_a_letter_without_its_number_is_not_signed_here(client, ayu, kanim):
    letter = made(ayu, kanim)
    client.force_login(ayu)
    client.post(f"/surat/{letter.pk}/tanda-tangani/")
    assert not SignedPaper.objects.exists()
