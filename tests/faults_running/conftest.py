"""One installation, made once; each test gets a copy of it, on the suite's server or on one that may be stopped."""

import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from psycopg import sql

from tests.faults_running.running import MEMBERS
from tests.faults_running.sizes import IS_FULL
from tests.ground import Server, drop
from tests.running.place import GROUND, Place, grounded_place, new_place
from timpora.embedded.binaries import copied_to, find
from timpora.embedded.cluster import PORT, Cluster
from timpora.embedded.place import Place as Home
from timpora.embedded.place import server_user
from timpora.embedded.prepare import OWNER, prepare


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL in a short folder of its own, which its own user may enter."""
    with tempfile.TemporaryDirectory(prefix="timpora-") as name:
        home = Path(name)
        home.chmod(0o711)
        found = find(home)
        user = server_user()
        if user.pw_uid != 0 and home.owner() == "root":
            found = copied_to(home, found)
        cluster = Cluster(Home(home, found.major), found, user)
        cluster.make()
        cluster.start()
        try:
            prepare(cluster.place.sockets, PORT)
            yield cluster
        finally:
            cluster.stop()


@pytest.fixture(scope="session")
def mold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with grounded_place(tmp_path_factory.mktemp("cetakan")) as place:
        place.script(GROUND, role="owner")
        place.script(MEMBERS, role="worker")
        yield place


@pytest.fixture
def apart(cluster: Cluster, mold: Place, tmp_path: Path) -> Iterator[Place]:
    """A copy on the server that may be stopped."""
    server = Server(str(cluster.place.sockets), str(PORT), OWNER)
    with new_place(tmp_path / "data", server) as place:
        shutil.copytree(mold.folder, place.folder)
        dump = [cluster.binaries.program("pg_dump"), "--enable-row-security", mold.server.url(mold.database)]
        load = [cluster.binaries.program("psql"), "--quiet", "--dbname", server.url(place.database)]
        words = subprocess.run(dump, check=True, capture_output=True).stdout
        subprocess.run([*load, "--set", "ON_ERROR_STOP=1"], check=True, capture_output=True, input=words)
        yield place


@pytest.fixture
def copies(mold: Place, tmp_path: Path) -> Iterator[Callable[[], Place]]:
    """As many installations as a test wants, each as the mold was."""
    made: list[Place] = []

    def another() -> Place:
        place = Place(mold.server, tmp_path / f"data{len(made)}")
        shutil.copytree(mold.folder, place.folder)
        with mold.server.connect() as base:
            words = sql.SQL("create database {} template {}")
            base.execute(words.format(sql.Identifier(place.database), sql.Identifier(mold.database)))
        made.append(place)
        return place

    yield another
    for place in made:
        with mold.server.connect() as base:
            drop(base, place.database)


@pytest.fixture
def place(copies: Callable[[], Place]) -> Place:
    return copies()


@pytest.fixture
def figures(request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """What a full run measured, one line of JSON; the suite says nothing."""

    def say(**told: object) -> None:
        if IS_FULL:
            with capsys.disabled():
                print(json.dumps({"test": request.node.name, **told}, default=str), flush=True)  # noqa: T201

    return say
