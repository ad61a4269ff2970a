"""Stored files that were changed, cut or lost: found, said in words, counted; never shown, never a failure of ours."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation import files
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Event, StoredFile
from timpora.keeping import doctor
from timpora.keeping.health import BROKEN, GOOD
from timpora.tasks.models import TaskEntry
from timpora.web.tests import one_of_each

pytestmark = pytest.mark.django_db
CONTENT = b"daftar penghuni, halaman satu\n" * 40


def flipped(path: Path, at: int) -> None:
    content = bytearray(path.read_bytes())
    content[at] ^= 0b100
    path.write_bytes(content)


def cut(path: Path, to: int) -> None:
    path.write_bytes(path.read_bytes()[:to])


def another_in_its_place(path: Path) -> None:
    path.write_bytes(files.key_ring().encrypt(CONTENT[::-1]))


DAMAGE: dict[str, Callable[[Path], None]] = {
    "a bit of the number of the key": lambda path: flipped(path, 0),
    "a bit of the wrapped key": lambda path: flipped(path, 30),
    "a bit in the middle": lambda path: flipped(path, 500),
    "a bit of the seal": lambda path: flipped(path, -1),
    "cut in the middle": lambda path: cut(path, 500),
    "cut by a byte": lambda path: cut(path, -1),
    "one byte is left": lambda path: cut(path, 1),
    "empty": lambda path: cut(path, 0),
    "gone": lambda path: path.unlink(),
    "a folder in its place": lambda path: (path.unlink(), path.mkdir()),
    "another file of ours in its place": another_in_its_place,
}
SIZE_TELLS = ("cut in the middle", "cut by a byte", "one byte is left", "empty", "gone", "a folder in its place")


@pytest.fixture
def stored(ayu) -> StoredFile:
    with acting_in_database(acting(ayu)):
        return files.store(CONTENT, name="a.pdf", media_type="application/pdf", area=TANAH_BUMBU, by=acting(ayu))


@pytest.mark.parametrize("name", DAMAGE)
def test_whatever_happened_to_it_is_found(stored, name):
    DAMAGE[name](files.path_of(stored))
    with pytest.raises(files.FileDamaged):
        files.read(stored)


@pytest.mark.parametrize("name", SIZE_TELLS)
def test_the_doctor_counts_what_is_lost(stored, name):
    assert doctor.stored_files(timezone.now()).state == GOOD
    DAMAGE[name](files.path_of(stored))
    finding = doctor.stored_files(timezone.now())
    assert (finding.state, finding.words) == (BROKEN, "1 dari 1 lampiran hilang atau terpotong.")


def test_a_key_that_was_lost_is_found_as_well(stored, settings, tmp_path):
    settings.KEY_FILE = tmp_path / "other" / "keys.json"
    files.key_ring.cache_clear()
    try:
        with pytest.raises(files.FileDamaged):
            files.read(stored)
    finally:
        files.key_ring.cache_clear()


@pytest.fixture
def pages(ayu, budi, kanim, stored) -> dict[str, StoredFile]:
    """Every address that serves a stored file, with the file behind it."""
    world = one_of_each.build(ayu, budi, kanim)
    entry = TaskEntry.objects.get(pk=world.ids["entry_id"])
    entry.file = stored
    entry.save()
    report = one_of_each.intake.Report.objects.get(pk=world.ids["report_id"])
    with acting_in_database(acting(ayu)):
        report.photo = files.store(CONTENT, name="b.jpg", media_type="image/jpeg", area=TANAH_BUMBU, by=acting(ayu))
    report.save()
    letter = one_of_each.Letter.objects.get(pk=world.ids["letter_id"])
    behind = {
        f"/tugas/{world.ids['task_id']}/lampiran/{entry.pk}/": stored,
        f"/laporan/{report.pk}/foto/": report.photo,
        f"/surat/{letter.pk}/berkas/": StoredFile.objects.get(pk=letter.file_id),
    }
    return behind


@pytest.mark.parametrize("name", ["a bit in the middle", "cut in the middle", "gone"])
def test_the_page_says_what_is_lost(client, ayu, pages, name):
    client.force_login(ayu)
    for address, file in pages.items():
        assert client.get(address).status_code == 200, address
        opened = Event.objects.count()
        DAMAGE[name](files.path_of(file))
        response = client.get(address)
        assert response.status_code == 410, address
        assert "Berkas ini rusak atau hilang" in response.content.decode()
        assert str(file.pk) in response.content.decode()
        assert CONTENT[:10] not in response.content
        assert Event.objects.count() == opened, "nobody opened anything"
