"""The constant cast: Ayu and Budi (immigration), Citra (Disnaker), Dewa (village head), and the others."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from timpora.agencies import conduct
from timpora.agencies.acting import resolve
from timpora.agencies.actions import begin_membership
from timpora.agencies.models import Agency, AgencyKind
from timpora.foundation.acting import Acting
from timpora.foundation.models import Account

TANAH_BUMBU, KOTABARU, JEMBER = 6310000000, 6302000000, 3509000000
KUSAN_HILIR, SIMPANG_EMPAT, VILLAGE = 6310020000, 6310060000, 6310022002
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
PASSWORD = "rahasia-latihan-2026"


def agency(kind: str, name: str, area: int = TANAH_BUMBU, *, is_vertical: bool = False) -> Agency:
    kind_row, _ = AgencyKind.objects.get_or_create(code=kind, defaults={"name": name, "is_vertical": is_vertical})
    row, _ = Agency.objects.get_or_create(kind=kind_row, area=area, name=name, defaults={"short_name": name})
    return row


def member(sign_in: str, name: str, duty: str, at: Agency, *areas: int) -> Account:
    account = Account(sign_in=sign_in, name=name)
    account.set_unusable_password()
    account.save()
    begin_membership(account=account, agency=at, duty=duty, areas=areas, at=LONG_AGO, by=None)
    accept_conduct(account)
    return account


def accept_conduct(account: Account) -> None:
    """As every member does before anything else opens."""
    text = conduct.in_force()
    if text is not None:
        conduct.accept(text, by=resolve(account), at=timezone.now())


def acting(account: Account) -> Acting:
    return resolve(account)


@pytest.fixture
def kanim(db) -> Agency:
    return agency("kanim", "Kantor Imigrasi Kelas II TPI Batulicin", is_vertical=True)


@pytest.fixture
def disnaker(db) -> Agency:
    """With the agreement under which its lists have long come in; it receives nothing by it."""
    from timpora.agreements.tests.pks import may_send  # a room above, and only when models stand

    row = agency("disnaker", "Disnaker Tanah Bumbu")
    may_send(row, "permit_lists", "worker_lists")
    return row


@pytest.fixture
def ayu(kanim) -> Account:
    """Pelaksana Inteldakim: both regencies of the office."""
    return member("ayu", "Ayu Lestari", "pelaksana", kanim, TANAH_BUMBU, KOTABARU)


@pytest.fixture
def budi(kanim) -> Account:
    """Kasi Inteldakim: closes, holds the keys."""
    return member("budi", "Budi Santoso", "kasi", kanim, TANAH_BUMBU, KOTABARU)


@pytest.fixture
def citra(disnaker) -> Account:
    """Disnaker: sees only what is shared."""
    return member("citra", "Citra Dewanti", "instansi", disnaker, TANAH_BUMBU)


@pytest.fixture
def fitri(db) -> Account:
    """The civil registry, with the agreement under which its lists come in."""
    from timpora.agreements.tests.pks import may_send  # a room above, and only when models stand

    registry = agency("disdukcapil", "Disdukcapil Tanah Bumbu")
    may_send(registry, "resident_lists")
    return member("fitri", "Fitri Handayani", "instansi", registry, TANAH_BUMBU)


@pytest.fixture
def dewa(db) -> Account:
    """A village head: sends, does not browse."""
    village = agency("desa", "Desa Betung", VILLAGE)
    return member("dewa", "Dewa Saputra", "kades", village, VILLAGE)


@pytest.fixture
def intan(db) -> Account:
    """The internal inspector."""
    office = agency("kanwil", "Kanwil Ditjen Imigrasi Kalimantan Selatan", 6300000000, is_vertical=True)
    return member("intan", "Intan Permata", "inspektur", office, 6300000000)


@pytest.fixture
def jaka(db) -> Account:
    """An officer of another office: nothing of Batulicin is there for him."""
    return member(
        "jaka", "Jaka Pratama", "pelaksana", agency("kanim", "Kantor Imigrasi Kelas I TPI Jember", JEMBER), JEMBER
    )
