"""The roles and the database every installation begins with."""

from pathlib import Path

import psycopg
from psycopg import sql

OWNER = "timpora_owner"
SERVING = ("timpora_web", "timpora_worker", "timpora_auditor")
DATABASE = "timpora"


def prepare(socket_dir: Path, port: int) -> None:
    """Make what is missing; safe to repeat."""
    with psycopg.connect(host=str(socket_dir), port=port, user="postgres", dbname="postgres", autocommit=True) as base:
        there = {name for (name,) in base.execute("select rolname from pg_roles")}
        for role in (OWNER, *SERVING):
            if role not in there:
                base.execute(sql.SQL("create role {} login").format(sql.Identifier(role)))
        # The owner may step into the serving roles, so that migrations and tests can act as them.
        base.execute(
            sql.SQL("alter role {owner} createdb; grant {serving} to {owner}").format(
                owner=sql.Identifier(OWNER), serving=sql.SQL(", ").join(map(sql.Identifier, SERVING))
            )
        )
        # The worker acts for members (imports by command, the demo): it may step down to the web role.
        base.execute("grant timpora_web to timpora_worker")
        if base.execute("select 1 from pg_database where datname = %s", [DATABASE]).fetchone() is None:
            base.execute(
                sql.SQL("create database {} owner {} encoding 'UTF8' template template0").format(
                    sql.Identifier(DATABASE), sql.Identifier(OWNER)
                )
            )
