"""The inspector edits nothing: whatever is posted anywhere, only oversight's own tables and the record grow."""

import re
from collections.abc import Container, Iterator

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from timpora.agencies.duties import DUTIES
from timpora.agencies.tests.cast import acting
from timpora.foundation.views import SIGNED_IN_ONLY
from timpora.web.tests.one_of_each import World, build

# What may change without touching anybody's record.
OWN = re.compile(
    r"accountability_|foundation_event|foundation_seal|procrastinate_|django_session|foundation_draft|foundation_pulse"
)
# Self-service of every member: what these write belongs to the account itself.
OF_THE_ACCOUNT = re.compile(r"^(keluar|masuk|akun|tugas-jabatan|drafts|bahasa|i18n|sandi|anggota/sandi)")
FILLED = {
    "answer": "fine", "words": "Sudah dibaca bersama atasannya.", "reason": "Menelusuri keluhan tertulis.",
    "who": "M12345678", "asked": "", "version": "1", "kind": "refugee", "purpose": "report", "outcome": "in_order",
    "name": "Nama Lain", "q": "x", "because": "Keliru dicatat.",
}  # fmt: skip


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, object]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from routes(pattern, route)


def contents() -> dict[str, tuple[int, str | None]]:
    """Count and digest of every table that is not oversight's own."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        cursor.execute("select relname from pg_class where relkind in ('r', 'p') and not relispartition"
                       " and relnamespace = 'public'::regnamespace")  # fmt: skip
        for (table,) in cursor.fetchall():
            if not OWN.match(table) and not table.startswith("territory_"):
                cursor.execute(f"select count(*), md5(string_agg(t::text, '|' order by t::text)) from {table} t")
                found[table] = cursor.fetchone()
        cursor.execute("set role timpora_worker")
    return found


def posted(client: Client, world: World, held: Container[str]) -> Iterator[tuple[str, HttpResponse]]:
    for route, view in routes():
        if OF_THE_ACCOUNT.match(route) or getattr(view, "public", False):
            continue
        address = re.sub(r"<\w+:code>", "63.10", re.sub(r"<\w+:kind>", "permits", world.address(route)))
        if "<" in address:
            continue
        is_shut = getattr(view, "requires", SIGNED_IN_ONLY) not in held
        # What is shut reads no form: one is as good as four.
        for told in ({}, FILLED, FILLED | {"answer": "yes"}, FILLED | {"answer": "ask"})[3 if is_shut else 0 :]:
            yield route, client.post(address, told)


def test_no_post_changes_anything_but_oversight(client, intan, ayu, budi, kanim):
    world = build(ayu, budi, kanim)
    client.force_login(intan)
    client.get("/")
    held = acting(intan).verbs | {SIGNED_IN_ONLY}
    before = contents()
    answers = [(route, answer.status_code) for route, answer in posted(client, world, held)]
    assert len({route for route, _ in answers}) > 60
    assert {route for route, status in answers if status == 302} >= {
        "pengawasan/tinjau/<uuid:unusual_id>/", "pengawasan/uji-petik/<uuid:sample_id>/", "pengawasan/unduhan/",
        "pengawasan/orang/<uuid:person_id>/nama/", "pengawasan/periksa/",
    }  # fmt: skip
    after = contents()
    assert {table for table in before if before[table] != after[table]} == set()
    assert len(before) > 40


def test_the_inspector_holds_no_verb_that_edits():
    assert {verb for verb in DUTIES["inspektur"].verbs if not verb.endswith(".read")} == {"audit.verify"}
