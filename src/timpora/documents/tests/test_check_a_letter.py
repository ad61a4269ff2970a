"""Anybody may check a file against the code on it, and learns nothing of what the letter says."""

from datetime import date
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from timpora.agencies.tests.cast import acting
from timpora.documents import marks
from timpora.documents.actions import enter_number
from timpora.documents.check_views import TRIES
from timpora.documents.queries import content_of
from timpora.documents.signing import PracticeSigner
from timpora.documents.tests.made import NOW, made
from timpora.foundation.models import Event


@pytest.fixture
def letter(ayu, kanim):
    return enter_number(
        made(ayu, kanim), number="W19/77 #é", dated=date(2026, 8, 14), edition=1, by=acting(ayu), at=NOW
    )


def check(client, content, code=""):
    return client.post("/periksa-surat/", {"file": SimpleUploadedFile("surat.pdf", content), "code": code})


def said(answer) -> str:
    assert answer.status_code == 200
    return answer.context["verdict"]["word"]


def code_of(content: bytes) -> str:
    return marks.CODED.search(content)[1].decode()


def test_the_file_as_it_left_is_the_same(client, letter):
    content = content_of(letter)
    answer = check(client, content)
    page = answer.content.decode()
    assert said(answer) == "Sama"
    assert "W19/77 #é" in page
    assert "14 Agustus 2026" in page
    assert letter.about not in page


def test_the_code_opens_a_page_with_number_day_and_hash(client, letter):
    code = code_of(content_of(letter))
    page = client.get("/periksa-surat/", {"kode": code}).content.decode()
    assert "W19/77 #é" in page
    assert "14 Agustus 2026" in page
    assert marks.read_code(code).sha256 in page
    assert letter.about not in page


@pytest.mark.parametrize("place", [30, 4000, -900, -10])
def test_one_byte_changed_is_noticed(client, letter, place):
    changed = bytearray(content_of(letter))
    changed[place] ^= 1
    assert said(check(client, bytes(changed), code_of(content_of(letter)))) == "Berubah"


def test_something_added_at_the_end_is_noticed(client, letter):
    content = content_of(letter)
    assert said(check(client, content + b"\n% lagi\n")) == "Berubah"


def test_a_page_put_over_it_and_signed_by_a_stranger_is_never_certain(client, letter):
    signed = PracticeSigner().sign(content_of(letter), who="Siapa Saja", at=NOW)
    answer = check(client, signed)
    assert said(answer) == "Penanda tangan tidak dapat dipastikan"
    assert "chip-ok" not in answer.content.decode()


def test_the_code_of_one_letter_does_not_vouch_for_another(client, letter, ayu, kanim):
    other = made(ayu, kanim, number="W19-78")
    assert said(check(client, content_of(other), code_of(content_of(letter)))) == "Berubah"


def test_a_code_with_another_number_is_not_ours(client, letter):
    mark = marks.read_code(code_of(content_of(letter)))
    forged = code_of(content_of(letter)).replace(marks.packed(mark.number.encode()), marks.packed(b"W19/99"))
    assert marks.read_code(forged) is None
    assert "Tidak dikenal" in client.get("/periksa-surat/", {"kode": forged}).content.decode()


@pytest.mark.parametrize("code", ["", ".", "x" * 600, "a.b.c.d.e.f", "é\0", "...." * 9])
def test_any_words_for_a_code_are_answered(client, db, code):
    assert client.get("/periksa-surat/", {"kode": code}).status_code == 200


def test_a_file_without_a_code_is_unknown(client, db):
    assert said(check(client, b"%PDF-1.7\n%%EOF")) == "Tidak dikenal"


def test_a_photo_cannot_be_checked(client, db):
    answer = check(client, b"\xff\xd8\xff\xe0" + b"x" * 99)
    assert answer.status_code == 422


def test_the_mark_is_made_again_byte_for_byte(letter):
    content = content_of(letter)
    mark = marks.read_code(code_of(content))
    assert mark.letter == letter.pk
    assert isinstance(mark.letter, UUID)
    assert marks.marked(content[: mark.size], mark.letter, mark.number, mark.dated) == content
    assert b"pdfaid" in content


def test_a_letter_without_a_number_and_with_signs_of_all_scripts_can_be_checked(client, ayu, kanim):
    letter = made(ayu, kanim, template="notula", about="Notula", minutes="🙂 张伟")
    answer = check(client, content_of(letter))
    assert said(answer) == "Sama"
    assert "tanpa nomor" in answer.content.decode()


def test_the_longest_number_fits_into_the_code(client, ayu, kanim):
    assert said(check(client, content_of(made(ayu, kanim, number="張" * 80)))) == "Sama"


def test_whoever_checks_without_end_waits(client, letter):
    content = content_of(letter)
    answers = [check(client, content).status_code for _turn in range(TRIES.most + 1)]
    assert answers[-1] == 429
    assert set(answers[:-1]) == {200}


def test_checking_opens_no_letter(client, letter):
    before = Event.objects.filter(subject_id=letter.pk).count()
    check(client, content_of(letter))
    assert Event.objects.filter(subject_id=letter.pk).count() == before
