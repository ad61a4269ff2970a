"""Stored files are encrypted on disk, shown by grants only, and a changed byte is refused."""

import pytest

from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation import files
from timpora.foundation.acting import acting_in_database
from timpora.foundation.crypto import KeyRing, key_ring
from timpora.foundation.models import Event, StoredFile
from timpora.foundation.views import served

CONTENT = b"tempat kejadian, bukan orang" * 50


@pytest.fixture
def stored(ayu) -> StoredFile:
    with acting_in_database(acting(ayu)):
        return files.store(CONTENT, name="../../foto.jpg", media_type="image/jpeg", area=TANAH_BUMBU, by=acting(ayu))


def test_content_comes_back_and_is_not_readable_on_disk(stored):
    assert files.read(stored) == CONTENT
    assert CONTENT[:20] not in files.path_of(stored).read_bytes()
    assert stored.name == "foto.jpg"
    assert files.path_of(stored).stat().st_mode & 0o077 == 0


def test_a_changed_byte_is_refused(stored):
    path = files.path_of(stored)
    sealed = bytearray(path.read_bytes())
    sealed[-1] ^= 1
    path.write_bytes(sealed)
    with pytest.raises(files.FileDamaged):
        files.read(stored)


def test_a_missing_or_cut_file_is_refused(stored):
    path = files.path_of(stored)
    path.write_bytes(path.read_bytes()[:10])
    with pytest.raises(files.FileDamaged):
        files.read(stored)
    path.unlink()
    with pytest.raises(files.FileDamaged):
        files.read(stored)


def test_only_those_in_reach_can_see_it(stored, ayu, jaka, citra):
    for account, count in ((ayu, 1), (jaka, 0), (citra, 0)):
        member = acting(account)
        with acting_in_database(member):
            assert StoredFile.objects.visible_to(member).count() == count
            assert StoredFile.objects.count() == count


def test_a_served_file_never_runs_in_the_page(stored, ayu):
    with acting_in_database(acting(ayu)):
        response = served(stored, by=acting(ayu))
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Content-Disposition"] == "inline; filename*=UTF-8''foto.jpg"
    assert Event.objects.filter(kind="file.opened", subject_id=stored.pk).count() == 1


def test_keys_can_be_rotated(tmp_path):
    ring = KeyRing(tmp_path / "keys.json")
    old = ring.encrypt(b"lama")
    ring.keys[2] = bytes(range(32))
    new = ring.encrypt(b"baru")
    assert old[:2] == b"\x00\x01"
    assert new[:2] == b"\x00\x02"
    assert ring.decrypt(old) == b"lama"
    assert ring.decrypt(new) == b"baru"
    assert (tmp_path / "keys.json").stat().st_mode & 0o077 == 0


def test_blind_index_needs_the_key(tmp_path):
    here, elsewhere = key_ring(), KeyRing(tmp_path / "keys.json")
    assert here.blind_index("08123") == here.blind_index("08123")
    assert here.blind_index("08123") != elsewhere.blind_index("08123")
