"""The drill: an office loses its machine, brings the backup to an empty one, and works on."""

import json
import resource
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.running.place import Place, Server, new_place, system_major, system_server

COUNTS = """
import django, json; django.setup()
from django.db import connection, transaction
from timpora.keeping import tables
with transaction.atomic():
    connection.ensure_connection()
    raw = connection.connection
    raw.execute(tables.PLAIN)
    raw.execute("alter table foundation_event disable trigger user")  # events are append-only
    own = "(select id from foundation_event where kind = 'installation.restored')"
    raw.execute(f"delete from foundation_eventnote where event_id in {own}")
    raw.execute(f"delete from foundation_event where id in {own}")
    found = {table.name: tables.counted(raw, table) for table in tables.all_tables(raw)}
    print(json.dumps({"tables": found, "sequences": tables.sequences(raw)}))
    transaction.set_rollback(True)
"""
ON_RECORD = """
import django, json; django.setup()
from timpora.accountability.rows import rows_of
from timpora.foundation.models import Event
rows = rows_of(Event.objects.filter(kind__startswith="installation.").order_by("at"))
print(json.dumps([[row.what, row.detail] for row in rows]))
"""
SIGN_IN = """
import django; django.setup()
from django.test import Client
from timpora.demo.institutions import PASSWORD
client = Client()
print(client.post("/masuk/", {"sign_in": "ayu", "password": PASSWORD}).status_code, client.get("/").status_code)
"""
# Written by the commands themselves, in each place for itself.
OF_ITS_OWN = ("foundation_pulse",)


def picture(place: Place) -> dict:
    """As it was kept: without what the restore itself put on record."""
    told = json.loads(place.script(COUNTS, role="owner"))
    for name in OF_ITS_OWN:
        told["tables"].pop(name)
    return told


@pytest.fixture(scope="session")
def lost(world: Place, kept: Path) -> dict:
    """What stood in the world when its backup was made; nothing changes it afterwards."""
    return picture(world)


def test_the_drill(lost: dict, kept: Path, key: Path, empty: Place):
    told = empty.said("restore", kept, "--key", key)
    assert told["files"] > 0
    assert picture(empty) == lost
    assert empty.script(SIGN_IN, role="web").split() == ["302", "200"]
    assert empty.run("audit", "verify").returncode == 0
    again = empty.folder / "lagi"
    assert empty.said("backup", again, "--key", key)["rows"] >= told["rows"]
    taken, back = "Menyalin seluruh data ke cadangan", "Memulihkan seluruh data dari cadangan"
    said = json.loads(empty.script(ON_RECORD, role="worker"))
    assert [what for what, _where in said] == [taken, back, taken]
    assert [where.split(",")[0] for _what, where in said] == [f"folder {place}" for place in (kept, kept, again)]


def test_nothing_of_it_can_be_read_without_the_key(world: Place, kept: Path, key: Path, empty: Place, tmp_path: Path):
    content = b"".join(path.read_bytes() for path in kept.rglob("*") if path.is_file())
    for word in (b"Ayu Lestari", b"Batulicin", (world.folder / "state" / "keys.json").read_bytes()[20:60]):
        assert word not in content
    (tmp_path / "other.key").write_text("kunci-lain-yang-tidak-cocok-0123")
    refused = empty.run("restore", kept, "--key", tmp_path / "other.key")
    assert (refused.returncode, "Kunci cadangan" in refused.stderr) == (1, True)


def test_a_damaged_backup_is_refused_and_a_whole_one_then_taken(kept: Path, key: Path, grounded: Place, tmp_path: Path):
    damaged = tmp_path / "rusak"
    shutil.copytree(kept, damaged)
    table = damaged / "tables" / "registers_person"
    content = bytearray(table.read_bytes())
    content[-1] ^= 1
    table.write_bytes(bytes(content))
    refused = grounded.run("restore", damaged, "--key", key)
    assert (refused.returncode, "registers_person" in refused.stderr) == (1, True)
    serving = grounded.run("serve", "--port", "8479")
    assert (serving.returncode, "restore" in serving.stderr) == (2, True)
    assert grounded.run("restore", kept, "--key", key).returncode == 0


def test_a_used_installation_is_left_alone(world: Place, kept: Path, key: Path):
    refused = world.run("restore", kept, "--key", key)
    assert (refused.returncode, "tidak kosong" in refused.stderr) == (1, True)


def test_a_former_backup_is_never_written_over(world: Place, kept: Path, key: Path):
    before = (kept / "manifest.json").read_bytes()
    assert world.run("backup", kept, "--key", key).returncode == 1
    assert (kept / "manifest.json").read_bytes() == before


def test_a_disk_that_is_full_leaves_nothing_behind(world: Place, key: Path, tmp_path: Path):
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))  # noqa: E731
    done = world.run(
        "backup", tmp_path / "penuh", "--key", key, preexec_fn=limit, more={"PYTHONDONTWRITEBYTECODE": "1"}
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert list(tmp_path.glob("penuh*")) == []


@pytest.fixture
def systems_own(short_folder: Path) -> Iterator[Server]:
    major = system_major()
    if major is None:
        pytest.skip("the system has no PostgreSQL of its own")
    with system_server(short_folder, major) as server:
        yield server


def test_a_backup_moves_to_another_major_version(
    lost: dict, kept: Path, key: Path, systems_own: Server, tmp_path: Path
):
    """There with the login of an office, which makes the roles itself."""
    with new_place(tmp_path / "lain", systems_own) as older:
        assert older.run("restore", kept, "--key", key).returncode == 0
        assert picture(older) == lost
        assert older.run("audit", "verify").returncode == 0
