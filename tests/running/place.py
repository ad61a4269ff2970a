"""A database and a data folder of their own, in which commands run as an office runs them: as programs."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import psycopg
from psycopg import sql

from tests.ground import ROOT, Server, copy_of_the_ground, drop, suites_server
from timpora.embedded.binaries import SYSTEM, Binaries
from timpora.embedded.cluster import PORT, Cluster
from timpora.embedded.place import Place as Home
from timpora.embedded.place import server_user

KEY_WORDS = "kunci-cadangan-untuk-pengujian-0123\n"
# Of the areas only two regencies: the whole country takes longer than a test should.
GROUND = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", interactive=False, verbosity=0)
from timpora.agencies.reference import load_kinds
from timpora.territory.load import load_territory
load_kinds(); load_territory(("63.10", "63.02"))
"""


@dataclass
class Place:
    server: Server
    folder: Path
    database: str = field(default_factory=lambda: f"tempat_{uuid4().hex[:12]}")

    def environment(self, **more: str) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIMPORA_", "DATABASE_URL"))}
        own = {"DATABASE_URL": self.server.url(self.database), "TIMPORA_DATA": str(self.folder)}
        return kept | own | {"PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": "timpora.settings"} | more

    def run(self, *words: object, **options) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-P", "-m", "timpora", *map(str, words)]
        more = options.pop("more", {})
        return subprocess.run(
            command, env=self.environment(**more), capture_output=True, text=True, check=False, timeout=300, **options
        )

    def script(self, text: str, *, role: str) -> str:
        done = subprocess.run(
            [sys.executable, "-P", "-c", text], env=self.environment(TIMPORA_ROLE=role), capture_output=True, text=True,
            check=False, timeout=300,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def said(self, *words: object) -> dict:
        done = self.run(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)


@contextmanager
def grounded_place(folder: Path) -> Iterator[Place]:
    """With the tables that the migrations make, and nothing else."""
    place = Place(suites_server(), folder)
    with copy_of_the_ground(place.server, place.database):
        yield place


@contextmanager
def new_place(folder: Path, server: Server) -> Iterator[Place]:
    """With nothing at all."""
    place = Place(server, folder)
    name = sql.Identifier(place.database)
    with server.connect() as base:
        base.execute(sql.SQL("create database {} encoding 'UTF8' template template0").format(name))
    try:
        yield place
    finally:
        with server.connect() as base:
            drop(base, place.database)


def system_major() -> int | None:
    """The oldest PostgreSQL that the system has and Timpora takes."""
    majors = sorted(int(folder.name) for folder in SYSTEM.glob("*") if (folder / "bin" / "postgres").exists())
    return next((major for major in majors if major >= 15), None)


@contextmanager
def system_server(home: Path, major: int) -> Iterator[Server]:
    """A server of the system's own PostgreSQL, with the login that an office has: it may make roles, no more."""
    cluster = Cluster(Home(home, major), Binaries(str(major), SYSTEM / str(major) / "bin"), server_user())
    cluster.make()
    cluster.start()
    try:
        host = str(cluster.place.sockets)
        with psycopg.connect(host=host, port=PORT, user="postgres", dbname="postgres", autocommit=True) as base:
            base.execute("create role kantor login createrole createdb")
        yield Server(host, str(PORT), "kantor")
    finally:
        cluster.stop()
