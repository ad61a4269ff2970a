"""Several duties, one at a time: who I am is said on every page, and a form is carried out only in its own duty."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from timpora.agencies.actions import begin_membership, end_membership
from timpora.agencies.models import Membership
from timpora.agencies.tests.cast import TANAH_BUMBU, acting
from timpora.foundation.acting import acting_in_database
from timpora.foundation.models import Draft
from timpora.intake.models import Report

pytestmark = pytest.mark.django_db
OPENED_IN = re.compile(r'name="acting_in" value="([0-9a-f-]{36})"')


@pytest.fixture
def second(ayu, disnaker) -> Membership:
    return begin_membership(
        account=ayu, agency=disnaker, duty="instansi", areas=[TANAH_BUMBU], at=timezone.now(), by=None
    )


@pytest.fixture
def desk(client: Client, ayu, second) -> Client:
    client.force_login(ayu)
    return client


def switch(client: Client, to: Membership, **more) -> str:
    return client.post("/tugas-jabatan/", {"membership": str(to.pk)} | more, follow=True).content.decode()


def test_every_page_shows_the_duty_and_the_others(desk, second):
    page = desk.get("/laporan/").content.decode()
    strip = page[page.index('class="duties"') :]
    assert "Pelaksana Inteldakim" in strip[: strip.index("</form>")]
    assert f'value="{second.pk}"' in strip[: strip.index("</form>")]
    assert "Anda sekarang bertugas sebagai Petugas instansi anggota · Disnaker Tanah Bumbu" in switch(desk, second)


def test_with_one_duty_there_is_nothing_to_switch(client, citra):
    client.force_login(citra)
    assert 'class="duties"' not in client.get("/").content.decode()


def test_every_form_says_in_which_duty_it_was_opened(desk, ayu):
    own = Membership.objects.get(account=ayu, duty="pelaksana")
    forms = re.findall(r'<form\b[^>]*method="post".*?</form>', desk.get("/laporan/baru/").content.decode(), re.DOTALL)
    assert len(forms) >= 3
    assert all(OPENED_IN.search(form)[1] == str(own.pk) for form in forms)


def test_a_form_of_another_duty_is_not_carried_out_and_nothing_typed_is_lost(desk, ayu, second):
    own = Membership.objects.get(account=ayu, duty="pelaksana")
    switch(desk, second)
    words = {"words": "Dua orang bekerja di bengkel.", "draft_key": "report_new", "acting_in": str(own.pk)}
    answer = desk.post("/laporan/baru/", words, headers={"Referer": "http://testserver/laporan/baru/"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Pelaksana Inteldakim" in page
    assert "Petugas instansi anggota" in page
    assert "Dua orang bekerja di bengkel." in page
    assert not Report.objects.exists()
    with acting_in_database(acting(ayu)):
        assert Draft.objects.get(form="report_new").words == {"words": "Dua orang bekerja di bengkel."}
    assert 'name="next" value="/laporan/baru/"' in page
    assert "Dua orang bekerja di bengkel." in switch(desk, own, next="/laporan/baru/")


def test_a_header_says_it_as_well(desk, ayu, second):
    answer = desk.post("/laporan/baru/", {}, headers={"X-Acting-In": str(second.pk)})
    assert answer.status_code == 409


def test_an_ended_duty_vanishes_and_its_forms_are_not_carried_out(client, ayu, budi, second):
    end_membership(second, because="Selesai bertugas", at=timezone.now(), by=acting(budi))
    client.force_login(ayu)
    assert 'class="duties"' not in client.get("/").content.decode()
    assert "Tidak ada yang berubah" in switch(client, second)
    answer = client.post("/laporan/baru/", {"acting_in": str(second.pk)})
    assert answer.status_code == 409
    assert "Tugas yang sudah berakhir" in answer.content.decode()
