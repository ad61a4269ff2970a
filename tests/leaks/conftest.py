"""The district of this folder, and the members that no other test needs."""

import pytest
from django.db import connection

from tests.leaks.district import District, build
from tests.leaks.shared_life import Shared, share_all
from timpora.agencies.tests.cast import TANAH_BUMBU, agency, member
from timpora.foundation.security import WEB, WORKER, scoped_models


@pytest.fixture
def district(ayu, budi, citra, dewa, intan, jaka, kanim) -> District:
    """Every duty has somebody here; what they may not meet is one person."""
    here = build(ayu, budi, kanim)
    here.members |= {"ayu": ayu, "budi": budi, "citra": citra, "dewa": dewa, "intan": intan, "jaka": jaka}
    kanwil = agency("kanwil", "Kanwil Ditjen Imigrasi Kalimantan Selatan", 6300000000, is_vertical=True)
    district = agency("kecamatan", "Kecamatan Simpang Empat", 6310060000)
    kesbangpol = agency("kesbangpol", "Kesbangpol Tanah Bumbu")
    here.members["kurnia"] = member("kurnia", "Kurnia Sari", "kanwil", kanwil, 6300000000)
    here.members["kirana"] = member("kirana", "Kirana Putri", "kesbangpol", kesbangpol, TANAH_BUMBU)
    here.members["oka"] = member("oka", "Oka Wibowo", "operator_camat", district, 6310060000)
    here.members["hadi"] = member("hadi", "Hadi Nugroho", "kakanim", kanim, TANAH_BUMBU)
    return here


@pytest.fixture
def shared(district, ayu, budi, dewa, kanim, settings) -> Shared:
    """What this district shares with one agency, and with nobody else; letters go out."""
    settings.SMTP = {"host": "localhost"}
    given = share_all(ayu, budi, kanim, dewa)
    district.members["tono"] = given.tono
    return given


@pytest.fixture
def first_lock_alone(db) -> None:
    """Every row is there for the web role: what a page hides now, its own question hides.

    The second lock guards against a question that was forgotten. Here it would hide that one was.
    """
    with connection.cursor() as cursor:
        cursor.execute("reset role")
        for model in scoped_models():
            cursor.execute(f'create policy opened on "{model._meta.db_table}" to {WEB} using (true)')
        cursor.execute(f"set role {WORKER}")
