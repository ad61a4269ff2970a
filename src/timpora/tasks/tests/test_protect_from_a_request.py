"""The agency that was asked learns that somebody is a victim or a refugee: it may say so, and all of it vanishes."""

import pytest

from timpora.registers.models import Person, Protection
from timpora.tasks.tests.factories import NAME, page, sent

SAID = {"kind": "trafficking", "said_by": "self", "note": "Mengaku paspornya ditahan."}


@pytest.fixture
def task(ayu, citra, disnaker, check):
    return sent(ayu, disnaker, check)


def test_who_holds_a_request_shields_whom_it_is_about_without_seeing_the_person(client, ayu, citra, check, task):
    client.force_login(citra)
    assert page(task, "lindungi/") in client.get(page(task)).text
    assert client.post(page(task, "lindungi/"), SAID).url == "/pelindungan/?jenis=trafficking"
    assert Person.objects.get(pk=check.person_id).is_protected
    assert client.get(page(task)).status_code == 404
    assert client.post(page(task, "lindungi/"), SAID).status_code == 404
    assert Protection.objects.count() == 1
    client.force_login(ayu)
    for where in ("/tugas/", "/tugas/?tab=keluar", "/temuan/", "/orang-asing/"):
        assert NAME not in client.get(where).text
    assert client.get(page(task)).status_code == 404


def test_a_request_of_others_cannot_be_used_for_it(client, jaka, task):
    client.force_login(jaka)
    assert client.post(page(task, "lindungi/"), SAID).status_code == 404
    assert not Protection.objects.exists()


def test_the_way_back_is_called_as_the_page_is(client, citra, task):
    client.force_login(citra)
    assert f"<span>Permintaan no. {task.number}</span>" in client.get(page(task, "lindungi/")).text
