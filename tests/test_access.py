"""Every view says who may come in; what opens follows from the duty alone; another office's things are not there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver

from timpora.agencies.duties import DUTIES
from timpora.agencies.tests.cast import JEMBER, TANAH_BUMBU, acting, agency, member
from timpora.foundation.acting import Acting
from timpora.foundation.middleware import DECLARED_ELSEWHERE
from timpora.foundation.models import Account
from timpora.foundation.views import SIGNED_IN_ONLY, Refused
from timpora.web.tests.one_of_each import World, build


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the site as the resolver knows it."""

    route: str
    view: Any

    @property
    def where(self) -> str:
        return f"{self.view.__module__}.{getattr(self.view, '__name__', type(self.view).__name__)}"

    @property
    def verb(self) -> str | None:
        return getattr(self.view, "requires", None)

    @property
    def bearer(self) -> str | None:
        """The verb that a program's token must hold; such an address is no page, and no session opens it."""
        return getattr(self.view, "bearer", None)

    @property
    def parameters(self) -> list[tuple[str, str]]:
        return re.findall(r"<(\w+):(\w+)>", self.route)


def pages(resolver: URLResolver | None = None, before: str = "") -> Iterator[Page]:
    for pattern in (resolver or get_resolver()).url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield Page(route, pattern.callback)
        else:
            yield from pages(pattern, route)


ALL = list(pages())
PAGES = [page for page in ALL if not page.bearer]
PLAIN = [page for page in PAGES if "<" not in page.route]
OF_RECORDS = [page for page in PAGES if page.parameters and all(kind == "uuid" for kind, _ in page.parameters)]
# Addresses whose parameter is no record's id: open or closed by the verb alone.
OF_WORDS = {
    "wilayah/<str:code>/": "areas are public reference data",
    "aturan/<str:code>/": "rules are the law",
    "keadaan/<str:code>/": "exact totals only within the member's areas, else 404",
    "keadaan/<str:code>/lembar.pdf": "exact totals only within the member's areas, else 404",
    "keadaan/<str:code>/laporan-kesbangpol.<slug:format>": "exact totals only within the member's areas, else 404",
    "angka/<str:code>/": "totals whose small cells are hidden; for anybody",
    "kantor/<slug:office>/": "offices are public reference data",
    "kantor/<slug:office>/kelas/": "writes only where the member keeps the office's record",
    "kantor/<slug:office>/wilayah/": "writes only where the member keeps the office's record",
    "kantor/<slug:office>/wilayah/akhiri/": "writes only where the member keeps the office's record",
    "kantor/<slug:office>/unit/": "writes only where the member keeps the office's record",
    "beban-kerja/<str:code>/": "figures from public papers; counts of the record only for those who may open it",
    "beban-kerja/<str:code>/angka/": "writes only within the member's areas",
    "berkas/contoh/<slug:kind>.xlsx": "an empty file to fill in",
    "rapat/laporan-bulanan/<slug:month>.<slug:format>": "meetings in the member's own areas alone",
    "rapat/laporan-bulanan/<slug:month>/catat/": "meetings in the member's own areas alone",
    "rapat/<uuid:meeting_id>/naskah/<slug:paper>.<slug:format>": "the meeting in reach, else 404; a form of paper",
    "rapat/<uuid:meeting_id>/naskah/<slug:paper>/catat/": "the meeting in reach, else 404",
    "tim/<uuid:team_id>/naskah-sk.<slug:format>": "the team in reach, else 404; a form of paper",
    "surat/pengaturan/bawaan/<slug:letter_kind>.docx": "an empty template to begin from",
    "surat/pengaturan/pratinjau/<slug:letter_kind>.docx": "the own agency's template with invented words",
    "pelindungan/<slug:helper>/ubah/": "addresses of those who help, of the member's own area",
    "kalender/<str:secret>.ics": "one's own calendar, by a secret address; else 404",
    "pintu/<str:token>/": "one meeting by a signed address, around its hours; else 404",
    "drafts/<str:form>/": "one's own drafts, by account",
    "perjanjian/<uuid:agreement_id>/naskah.<slug:format>": "the agreement in reach, else 404; a form of paper",
    "data-bersama/<slug:category>/": "only where a clause in force opens the category, else 404",
    "data-bersama/<slug:category>/cetak/": "only where a clause in force opens the category, else 404",
    "data-bersama/<slug:category>/ambil/": "only where a clause in force opens the category, else 404",
    "data-bersama/<slug:category>/<uuid:person_id>/": "only rows that a clause in force opens, else 404",
}
# The constant cast, and one account for each duty that has none in it.
CAST = ("ayu", "budi", "citra", "dewa", "intan", "jaka")
OTHER_DUTIES = tuple(sorted(set(DUTIES) - {"pelaksana", "kasi", "instansi", "kades", "inspektur"}))


def ids(page: Page) -> str:
    return page.route or "/"


@pytest.fixture
def somebody(request: pytest.FixtureRequest, kanim) -> Any:
    """A member of the cast by name, or a new one by duty."""

    def of(name: str) -> Account:
        return request.getfixturevalue(name) if name in CAST else member(name, name.title(), name, kanim, TANAH_BUMBU)

    return of


# Declared


def test_there_are_pages():
    assert len(ALL) > 30


@pytest.mark.parametrize("page", ALL, ids=ids)
def test_every_view_says_who_may_come_in(page: Page):
    is_public = getattr(page.view, "public", False)
    assert page.verb or page.bearer or is_public or page.where in DECLARED_ELSEWHERE, page.where
    assert bool(page.verb) + bool(page.bearer) + is_public < 2, page.where


@pytest.mark.parametrize("page", ALL, ids=ids)
def test_every_verb_asked_for_is_held_by_some_duty(page: Page):
    held = {verb for duty in DUTIES.values() for verb in duty.verbs}
    assert {page.verb, page.bearer} - {None} <= held | {SIGNED_IN_ONLY}


def test_what_is_open_without_signing_in_is_a_short_list():
    assert {page.route for page in ALL if getattr(page.view, "public", False)} == {
        "masuk/",
        "masuk/kode/",
        "masuk/kantor/",
        "masuk/kantor/kembali/",
        "healthz",
        "periksa-surat/",
        "kalender/<str:secret>.ics",
        "pintu/<str:token>/",
        "api/v1/docs",
        "api/v1/openapi.json",
    }


@pytest.mark.parametrize("page", PAGES, ids=ids)
def test_every_address_takes_ids_of_records_or_stands_in_the_list(page: Page):
    assert page in PLAIN or page in OF_RECORDS or page.route in OF_WORDS, page.route


# Role by address

# An address that only takes what is posted answers a look with 405; one that needs a question in its address with 400.
OPENED = {200, 400, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("page", [page for page in PLAIN if page.verb], ids=ids)
def test_signed_out_every_page_leads_to_the_door(client: Client, page: Page):
    answer = client.get(f"/{page.route}")
    assert answer.status_code == 302
    assert answer.url.startswith("/masuk/?next=/")


@pytest.mark.django_db
@pytest.mark.parametrize("who", [*CAST, *OTHER_DUTIES])
def test_a_page_opens_to_a_role_if_and_only_if_its_duty_holds_the_verb(client: Client, somebody, who: str):
    account = somebody(who)
    by = acting(account)
    client.force_login(account)
    wrong = []
    for page in (page for page in PLAIN if page.verb):
        address, is_held = f"/{page.route}", page.verb in by.verbs | {SIGNED_IN_ONLY}
        if is_held or who in CAST:
            is_right = client.get(address).status_code in (OPENED if is_held else {403})
        else:
            is_right = refuses(page, by, "get", address)
        if not is_right:
            wrong.append(page.route)
    assert wrong == []


def refuses(page: Page, by: Acting, how: str, address: str, **ids: UUID) -> bool:
    """The view itself says so, before it reads anything: without the page that tells it, which is the same for all."""
    request = getattr(RequestFactory(), how)(address)
    request.acting = by
    try:
        page.view(request, **ids)
    except Refused as refusal:
        return refusal.verb == page.verb
    return False


# Another office, another agency


@pytest.fixture
def world(ayu, budi, kanim) -> World:
    return build(ayu, budi, kanim)


ALIKE = {(duty.on_area, duty.on_agency, duty.on_account, duty.on_records): code for code, duty in DUTIES.items()}
JEMBER_DUTIES = sorted(set(ALIKE.values()) - {"inspektur", "kanwil"})  # one of those that may do the same


def is_shut(client: Client, page: Page, world: World, how: str, by: Acting) -> bool:
    address = world.address(page.route)
    if page.verb in by.verbs | {SIGNED_IN_ONLY}:
        return getattr(client, how)(address).status_code in {404, 405}
    return refuses(page, by, how, address, **{name: world.ids[name] for _, name in page.parameters})


@pytest.mark.django_db
def test_there_is_one_of_each_thing_that_has_an_address(world: World):
    assert {name for page in OF_RECORDS for _, name in page.parameters} <= set(world.ids)


@pytest.mark.django_db
@pytest.mark.parametrize("duty", JEMBER_DUTIES)
def test_nothing_of_batulicin_is_there_for_another_office(client: Client, world: World, duty: str):
    account = member("lain", "Lain", duty, agency("kanim", "Kanim Jember", JEMBER), JEMBER)
    client.force_login(account)
    by = acting(account)
    wrong = [
        (page.route, how) for page in OF_RECORDS for how in ("get", "post") if not is_shut(client, page, world, how, by)
    ]
    assert wrong == []


@pytest.mark.django_db
def test_the_same_addresses_open_to_the_office_itself(client: Client, world: World, budi):
    client.force_login(budi)
    shown = {page.route: client.get(world.address(page.route)).status_code for page in OF_RECORDS}
    records = ("laporan/<uuid:report_id>/", "berkas/<uuid:batch_id>/", "orang-asing/<uuid:person_id>/")
    questions = ("temuan/periksa/<uuid:check_id>/", "temuan/<uuid:finding_id>/", "cocokkan/<uuid:mention_id>/")
    together = ("tugas/<uuid:task_id>/", "rapat/<uuid:meeting_id>/", "tim/<uuid:team_id>/", "surat/<uuid:letter_id>/")
    assert {route: shown[route] for route in (*records, *questions, *together)} == dict.fromkeys(
        (*records, *questions, *together), 200
    )


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["citra", "dewa"])
@pytest.mark.parametrize("name", ["report_id", "batch_id", "task_id"])
def test_what_another_agency_sent_or_was_asked_is_not_there(
    client: Client, somebody, world: World, who: str, name: str
):
    account = somebody(who)
    verbs = acting(account).verbs | {SIGNED_IN_ONLY}
    client.force_login(account)
    of_it = [page for page in OF_RECORDS if page.parameters == [("uuid", name)]]
    assert of_it
    for page in of_it:
        wanted = {404, 405} if page.verb in verbs else {403}
        assert client.get(world.address(page.route)).status_code in wanted, page.route


@pytest.mark.django_db
@pytest.mark.parametrize("who", ["ayu", "citra", "jaka"])
def test_a_protected_person_is_not_there_without_the_key(client: Client, somebody, world: World, who: str):
    from timpora.registers.models import Protection

    shielded = Protection.objects.get(pk=world.ids["protection_id"]).person_id
    hidden = World(world.ids | {"person_id": shielded})
    account = somebody(who)
    client.force_login(account)
    for page in (page for page in OF_RECORDS if page.route.startswith("orang-asing/")):
        wanted = {404, 405} if page.verb in acting(account).verbs else {403}
        assert client.get(hidden.address(page.route)).status_code in wanted, page.route
