"""Walking all doors: every address of the site with ids of real things, and what came back as text."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import timedelta
from io import BytesIO
from itertools import product
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from python_calamine import load_workbook

from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import acting
from timpora.channels.api import tokens
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account
from timpora.foundation.views import SIGNED_IN_ONLY
from timpora.tasks.models import Task

PARAMETER = re.compile(r"<(\w+):(\w+)>")
TAKES_POSTS_ONLY: set[str] = set()
TOKEN = re.compile(r"[A-Za-z0-9]{64}")
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# What stands in an address and is no id of a record.
WORDS = {
    "code": ("63.10", "STAY-01"),
    "kind": ("permits",),
    "office": ("kanim-batulicin",),
    "form": ("report_new",),
    "helper": ("uptd_ppa",),
    "letter_kind": ("undangan",),
    "paper": ("bahan_rapat",),
    "month": ("2026-08",),
    "secret": ("bukan-rahasia-siapa-pun",),
    "token": ("bukan-pintu-siapa-pun",),
    "category": ("permits", "workplaces"),
    "format": ("docx",),
}
# Tabs, parts and filters: the same view shows something else under each.
ALSO = {
    "": ("",),
    "orang-asing/": ("", "?presence=present&purpose=check", "?area=63.10&purpose=check"),
    "anggota/": ("", "?bagian=berakhir"),
    "cocokkan/": ("", *(f"?tab={tab}" for tab in ("menunggu", "ragu", "belum-dikenal", "dijawab", "cocok-penuh"))),
    "temuan/": (
        "", *(f"?bagian={part}" for part in ("periksa", "temuan", "selesai", "penginapan")),
        "?bagian=selesai&jenis=temuan",
    ),
    "tugas/": ("", *(f"?tab={tab}" for tab in ("masuk", "keluar", "konsep", "dilimpahkan", "selesai"))),
    "rapat/": ("", "?tab=selesai"),
    "rapat/jadwal/": ("", "?tab=semua"),
    "rapat/<uuid:meeting_id>/undang/pilih/": (
        "", "?aturan=unsur&aturan=camat&aturan=tiga_pilar&aturan=tindak_lanjut",
    ),
    "buletin/": ("", "?tab=terbit"),
    "pertanyaan/": ("", "?tab=keluar", "?tab=selesai"),
    "laporan/": ("", "?fate=checking", "?area=63.10"),
    "akses-mendesak/": ("", "?bagian=ditutup", "?bagian=tidak-wajar"),
    "pengawasan/": ("", "?everything=on"),
    "pengawasan/tinjau/": ("", "?tab=ditanyakan", "?tab=dijawab"),
    "pengawasan/uji-petik/": ("", "?tab=dijawab"),
    "orang-asing/<uuid:person_id>/": ("", "?from=task:<task>", "?from=report:1"),
    "orang-asing/<uuid:person_id>/cetak/": ("", "?from=task:<task>"),
}  # fmt: skip


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, pattern.callback
        else:
            yield from routes(pattern, route)


def addresses(ids: Mapping[str, Iterable[UUID]], held: Container[str]) -> Iterator[tuple[str, str]]:
    """Each route open to these verbs, with each combination of ids that its parameters may take.

    A page whose verb is not held is one refusal, the same for all ids: that it stays shut is a test of its own.
    """
    for route, view in routes():
        if getattr(view, "requires", None) not in held or route.endswith(".pdf") or route in TAKES_POSTS_ONLY:
            continue
        names = [name for _kind, name in PARAMETER.findall(route)]
        for values in product(*(WORDS[name] if name in WORDS else ids[name] for name in names)):
            address = "/" + route
            for value in values:
                address = PARAMETER.sub(str(value), address, count=1)
            for query in ALSO.get(route, ("",)):
                yield route, address + query


def door(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def by_program(account: Account, address: str) -> HttpResponse:
    """As a program of this member asks, with a token for everything a token may be for."""
    now, who = timezone.now(), acting(account)
    told = {"name": "Server", "uses": fitting_uses(who), "addresses": [], "ends_at": now + timedelta(days=3), "at": now}
    secret = tokens.make(membership=Membership.objects.get(pk=who.membership), **told, by=who)[1]
    return Client().get(address, headers={"authorization": f"Bearer {secret}", "accept": "application/json"})


def fitting_uses(who: Acting) -> list[str]:
    return [name for name, use in tokens.USES.items() if use.verb in who.verbs]


def text_of(response: HttpResponse) -> str:
    """What somebody reads: of a workbook its cells; a PDF is packed and read at its source instead."""
    kind = response.get("Content-Type", "")
    if "spreadsheetml" in kind:
        book = load_workbook(BytesIO(response.content))
        sheets = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
        return "\n".join(str(cell) for sheet in sheets for row in sheet for cell in row)
    return response.content.decode("utf-8", errors="replace") + "".join(f"\n{k}: {v}" for k, v in response.items())


def alike(response: HttpResponse) -> str:
    """The answer without what differs at each look: tokens and ids."""
    return ID.sub("ID", TOKEN.sub("TOKEN", response.content.decode(errors="replace")))


def walk(account: Account, ids: Mapping[str, Iterable[UUID]]) -> dict[str, HttpResponse]:
    client, found = door(account), {}
    task = Task.objects.order_by("number").values_list("number", flat=True).first()
    for route, address in addresses(ids, acting(account).verbs | {SIGNED_IN_ONLY}):
        if route in TAKES_POSTS_ONLY:
            continue
        address = address.replace("<task>", str(task or 1))
        response = client.get(address)
        if response.status_code == 405:
            TAKES_POSTS_ONLY.add(route)  # asked once in a run
        else:
            found[address] = response
    return found
